"""How each place name is used: as a location, as an actor, or as a word for people and things from a place.

The three roles follow Gritta, Pilehvar and Collier (2020): literal ("in Armenia", "the Lachin district"),
associative ("Baku denied", "Moscow-led", "U.S. officials": a government, army or people stands behind the name), and
demonym ("Armenian"). Whether a name is literal or associative is decided by a logistic regression over named cues
(cues.py): what hand-written rules say (rules.py), the words on both sides, the kind of place. Its weights are a table
to read (data/models/roles.csv).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from mapapp.model import Document, Mention, Passage, Role
from mapapp.reading.resolvers.base import PlaceIndex
from mapapp.reading.roles import rules
from mapapp.reading.roles import words as w
from mapapp.reading.roles.cues import Company, cues
from mapapp.reading.roles.rules import POSSESSIVE, WORD, Around
from mapapp.reading.roles.weights import Weights, log_odds, shipped

_BEFORE, _AFTER = 60, 80  # characters looked at


def assign(
    document: Document,
    passages: Sequence[Passage],
    mentions: Sequence[Mention],
    index: PlaceIndex,
    weights: Weights | None = None,
) -> tuple[Mention, ...]:
    """Return the mentions with their roles; order and everything else stay as they are.

    `weights` are used instead of those that ship.
    """
    judge = Judge(document.text, passages, mentions, index)
    table = shipped() if weights is None else weights
    roles = [judge.role(number, table) for number in range(len(mentions))]
    pairs = zip(mentions, roles, strict=True)
    return tuple(mention if mention.role == role else replace(mention, role=role) for mention, role in pairs)


class Judge:
    """Decides the roles of one document's mentions."""

    def __init__(
        self, text: str, passages: Sequence[Passage], mentions: Sequence[Mention], index: PlaceIndex
    ) -> None:
        self.text = text
        self.mentions = mentions
        self.index = index
        self.starting = {mention.start: mention for mention in mentions}
        self.lists = _lists(text, mentions)
        self.bounds: list[tuple[int, int]] = []
        number = 0
        for mention in mentions:
            while number < len(passages) and passages[number].end <= mention.start:
                number += 1
            inside = number < len(passages) and passages[number].start <= mention.start
            self.bounds.append((passages[number].start, passages[number].end) if inside else (0, len(text)))
        self.demonyms: dict[tuple[str, str], bool] = {}
        self.arounds = [self._around(number) for number in range(len(mentions))]
        self.votes = [rules.decide(around) for around in self.arounds]
        self.actors = self.votes.count("associative")
        self.decided = len(mentions) - self.votes.count(None)
        self.of_name: dict[str, Counter[Role | None]] = {}
        for mention, vote in zip(mentions, self.votes, strict=True):
            self.of_name.setdefault(mention.name, Counter())[vote] += 1

    def role(self, number: int, weights: Weights) -> Role:
        """Return the role of one mention."""
        mention = self.mentions[number]
        if self.is_demonym(mention):
            return "demonym"
        if mention.section == "dateline":
            return "literal"
        return "associative" if log_odds(weights, self.cues(number)) > 0 else "literal"

    def cues(self, number: int) -> list[str]:
        """Return the cues of one mention (cues.MEANING says what they mean)."""
        first, last = self.lists[number]
        around, vote = self.arounds[number], self.votes[number]
        company = Company(
            vote=vote,
            actors=self.actors - (vote == "associative"),
            decided=self.decided - (vote is not None),
            same=self._same(number),
            seat=around.seat,
            listed=first != last,
            within_next=number + 1 < len(self.mentions) and self._holds(number + 1, number),
            holds_last=number > 0 and self._holds(number, number - 1),
        )
        return list(cues(around, company))

    def is_demonym(self, mention: Mention) -> bool:
        """Tell whether a word is an adjective or demonym here, and not the name of the place it was resolved to."""
        if not self.index.demonym(mention.name):
            return False
        if mention.place is None:
            return not self.index.has(mention.name)
        if not self._calls_itself(mention.name, mention.place.id):
            return True
        before = WORD.findall(self.text[max(0, mention.start - 20) : mention.start])
        located = bool(before) and before[-1].lower() in w.LOCATIVE
        return mention.place.kind in w.SETTLEMENTS and not located

    def _calls_itself(self, name: str, place_id: str) -> bool:
        """Tell whether a demonym is also a name of the place, remembered: a document says "Armenian" many times."""
        key = (name, place_id)
        if key not in self.demonyms:
            spellings = {spelling.casefold().replace(".", "") for spelling, _ in self.index.names(place_id)}
            self.demonyms[key] = name.casefold().replace(".", "") in spellings
        return self.demonyms[key]

    def _same(self, number: int) -> frozenset[Role | None]:
        """Return what the rules say of the other mentions of the same name."""
        votes, own = self.of_name[self.mentions[number].name], self.votes[number]
        return frozenset(vote for vote, count in votes.items() if count > (vote == own))

    def _around(self, number: int) -> Around:
        mention = self.mentions[number]
        place = mention.place
        low, high = self.bounds[number]
        first, last = (self.mentions[at] for at in self.lists[number])
        own_after = self.text[mention.end : min(high, mention.end + _AFTER)]
        possessive = POSSESSIVE.match(own_after)
        other = self.starting.get(mention.end + possessive.end()) if possessive else None
        return Around(
            mention,
            before=self.text[max(low, first.start - _BEFORE) : first.start],
            own_after=own_after,
            after=self.text[last.end : min(high, last.end + _AFTER)],
            seat=place is not None and place.kind != "country" and bool(self.index.seat(place.id)),
            named_next=other is not None and not self.is_demonym(other),
        )

    def _holds(self, whole: int, part: int) -> bool:
        """Tell whether a mention's place holds that of a neighbour, with a comma between them."""
        outer, inner = self.mentions[whole], self.mentions[part]
        if outer.place is None or inner.place is None or outer.place.id not in inner.place.within:
            return False
        between = self.text[inner.end : outer.start]
        return len(between) < 4 and between.strip() in (",", "(")


def _lists(text: str, mentions: Sequence[Mention]) -> list[tuple[int, int]]:
    """Return for each mention the first and last of the list ("Lachin and Kalbajar") it stands in."""
    found: list[tuple[int, int]] = []
    first = 0
    for number, mention in enumerate(mentions):
        if number + 1 == len(mentions) or not _joins(text[mention.end : mentions[number + 1].start]):
            found += [(first, number)] * (number + 1 - first)
            first = number + 1
    return found


def _joins(between: str) -> bool:
    return len(between) < 12 and between.strip(" ,") in ("", "and", "or", "&", "the", "and the") and between != " "
