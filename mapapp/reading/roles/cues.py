"""What stands around a name, as named cues: what the rules say, then words and kinds by themselves."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from mapapp.model import Role
from mapapp.reading.roles import rules
from mapapp.reading.roles import words as w
from mapapp.reading.roles.rules import Around
from mapapp.reading.tokens import words

# every cue and what it means, for whoever reads the table of weights (data/models/roles.csv)
MEANING = {
    "rules: actor": "the first rule that decides says associative",
    "rules: location": "the first rule that decides says literal",
    "rules: silent": "no rule decides",
    "silent: country": "no rule decides, and it was resolved to a country",
    "before: preposition of place": "in, at, near, northern ... stands before it",
    "before: phrase of place": "parts of, arrived from, visited ... stands before it",
    "before: dealings": "assistance from, talks with, under the rule of ... stands before it",
    "before: dealt with": "accuse, against, by, with ... stands before it",
    "before: government of": "government of, people of, University of ... stands before it",
    "before: of": "any other of",
    "before: from": "from",
    "before: to": "to",
    "before: other preposition": "for, on, over, after, since, including ...",
    "before: and": "and, or, but",
    "before: the": "the, a, this, and nothing that says more",
    "before: capitalised": "a capitalised word",
    "before: small word": "any other word",
    "before: sign": "a comma, a bracket or another sign",
    "before: of something else": "the word before belongs to what follows (in [Baku]'s hands)",
    "before: nothing": "it opens the sentence",
    "after: office": "government, troops, officials ... follows",
    "after: name of a body": "a capitalised Police, Court, Department ... follows, perhaps after a word",
    "after: capitalised": "another capitalised word follows",
    "after: kind of place": "province, river ... follows",
    "after: act": "said, denied, has sent ... follows",
    "after: auxiliary": "has, was, will ... follows",
    "after: joining word": "and, in, on, after ... follows",
    "after: small word": "any other word follows",
    "after: owned ground": "it owns ground ('s border) or a place",
    "after: owned office": "it owns an office ('s army)",
    "after: owned else": "it owns something else",
    "after: tied, acting": "-led, -backed ... follows",
    "after: tied, lying": "-based, -born, -held ... follows",
    "after: tied, else": "another hyphen follows",
    "after: sign": "a comma, a stop or another sign follows",
    "after: end": "the sentence ends with it",
    "beside: within the next": "the next name is that of what it lies in (Punjab, India)",
    "beside: holds the last": "the name before is that of something in it (Punjab, India)",
    "beside: a list": "it stands in a list of names",
    "opens: and acts": "it opens a clause, and an act or auxiliary follows",
    "opens: after its verb": "think, expect, what, whether ... stands before it, and a verb or to follows",
    "elsewhere: actors": "of the other names that rules decide, most are actors",
    "elsewhere: locations": "of the other names that rules decide, hardly any are actors",
    "elsewhere: the same, actor": "rules say that the same name is an actor elsewhere",
    "elsewhere: the same, location": "rules say that the same name is a location elsewhere, and never an actor",
    "silent, among actors": "no rule decides, it was resolved to a country, and most others are actors",
    "kind: country": "it was resolved to a country",
    "kind: seat": "it was resolved to a capital or another seat of government",
    "kind: settlement": "it was resolved to another town or village",
    "kind: division": "it was resolved to a province, a county or a region",
    "kind: nature": "it was resolved to waters, heights, a village, a district, a road",
    "kind: site": "it was resolved to a building, a base or the like",
    "kind: unknown": "it was resolved to nothing",
    "name: says its kind": "the name ends in province, river ...",
    "name: capitals": "U.S., UK, DRC",
    "in: headline": "it stands in a headline",
}
_TIED = re.compile(r"\s?[-‐‑–]\s?([^\W\d_]+)")
_LYING = words("based held controlled born occupied")
_ACTING = words(
    "led brokered backed run sponsored supported mediated funded friendly allied aligned trained made imposed"
)
# what follows is the head of the phrase, and what stands before belongs to it
_BOUND = frozenset(
    {"office", "name of a body", "owned ground", "owned office", "owned else", "tied, acting", "tied, lying"}
)
_LEADING = {
    **dict.fromkeys(w.TOWARDS, "dealt with"),
    **dict.fromkeys(
        words("for on over after since including before under during until as than about among like throughout"),
        "other preposition",
    ),
    **dict.fromkeys(("and", "or", "but"), "and"),
    **{word: word for word in ("of", "from", "to")},
}
_JOINING = words("and or but in on at after before to for with as from by of during when where while since")
_PLACES_BEFORE = words("the a this that neighboring neighbouring nearby")


@dataclass(slots=True)
class Company:
    """What the document says besides the sentence."""

    vote: Role | None  # what the rules say of the mention
    actors: int  # other names that rules call actors
    decided: int  # other names that rules decide
    same: frozenset[Role | None]  # what they say of the same name elsewhere
    seat: bool  # it was resolved to a seat of government
    listed: bool  # it stands in a list of names
    within_next: bool
    holds_last: bool


def cues(around: Around, company: Company) -> Iterator[str]:
    """Yield the cues of a mention: keys of MEANING."""
    yield from _votes(around, company)
    after = _after(around)
    yield f"after: {after}"
    yield "before: of something else" if after in _BOUND else f"before: {_before(around)}"
    if after in ("act", "auxiliary") and rules.is_subject(around.before):
        yield "opens: and acts"
    last = around.last[-1:]
    verb = after in ("act", "auxiliary") or around.own_after.startswith(" to ")
    if verb and last and last[0].lower() in w.OPENERS:
        yield "opens: after its verb"
    yield f"kind: {_kind(around, seat=company.seat)}"
    if company.within_next:
        yield "beside: within the next"
    if company.holds_last:
        yield "beside: holds the last"
    if company.listed:
        yield "beside: a list"
    name = around.mention.name
    if w.KIND_WORDS.intersection(name.lower().split()[-1:]):
        yield "name: says its kind"
    if name.isupper() and len(name) <= 5:
        yield "name: capitals"
    if around.mention.section == "headline":
        yield "in: headline"


def _votes(around: Around, company: Company) -> Iterator[str]:
    crowd = company.actors >= 2 and company.actors > 0.5 * company.decided
    if company.vote is None:
        yield "rules: silent"
        if around.mention.place is not None and around.mention.place.kind == "country":
            yield "silent: country"
            if crowd:
                yield "silent, among actors"
    else:
        yield "rules: actor" if company.vote == "associative" else "rules: location"
    if crowd:
        yield "elsewhere: actors"
    elif company.decided >= 3 and company.actors < 0.2 * company.decided:
        yield "elsewhere: locations"
    if "associative" in company.same:
        yield "elsewhere: the same, actor"
    elif "literal" in company.same:
        yield "elsewhere: the same, location"


def _kind(around: Around, *, seat: bool) -> str:
    place = around.mention.place
    if place is None:
        return "unknown"
    if place.kind in ("country", "historical"):
        return "country"
    if seat:
        return "seat"
    if place.kind in w.NATURE:
        return "nature"
    if place.kind in w.SETTLEMENTS:
        return "settlement"
    return "division" if place.kind in ("province", "region", "continent", "county") else "site"


def _before(around: Around) -> str:
    """Name what leads up to the mention, or to its list."""
    found = list(around.last)
    if not found or not around.tied:
        return "sign" if found else "nothing"
    article = False
    while found and found[-1].lower() in _PLACES_BEFORE:
        article |= found.pop().lower() in ("the", "a", "this")
    if leading := _leading([word.lower() for word in found], around):
        return leading
    if article or not found:
        return "the"
    return "capitalised" if found[-1][0].isupper() else "small word"


def _leading(last: list[str], around: Around) -> str | None:
    word = last[-1] if last else ""
    if word in w.LOCATIVE:
        return "preposition of place"
    if not (w.LINKS.isdisjoint(last[-2:]) and "of" not in last[-3:]) and w.DEALINGS.search(around.before):
        return "dealings"
    if word == "of" and w.PERSONS.intersection(last[-2:-1]):
        return "government of"
    return "phrase of place" if rules.is_located(last) else _LEADING.get(word)


def _after(around: Around) -> str:
    """Name what follows the mention itself; verbs are looked for after its list."""
    return _tied(around.own_after) or _owned(around) or _verb(around) or _plain(around)


def _tied(after: str) -> str | None:
    tied = _TIED.match(after)
    if tied is None:
        return None
    word = tied[1].lower()
    return f"tied, {'acting' if word in _ACTING else 'lying' if word in _LYING else 'else'}"


def _owned(around: Around) -> str | None:
    possessive = rules.POSSESSIVE.match(around.own_after)
    if possessive is None:
        return None
    owned = around.own_after[possessive.end() :]
    if rules.by_owned(owned, named=around.named_next) == "literal":
        return "owned ground"
    office = [word.lower() for word in rules.WORD.findall(owned)[:1]]
    return "owned office" if office and office[0] in w.OFFICE else "owned else"


def _verb(around: Around) -> str | None:
    verb = [word for word in map(str.lower, around.next[:4]) if word not in w.AUX_ADVERBS]
    if not verb or not around.after.lstrip()[:1].isalpha():
        return None
    if verb[0] in w.ACTS or (verb[0] in w.ACTIVE and w.ACTS.intersection(verb[1:2])):
        return "act"
    return "auxiliary" if verb[0] in w.AUXILIARIES and verb[0] != "to" else None


def _plain(around: Around) -> str:
    following = around.own_next[:3]
    if not following:
        return "end"
    if not around.own_after.lstrip()[0].isalpha():
        return "sign"
    first = following[0].lower()
    if first in w.KIND_WORDS:
        return "kind of place"
    if following[0][0].isupper():
        body = any(word[0].isupper() and word.lower() in w.BODIES for word in following)
        return "name of a body" if body else "capitalised"
    return "office" if first in w.OFFICE else "joining word" if first in _JOINING else "small word"
