"""Places that a report names and the gazetteer lacks: "the village of X", "in the X neighbourhood", "at X, Y".

They have a name and no point: an incident there says where by that name, and is drawn in what is known to hold it.
Taken are names that the words around call a place, and those the recogniser marked and nobody could resolve.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mapapp.model import IncidentPlace, Mention, Place, Section
from mapapp.reading.extracting.actors import folded
from mapapp.reading.extracting.syntax import Sentence
from mapapp.reading.extracting.words import Word
from mapapp.reading.recognizers._lexicon import CALENDAR, COMPASS, GIVEN_NAMES, TITLES
from mapapp.reading.tokens import words

KIND = "locality"
AFTER = words(
    """
    neighborhood neighbourhood farm canton village hamlet town township municipality jurisdiction suburb district
    county province department parish barrio colony ranch shantytown quarter sector slum camp airport creek river
    bridge valley crossing state hill mountain island port station prison barracks area zone intendancy settlement
    estate plantation
    """
)
BEFORE = words(
    """
    neighborhood neighbourhood village hamlet town township municipality suburb city community canton settlement
    jurisdiction sector farm port barrio island district
    """
)
JOINTS = words(
    """
    de del la las el los san santa al
    """
)
CALLED = frozenset({"called", "named", "as"})
AT = frozenset({"in", "near", "at", "outside"})
BARE = frozenset({"in", "near", "outside", "around"})  # "at" is said of firms and of people, too
SHAKES = frozenset({"shake", "rock", "jolt", "batter", "pound", "lash", "bombard", "shell"})
GOVERNING = AT | {"from", "of", "on", "and", ","}
HOUSED = AT | {"inside", "on"}
FACILITIES = words(
    """
    university airport hospital prison stadium cathedral basilica mosque monastery seminary refinery barracks
    """
)
QUARTERS = words(
    """
    neighborhood neighbourhood quarter slum barrio colony shantytown suburb
    """
)
REASON = "called a place; not in the gazetteer"
ADDED = frozenset({",", "and", "or", "y", "&"})
PARTS = frozenset({"border", "refugee", "air", "power", "railway", "fishing"})  # "the X border crossing"
LONGEST = 4  # words of a name

Run = tuple[int, int]  # words [at, end) of a name


def places_of(names: Sequence[Mention], known: Sequence[IncidentPlace]) -> tuple[IncidentPlace, ...]:
    """Return places without a point for names that nobody could resolve; `known` are those that hold them."""
    within = tuple(dict.fromkeys(key for each in known for key in (each.place.id, *each.place.within)))
    found = {folded(name.name): IncidentPlace(_place(name.name, within), name.name) for name in reversed(names)}
    return tuple(reversed(found.values()))


def _place(name: str, within: tuple[str, ...]) -> Place:
    shown = " ".join(part.capitalize() for part in name.split()) if name.isupper() else name
    return Place(f"name:{folded(name)}", shown, KIND, None, None, within=within)


def unlisted(sentence: Sentence, mentions: Sequence[Mention], section: Section) -> list[Mention]:
    """Return mentions, without a place, of what the words call one; `mentions` are all others.

    Such a name may hold a mention that is only a part of it ("San" of "the San Xavier neighbourhood"): see
    `without_parts`.
    """
    listed = sentence.words
    found: list[Mention] = []
    for chain in _chains(listed, list(_runs(listed))):
        named = set(_called(listed, chain)) | set(_beside_known(listed, chain, mentions))
        for at, end in chain:
            whole = _facility_end(listed, at, end)
            first, last = listed[at], listed[max(end, whole) - 1]
            inside = [m for m in mentions if m.start < last.end and first.start < m.end]
            called = (at, end) in named or whole
            if inside:
                called = called and _is_more(inside, listed[at], listed[end - 1], _kind_after(listed, at, end))
            elif not called:
                addressed = _follows(listed, at, AT) and _holder(listed, end, mentions) is not None
                called = addressed or _is_bare(listed, at, end) or _is_shaken(listed, at, end)
            if called:
                name = " ".join(word.text for word in listed[at : max(end, whole)])
                found.append(Mention(first.start, last.end, name, "literal", section, reason=REASON))
    return found


def _is_more(inside: Sequence[Mention], first: Word, last: Word, kind: str) -> bool:
    """Tell whether a name that the words call a place is another than the mentions in it.

    It is where they are only parts of it, and where one with the same words names no place itself but a quarter of
    one ("in the San Francisco neighbourhood").
    """
    if all(m.start >= first.start and (m.end < last.end or m.start > first.start) for m in inside):
        return True
    quarter = kind.removesuffix("s") in QUARTERS and all(m.role == "associative" for m in inside)
    return quarter and all((m.start, m.end) == (first.start, last.end) for m in inside)


def without_parts(mentions: Sequence[Mention], called: Sequence[Mention]) -> list[Mention]:
    """Return the mentions that are no part of a longer name that the words call a place."""
    return [m for m in mentions if not any(m.start < each.end and each.start < m.end for each in called)]


def _runs(listed: Sequence[Word]) -> Iterator[Run]:
    """Yield the names of a sentence in order."""
    at = 0
    while at < len(listed):
        end = _run(listed, at)
        if end > at:
            yield at, end
        at = max(end, at + 1)


def _run(listed: Sequence[Word], at: int) -> int:
    """Return where a name that begins at a word ends; `at` when none begins there."""
    if listed[at].tag != "name" and not (listed[at].lower in JOINTS and listed[at].text[0].isupper()):
        return at
    end = at
    while end < len(listed) and end - at < LONGEST + 2:
        if listed[end].tag != "name" and listed[end].lower not in JOINTS:
            break
        end += 1
    while end > at and listed[end - 1].lower in JOINTS:
        end -= 1
    named = [word for word in listed[at:end] if word.tag == "name" and len(word.text) > 2]
    return end if named else at


def _chains(listed: Sequence[Word], runs: Sequence[Run]) -> Iterator[list[Run]]:
    """Yield names that are listed together: "A, B and C"."""
    chain: list[Run] = []
    for run in runs:
        between = listed[chain[-1][1] : run[0]] if chain else ()
        if chain and not (between and all(word.lower in ADDED for word in between)):
            yield chain
            chain = []
        chain.append(run)
    if chain:
        yield chain


def _called(listed: Sequence[Word], chain: Sequence[Run]) -> Sequence[Run]:
    """Return the names of a list that the words call places: all, where the kind of place stands in the plural."""
    opener, closer = _kind_before(listed, chain[0][0]), _kind_after(listed, *chain[-1])
    if len(chain) > 1 and (opener.endswith("s") or closer.endswith("s")):
        return chain
    return [(at, end) for at, end in chain if _kind_before(listed, at) or _kind_after(listed, at, end)]


def _beside_known(listed: Sequence[Word], chain: Sequence[Run], mentions: Sequence[Mention]) -> Iterator[Run]:
    """Yield the names listed with known places that something is in: "in X, Y and Z"."""
    starts = {m.start for m in mentions if m.place is not None and m.role == "literal"}
    known = [listed[at].start in starts for at, _ in chain]
    if known[0] and not all(known) and _follows(listed, chain[0][0], AT):
        joined = [listed[at - 1].lower in ("and", "or") for at, _ in chain]
        if any(joined) and (sum(known) > 1 or len(chain) > 2):
            yield from (run for run, is_known in zip(chain, known, strict=True) if not is_known)


def _facility_end(listed: Sequence[Word], at: int, end: int) -> int:
    """Return where the name of a house ends that something is in or at ("at the Ana Ruiz Airport"); 0 for none."""
    before = listed[at - 2] if at > 1 and listed[at - 1].tag == "det" else listed[at - 1] if at else None
    if before is None or before.lower not in HOUSED:
        return 0
    if end - at > 1 and listed[end - 1].lower in FACILITIES:
        return end
    return end + 1 if end < len(listed) and listed[end].lower in FACILITIES else 0


def _kind_before(listed: Sequence[Word], at: int) -> str:
    """Return the kind of place that introduces a name: "the towns of X", "the rural area known as X"; "" for none."""
    start = at - 1 if at and listed[at - 1].tag == "quote" else at
    before = listed[start - 1].lower if start else ""
    if before in CALLED:
        kinds = (word.lower for word in listed[max(0, start - 4) : start - 1])
        return next((kind for kind in kinds if kind in BEFORE or kind in AFTER), "")
    kind = listed[start - 2].lower if before == "of" and start > 1 else ""
    return kind if kind.removesuffix("s") in BEFORE or kind in ("communities", "cities") else ""


def _kind_after(listed: Sequence[Word], at: int, end: int) -> str:
    """Return the kind of place that follows a name: "in the X neighbourhood"; "" for none."""
    if end + 1 < len(listed) and listed[end].tag == "quote":
        end += 1
    if end + 1 < len(listed) and listed[end].lower in PARTS:
        end += 1
    kind = listed[end].lower if end < len(listed) else ""
    if kind.removesuffix("s") not in AFTER or not at:
        return ""
    before, beyond = listed[at - 1], listed[end + 1] if end + 1 < len(listed) else None
    governed = before.tag in ("det", "adj", "poss", "verb", "quote") or before.lower in GOVERNING
    return kind if governed and (beyond is None or beyond.tag not in ("noun", "name")) else ""


def _is_bare(listed: Sequence[Word], at: int, end: int) -> bool:
    """Tell "killed in X" and "bombed near X": a name that is all there is behind the preposition."""
    return _follows(listed, at, BARE) and _is_whole(listed, at, end)


def _is_shaken(listed: Sequence[Word], at: int, end: int) -> bool:
    """Tell "a quake shook X", "storms battered X": what is done to places."""
    shaken = at > 0 and listed[at - 1].tag == "verb" and listed[at - 1].lemma in SHAKES
    return shaken and _is_whole(listed, at, end)


def _is_whole(listed: Sequence[Word], at: int, end: int) -> bool:
    """Tell a name that may be a place's from a month, a person, and the beginning of something longer."""
    first, beyond = listed[at].lower, listed[end] if end < len(listed) else None
    if first in CALENDAR or first in TITLES or first in COMPASS or (end - at > 1 and first in GIVEN_NAMES):
        return False
    return beyond is None or beyond.tag not in ("noun", "num", "poss")


def _follows(listed: Sequence[Word], at: int, prepositions: frozenset[str]) -> bool:
    return at > 0 and listed[at - 1].lower in prepositions


def _holder(listed: Sequence[Word], end: int, mentions: Sequence[Mention]) -> Mention | None:
    """Return the known place that closes an address: "in X, Antioquia Department"."""
    if end + 1 >= len(listed) or listed[end].text != ",":
        return None
    start = listed[end + 1].start
    return next((m for m in mentions if start <= m.start <= start + 12 and m.place and m.role == "literal"), None)
