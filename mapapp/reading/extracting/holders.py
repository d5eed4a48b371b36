"""What a place's name hangs on in its sentence: "the rebuilding of X" is no place, "a market of X" stands in X."""

from __future__ import annotations

from mapapp.reading.extracting.events import Event
from mapapp.reading.extracting.syntax import Phrase, Sentence
from mapapp.reading.tokens import words

SCENES = frozenset(["assault", "protest", "coerce"])  # kinds that are seen happening
STANDING = frozenset(["in", "at", "near", "outside", "inside"])
INSTITUTIONS = words(
    """
    base embassy ministry headquarters office university court government parliament authority authorities
    council capital ambassador representative delegation consulate agency institute police official leader spokesman
    spokeswoman spokesperson bureau reporter correspondent
    """
)
ACTING = words(
    """
    troop force soldier official side rival leader army president minister government police people ally delegation
    representative rebel militant fighter separatist guerrilla ministry spokesman ambassador patrol department office
    agency sheriff court jury commission commissioner council resident man woman driver teen teenager student couple
    native citizen family authority officer deputy senator congressman lawmaker governor mayor team club company firm
    newspaper radio television journalist reporter lawyer attorney judge businessman player
    """
)
# who is met, in the plural: "met farm leaders in X"
MET = words(
    """
    ambassador representative delegation official leader reporter correspondent spokesman spokesperson
    """
)
# at the beginning of "in the ... of X" and "at the ... of X" these say how or why, not where
RELATIONS = words(
    """
    request invitation behest expense mercy hand hands name interest interests favour favor eye eyes view opinion case
    question issue matter face history wake process spirit memory honour honor support defence search light cause
    framework war peace role future politics policy context event course hope risk pursuit style manner tradition
    friend service image shadow sake ruling law service idea loss size shape form kind number rest lives life
    """
)
ABSTRACT = ("tion", "sion", "ance", "ence", "ment", "ism", "ness", "ship")  # "the reconstruction of X"
BUILT = words(
    """
    station settlement apartment basement encampment intersection section residence monument
    """
)  # what ends like those and is a spot all the same
# what a place may be "of": the city of X, the outskirts of X
PARTS = words(
    """
    city town village province district region area state county municipality department outskirts suburb north
    south east west northeast northwest southeast southwest centre center street streets capital part parts island
    republic enclave port neighborhood neighbourhood side shore coast border edge heart square sector kilometer
    kilometers kilometre kilometres km mile miles territory land jurisdiction swath swaths pocket pockets outside
    most much rest hamlet community communities camp site ruins control township townships subdistrict commune parish
    oblast governorate prefecture canton department departments municipalities counties valley peninsula isle gulf bay
    strait lake river base airport station junction crossing checkpoint locality metropolis stronghold front
    """
)


def is_of_matter(event: Event, phrase: Phrase) -> bool:
    """Tell "the reconstruction of X", which may be done elsewhere, from "the city of X" and "the siege of X"."""
    words = event.sentence.words
    if phrase.prep != "of" or phrase.first < 2:
        return False
    before = words[phrase.first - 2]
    told = event.first <= phrase.first - 2 < event.last
    return before.tag == "noun" and not told and not one_of(before.lower, PARTS) and not _is_spot(event, phrase)


def _is_spot(event: Event, phrase: Phrase) -> bool:
    """Tell "in the livestock market of X", which stands in X, from "at the request of X" and "in support of X"."""
    sentence = event.sentence
    holder = next((p for p in sentence.phrases if p.last == phrase.first - 1), None)
    if holder is None or holder.last - holder.first < 2:
        return False
    head = sentence.words[holder.head].lower
    if (
        holder.head != holder.last - 1
        or head in RELATIONS
        or any(one_of(head, who) for who in (ACTING, INSTITUTIONS))
    ):
        return False
    if head.removesuffix("s").endswith(ABSTRACT) and not one_of(head, BUILT):
        return False
    return holder.prep in STANDING or (holder.prep == "of" and not is_of_matter(event, holder))


def are_met(event: Event, phrase: Phrase) -> bool:
    """Tell "will meet farm leaders in X", "a summit of leaders in X": where those who are met are, they are met."""
    if event.mode.theme not in ("talks", "visit") or phrase.prep not in ("in", "at") or phrase.first - 2 < event.last:
        return False
    who = event.sentence.words[phrase.first - 2].lower
    return who not in MET and one_of(who.replace("spokesmen", "spokesman"), MET)


def is_of_institution(sentence: Sentence, phrase: Phrase) -> bool:
    """Tell "the ministry in X", "officials of X": where they have their seat."""
    before = sentence.words[phrase.first - 2] if phrase.first > 1 else None
    if before is not None and before.lower == "capital":
        holder = next((p for p in sentence.phrases if p.last == phrase.first - 1), None)
        return holder is None or holder.prep not in ("in", "near", "outside")  # "in the capital of Antioquia"
    return phrase.prep in ("in", "at", "of", "to") and before is not None and one_of(before.lower, INSTITUTIONS)


def is_hit(event: Event, phrase: Phrase) -> bool:
    """Tell "the embassy in X was bombed": an institution to which something was done is where it is."""
    clause, sentence = event.clause, event.sentence
    if clause is None or event.mode.kind not in SCENES or phrase.prep != "in":
        return False
    holder = next((p for p in sentence.phrases if p.last == phrase.first - 1), None)
    done_to = clause.passive or clause.lemma == "be"
    return holder is not None and (holder in clause.complements or (done_to and holder == clause.subject))


def one_of(word: str, listed: frozenset[str]) -> bool:
    """Tell whether a word or its singular is among those listed."""
    singular = f"{word.removesuffix('ies')}y" if word.endswith("ies") else word.removesuffix("s")
    return word in listed or singular in listed
