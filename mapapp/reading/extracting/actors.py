"""Who acts: the sides and persons a noun phrase names, with what the report has said of them so far.

"Azerbaijani forces" is the side Azerbaijan, "Baku" in "Baku denied" as well; "Pashinyan" is Armenia's after "Armenian
Prime Minister Nikol Pashinyan"; "he" is whoever was speaking. Names are folded so that reports can be compared.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from mapapp.errors import NotFound
from mapapp.model import Mention
from mapapp.reading.extracting import lexicon
from mapapp.reading.extracting.syntax import Phrase, Sentence
from mapapp.reading.extracting.words import Word, dictionary
from mapapp.reading.resolvers.base import PlaceIndex
from mapapp.reading.tokens import words

COUNTRYLIKE = words(
    """
    country region dependency disputed historical state
    """
)
TITLES = words(
    """
    president premier minister prime secretary foreign defence defense deputy acting spokesman spokeswoman
    general colonel major captain lieutenant king queen prince mr mrs ms dr chancellor senator governor mayor
    ambassador chief leader the former vice top caretaker state department ministry government army military
    side
    war forces treaty
    """
)


ORGANISATIONS = words(
    """
    organisation organization union council alliance front party league agency bank fund
    """
)
# peoples and faiths that are no side by themselves: "Arab states", "Western officials"
PEOPLES = words(
    """
    arab arabic western eastern islamic muslim christian jewish sunni shiite shia catholic orthodox african asian
    european american latin nordic baltic balkan islamist jihadist
    """
)
FORCES = frozenset(["forces", "army", "movement", "brigades", "brigade"])
BLASTS = frozenset(["blast", "explosion", "detonation"])
LONGEST = 80  # characters of a place name


def folded(name: str) -> str:
    """Return a name without case and diacritics."""
    if name.isascii():
        return name.casefold().strip()
    flat = unicodedata.normalize("NFKD", name)
    return "".join(sign for sign in flat if not unicodedata.combining(sign)).casefold().strip()


@dataclass(slots=True)
class Cast:
    """The actors of one report, learned sentence by sentence."""

    index: PlaceIndex
    mentions: Sequence[Mention]
    affiliations: dict[str, tuple[str, ...]] = field(default_factory=dict)  # surname -> sides
    speaking: tuple[str, ...] = ()  # whoever spoke last, for "I", and "he" in what is reported
    topic: tuple[str, ...] = ()  # the person the last sentence was about, for "he" elsewhere
    around: frozenset[str] = field(init=False)  # ids of the places the report names, and of those that hold them
    _known: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Note where the report plays: of two countries of one adjective the one it names is meant."""
        places = [
            mention.place for mention in self.mentions if mention.place is not None and mention.role != "demonym"
        ]
        self.around = frozenset(place_id for place in places for place_id in (place.id, *place.within))

    def learn(self, sentence: Sentence) -> None:
        """Remember which side a person belongs to: "Armenian Prime Minister Nikol Pashinyan"."""
        for phrase in sentence.phrases:
            names = self._person(sentence, phrase)
            sides = self._sides(sentence, phrase)
            if names and sides and names[-1] not in self.affiliations:
                self.affiliations[names[-1]] = sides

    def turn(self, sentence: Sentence) -> None:
        """Remember whom a sentence is about: the person who is its subject."""
        roots = [clause for clause in sentence.clauses if clause.parent is None and clause.subject is not None]
        for clause in roots[:1]:
            if self._person(sentence, clause.subject):  # type: ignore[arg-type]
                self.topic = self.of(sentence, clause.subject)

    def of(self, sentence: Sentence, phrase: Phrase | None, reported: bool = True) -> tuple[str, ...]:
        """Return the folded names a phrase stands for, sides first; empty when it names nobody."""
        if phrase is None:
            return ()
        words = sentence.words[phrase.first : phrase.last]
        if len(words) == 1 and words[0].tag == "pron":
            if words[0].lower in ("he", "she"):
                return self.speaking if reported else self.topic
            return self.speaking if words[0].lower in ("i", "we") else ()
        return self._named(sentence, phrase, (phrase, _following(sentence, phrase)))

    def acting(self, sentence: Sentence, phrase: Phrase | None, reported: bool = True) -> tuple[str, ...]:
        """Return the folded names a phrase stands for as who acts.

        "Israeli strikes" are by Israel; of an "Israeli market bombing", an "Iraqi blast" or a "Turkish capital" the
        adjective says only where, and so does what it is "of": "the shelling of Armenian villages".
        """
        if phrase is None or (phrase.last - phrase.first == 1 and sentence.words[phrase.first].tag == "pron"):
            return self.of(sentence, phrase, reported)
        after = _following(sentence, phrase)
        siding = [each for each in (phrase, after) if each is not None and not says_where(sentence, each)]
        return self._named(sentence, phrase, siding)

    def _named(self, sentence: Sentence, phrase: Phrase, siding: Iterable[Phrase | None]) -> tuple[str, ...]:
        """Return the names a phrase stands for: the sides named in `siding`, then its persons."""
        words = sentence.words[phrase.first : phrase.last]
        people = self._person(sentence, phrase)
        sides = tuple(side for each in siding for side in self._sides(sentence, each))
        for person in people:
            sides += self.affiliations.get(person, ())
        following = _following(sentence, phrase)
        own = [words[0], *(sentence.words[following.first : following.first + 1] if following else [])]
        if not sides and any(word.lower in ("its", "his", "their", "her", "our") for word in own):
            sides = tuple(name for name in self.speaking if name not in self.affiliations)
        return tuple(dict.fromkeys((*sides, *people)))

    def _sides(self, sentence: Sentence, phrase: Phrase | None) -> tuple[str, ...]:
        if phrase is None:
            return ()
        found: list[str] = []
        words = sentence.words[phrase.first : phrase.last]
        union = _union(words) if len(words) > 1 else ()
        for word in words:
            if union and word.lower in union:
                continue
            for part in (word.lower, *word.lower.replace("–", "-").split("-")):
                found.extend(self.demonym(part))
        start, end = words[0].start, words[-1].end
        for mention in self.between(start, end):
            if mention.end <= end and mention.place is not None:
                governed = self.index.seat(mention.place.id) if mention.role == "associative" else ()
                own = (mention.place.id,) if mention.place.kind in COUNTRYLIKE else ()
                found.extend(self._name(place_id) for place_id in governed[:1] or own)
        return tuple(dict.fromkeys(name for name in found if name))

    def between(self, start: int, end: int) -> Sequence[Mention]:
        """Return the mentions that begin in [start, end)."""
        first = bisect_left(self.mentions, start, key=_start)
        return self.mentions[first : bisect_left(self.mentions, end, key=_start)]

    def demonym(self, word: str) -> tuple[str, ...]:
        """Return the folded names of the places an adjective belongs to."""
        if word not in self._known:
            ids = self.index.demonym(word)
            here = tuple(place_id for place_id in ids if place_id in self.around) if len(ids) > 1 else ids
            self._known[word] = tuple(self._name(place_id) for place_id in here or ids)
        return self._known[word]

    def _name(self, place_id: str) -> str:
        try:
            return folded(self.index.place(place_id).name)
        except NotFound:
            return ""

    def _person(self, sentence: Sentence, phrase: Phrase) -> tuple[str, ...]:
        """Return the last proper name of a phrase that is neither a place nor a title: a surname."""
        words = sentence.words[phrase.first : phrase.last]
        if len(words) > 1 and (union := _union(words)):
            return (" ".join(union),)
        names = [
            word
            for word in words
            if word.tag == "name" and word.lower not in TITLES and not self.is_place(word)
            if not self.demonym(word.lower) and not (word.lower in PEOPLES and words[-1].tag == "noun")
        ]
        if len(names) > 1 and words[-1].lower in FORCES and words[-1].text.istitle():
            return ("".join(word.lower[0] for word in (*names, words[-1])),)  # "Rapid Support Forces": rsf
        if len(names) > 2 and names[-1].lower in ORGANISATIONS:
            return ("".join(word.lower[0] for word in names),)  # "Collective Security Treaty Organization": csto
        return (folded(names[-1].text),) if names else ()

    def is_place(self, word: Word) -> bool:
        """Tell whether a word is part of a place name."""
        return any(word.start < mention.end for mention in self.between(word.start - LONGEST, word.start + 1))

    def governs(self, word: Word) -> bool:
        """Tell whether a capitalised word is the name of a country or of the seat of a government."""
        if word.tag != "name" or not word.text[:1].isupper():
            return False
        found = self.index.candidates(word.text)[:1]
        return any(place.kind in COUNTRYLIKE or bool(self.index.seat(place.id)) for place in found)

    def acts(self, at: int) -> bool:
        """Tell whether the place name at an offset stands for a government or an army."""
        return any(m.start <= at < m.end and m.role == "associative" for m in self.between(at - LONGEST, at + 1))


def says_where(sentence: Sentence, phrase: Phrase) -> bool:
    """Tell whether the adjective of a phrase says where something is and not whose deed it is.

    So it is of a place ("the Turkish capital"), of what is done in or to one ("Israeli market bombing"), and of a
    blast, which nobody is said to have caused; a group or its means ("Israeli jets", "Russian shelling") act.
    """
    known = lexicon.load()
    lemmas = [dictionary(word.lower)[1] for word in sentence.words[phrase.first : phrase.head + 1]]
    if lemmas[-1] in known.classes["venue"] or lemmas[-1] in BLASTS:
        return True
    violent = any(row.mode.kind == "assault" for row in known.nouns.get(lemmas[-1], ()))
    return violent and not known.classes["venue"].isdisjoint(lemmas)


def _start(mention: Mention) -> int:
    return mention.start


def _union(words: Sequence[Word]) -> tuple[str, ...]:
    """Return the name of a union of peoples, "african union", which is none of them; empty for none."""
    for one, other in pairwise(words):
        if one.lower in PEOPLES and other.lower in ORGANISATIONS and other.text.istitle():
            return one.lower, other.lower
    return ()


def _following(sentence: Sentence, phrase: Phrase) -> Phrase | None:
    """Return the "of X" after a phrase: "the president of Russia", "representatives of the Russian base"."""
    after = next((other for other in sentence.phrases if other.first == phrase.last + 1), None)
    return after if after is not None and after.prep == "of" else None
