"""Who speaks: a speaker's whole name as printed, what kind of speaker it is, and whom "he" or "it" stands for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from mapapp.model import SpeakerKind
from mapapp.reading.extracting.actors import TITLES, Cast, folded
from mapapp.reading.extracting.claims_words import ClaimWords
from mapapp.reading.extracting.syntax import Phrase, Sentence
from mapapp.reading.extracting.words import Word, dictionary

JOINS = ("of", "for", "in", "from", "at", "with")
CLOSE_JOINS = ("of", "for")  # after the verb "in Paris" is where it was said
HUMAN, BODY = ("he", "she"), ("it", "they", "we")
PRESS = frozenset(["agency", "service", "bureau"])  # after "news"
MOST_WORDS = 16  # of a speaker's name


@dataclass(frozen=True, slots=True)
class Speaker:
    """Somebody who says something."""

    printed: str | None  # as the text names them; None = nobody in particular ("reportedly")
    sides: tuple[str, ...] = ()  # folded names of the sides and persons they speak for
    kind: SpeakerKind | None = None
    pronoun: str = ""  # of one that could not be resolved


NOBODY = Speaker(None, (), "unnamed")


@dataclass(slots=True)
class Naming:
    """Names the speakers of one report, sentence by sentence."""

    text: str
    cast: Cast
    words: ClaimWords
    _lately: list[Speaker] = field(default_factory=list)  # candidates for a pronoun, latest last
    _persons: set[str] = field(default_factory=set)  # folded surnames met with a first name or a title

    def speaker(self, sentence: Sentence, phrase: Phrase | None, until: int | None = None) -> Speaker | None:
        """Return the speaker a phrase names, None when it can name nobody; `until`: the verb it stands before."""
        if phrase is None:
            return None
        inside = sentence.words[phrase.first : phrase.last]
        if len(inside) == 1 and inside[0].tag == "pron":
            return self._stands_for(inside[0], self.cast.of(sentence, phrase))
        if len(inside) == 1 and inside[0].tag in ("rel", "adv", "num", "det"):
            return None
        whole = _whole(sentence, phrase, until, self)
        printed = " ".join(self.text[sentence.words[whole.first].start : sentence.words[whole.last - 1].end].split())
        kind = self.kind(sentence, whole)
        return Speaker(printed.strip(" ,;“”\"'"), self.cast.of(sentence, phrase), kind)

    def kind(self, sentence: Sentence, phrase: Phrase) -> SpeakerKind | None:
        """Return what kind of speaker a phrase names, None when it names none that is known."""
        inside = sentence.words[phrase.first : phrase.last]
        if self._is_outlet(inside):
            return "outlet"
        if " ".join(folded(word.text) for word in inside if word.lower != "the") in self.words.groups:
            return "side"
        if self._person(sentence, inside):
            return "person"
        for part in _parts(inside):
            found = self._of_head(sentence, part)
            if found is not None:
                return found
        return None

    def remember(self, speakers: Iterable[Speaker | None]) -> None:
        """Take note of who was spoken of or spoke, the most likely meaning of the next "he" or "it" last."""
        for speaker in speakers:
            if speaker is not None and speaker.printed and not speaker.pronoun:
                self._lately = [*(each for each in self._lately[-8:] if each.printed != speaker.printed), speaker]

    @property
    def last(self) -> Speaker | None:
        """Whoever was remembered last."""
        return self._lately[-1] if self._lately else None

    def _stands_for(self, word: Word, sides: tuple[str, ...]) -> Speaker | None:
        wanted: tuple[SpeakerKind, ...]
        if word.lower in HUMAN:
            wanted = ("person", "office", "unnamed")
        elif word.lower in BODY:
            wanted = ("office", "side", "outlet", "unnamed") if word.lower != "it" else ("office", "side", "outlet")
        else:
            return None
        for speaker in reversed(self._lately):
            if speaker.kind in wanted and not (word.lower in HUMAN and self._is_body(speaker)):
                return replace(speaker, sides=speaker.sides or sides)
        return Speaker(word.text, sides, None, word.lower)

    def stands_for(self, pronoun: str) -> Speaker | None:
        """Return whom "he" or "it" stands for, None when nobody fits."""
        found = self._stands_for(Word(0, 0, pronoun, pronoun, "pron", pronoun), ())
        return found if found is not None and not found.pronoun else None

    def _is_outlet(self, inside: Sequence[Word]) -> bool:
        if any(self._lemma(word) in self.words.office - PRESS - self.words.mastheads for word in inside):
            return False
        names = [folded(word.text) for word in inside if word.lower not in ("the", "'s", "’s")]
        runs = {" ".join(names[at : at + size]) for size in (2, 3) for at in range(len(names) - size + 1)}
        alone = [name for name in names if name not in PRESS and name != "news"]
        if runs & self.words.outlets or (len(alone) == 1 and alone[0] in self.words.outlets):
            return True
        named = [word for word in inside if word.tag == "name" and _cased(word)]
        return len(named) > 1 and bool({named[-1].lower, named[0].lower} & self.words.mastheads)

    def _person(self, sentence: Sentence, inside: Sequence[Word]) -> bool:
        """Tell whether a phrase names a person: a first name or title before a surname, or a surname met before."""
        for number, word in enumerate(inside):
            before = inside[number - 1] if number else None
            named = before is not None and before.tag == "name" and self._can_be_surname(sentence, before)
            if word.tag != "name" or not self._can_be_surname(sentence, word, named):
                continue
            titled = before is not None and (before.lower in TITLES or self._lemma(before) in self.words.office)
            after = inside[number + 1] if number + 1 < len(inside) else None
            if after is not None and after.tag in ("name", "noun") and after.text != ",":
                continue
            if named or titled or folded(word.text) in self._persons or (len(inside) == 1 and _cased(word)):
                self._persons.add(folded(word.text))
                return True
            if before is not None and before.lower in ("'s", "’s") and after is None and _cased(word):
                return True  # "Armenia’s Pashinyan"
        return False

    def _can_be_surname(self, sentence: Sentence, word: Word, named: bool = False) -> bool:
        """Tell whether a name can be a person's; after a first name (`named`) that of a capital can, too."""
        if word.text.isupper() and len(word.text) <= 5 and not all(w.text.isupper() for w in sentence.words):
            return False  # an acronym
        lemma = self._lemma(word)
        known = (self.words.office, self.words.side, self.words.unnamed, self.words.outlet)
        if any(lemma in listed for listed in known) or word.lower in TITLES:
            return False
        if self.cast.demonym(word.lower) or self.cast.is_place(word):
            return False
        return named or not self.cast.governs(word)

    def _of_head(self, sentence: Sentence, part: Sequence[Word]) -> SpeakerKind | None:
        """Return the kind of speaker the head noun of a part says, or the place or the name in it."""
        lower = [word.lower for word in part]
        if lower[-2:] == ["united", "nations"]:
            return "office"
        if {"news", "press", "media"} & set(lower) and self._lemma(part[-1]) in PRESS:
            return "outlet"
        listed: tuple[tuple[SpeakerKind, frozenset[str]], ...] = (
            ("unnamed", self.words.unnamed), ("side", self.words.side),
            ("office", self.words.office), ("outlet", self.words.outlet),
        )  # fmt: skip
        for word in reversed(part):
            tail = self._lemma(word).rpartition("-")[2]
            found = next(
                (kind for kind, heads in listed if tail in heads and word.tag not in ("punct", "prep")), None
            )
            if found is not None:
                return found
            if word.tag in ("noun", "name"):
                break
        if any(self.cast.demonym(word.lower) or self.cast.is_place(word) or self.cast.governs(word) for word in part):
            return "side"
        return "office" if any(word.tag == "name" and _cased(word) for word in part) else None

    def _is_body(self, speaker: Speaker) -> bool:
        """Tell a ministry or an army from a minister: neither is "he"."""
        names = (speaker.printed or "").casefold().split()
        return speaker.kind in ("office", "outlet") and bool(names) and _head(names) in self.words.bodies

    def _lemma(self, word: Word) -> str:
        lower = word.lower
        known = self.words
        if any(lower in listed for listed in (known.office, known.side, known.unnamed, known.outlet)):
            return lower
        return dictionary(lower)[1]


def _cased(word: Word) -> bool:
    return word.text[:1].isupper()


def _head(words: Sequence[str]) -> str:
    for number, word in enumerate(words):
        if word in JOINS and number:
            return words[number - 1].strip(",")
    return words[-1]


def _parts(inside: Sequence[Word]) -> list[list[Word]]:
    """Cut a name at commas and prepositions: its heads end the parts; the first part counts most."""
    parts: list[list[Word]] = [[]]
    for word in inside:
        if word.tag in ("punct", "prep", "to", "rel", "sub") or word.lower == "and":
            parts.append([])
        else:
            parts[-1].append(word)
    return [part for part in parts if part]


def _whole(sentence: Sentence, phrase: Phrase, until: int | None, naming: Naming) -> Phrase:
    """Widen a phrase over what belongs to the name: "of X", "for X", and a name in apposition."""
    last = phrase.last
    joins = JOINS if until is not None else CLOSE_JOINS
    limit = len(sentence.words) if until is None else until
    while last < limit and last - phrase.first < MOST_WORDS:
        word = sentence.words[last]
        after = next((p for p in sentence.phrases if p.first == last + 1), None)
        if after is None or after.last > limit:
            break
        joined = word.tag == "prep" and word.lower in joins and not _is_time(sentence, after)
        named = word.text == "," and not after.prep and _names_only(sentence, after, naming)
        if not (joined or named):
            break
        last = after.last
    return Phrase(phrase.first, last, phrase.head, phrase.prep)


def _is_time(sentence: Sentence, phrase: Phrase) -> bool:
    return any(word.lemma == "<time>" for word in sentence.words[phrase.first : phrase.last])


def _names_only(sentence: Sentence, phrase: Phrase, naming: Naming) -> bool:
    """Tell a name in apposition ("the governor, Dmytro Koval") from the next of a list or an address."""
    inside = sentence.words[phrase.first : phrase.last]
    return (
        len(inside) > 1 and all(word.tag == "name" for word in inside) and naming.kind(sentence, phrase) == "person"
    )
