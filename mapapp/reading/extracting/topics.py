"""Which places "the city", "the region" and "the capital" can mean: those of the paragraph, or of the story."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from mapapp.model import Mention, Passage
from mapapp.reading.resolvers.base import PlaceIndex

LEAD = 3  # passages of headline and text that say what the story is about
LATELY = 60  # mentions looked back over
WIDE = frozenset({"country", "continent"})


@dataclass(frozen=True, slots=True)
class Topic:
    """What a document is about: the places its headline and first sentences say things happened at."""

    text: str
    story: tuple[Mention, ...]  # the one named most often in the whole text last
    capitals: Mapping[str, Mention]  # id of a country -> the first mention of its capital
    capital: Mention | None  # what "the capital" means: the dateline's place, else the one named most often

    @classmethod
    def of(cls, text: str, passages: Sequence[Passage], literal: Sequence[Mention], index: PlaceIndex) -> Topic:
        """Return the topic of a text; `literal` are its resolved literal mentions, in text order."""
        lead = [passage for passage in passages if passage.section in ("headline", "body")][:LEAD]
        story = [
            mention for passage in lead for mention in _within(literal, passage.start, passage.end)
            if mention.place is not None and mention.place.kind not in WIDE
        ]  # fmt: skip
        often = Counter(mention.place.id for mention in literal if mention.place)
        story.sort(key=lambda mention: often[mention.place.id] if mention.place else 0)
        governing = [m for m in literal if m.place and m.place.kind == "city" and index.seat(m.place.id)]
        capitals: dict[str, Mention] = {}
        for mention in governing:
            for country in index.seat(mention.place.id) if mention.place else ():
                capitals.setdefault(country, mention)
        told = Counter(holder for m in literal if m.place and m.section != "dateline" for holder in m.place.within)
        told.update(m.place.id for m in literal if m.place and m.section != "dateline")
        desk = next((m for m in governing if m.section == "dateline"), None)
        most = max(
            (m for m in governing if m.section != "dateline"),
            key=lambda m: (often[m.place.id] if m.place else 0, -m.start), default=None,
        )  # fmt: skip
        at_home = (
            desk is not None and desk.place is not None and (not told or any(told[key] for key in desk.place.within))
        )
        return cls(text, tuple(story), capitals, desk if at_home else most)

    def named_before(self, literal: Sequence[Mention], passage: Passage) -> list[Mention]:
        """Return the mentions up to a passage's end that its words may point back to, in text order.

        A paragraph that has named a place before speaks of it; one that opens with "the city" speaks of the story's,
        not of what the last paragraph went off to.
        """
        start = max(self.text.rfind("\n\n", 0, passage.start), 0)
        here = _within(literal, start, passage.end)
        before = any(m.start < passage.start and m.place and m.place.kind not in WIDE for m in here)
        if before or not self.story or passage.start <= max(mention.start for mention in self.story):
            return list(literal[: bisect_left(literal, passage.end, key=_start)][-LATELY:])
        return [*self.story, *_within(literal, passage.start, passage.end)]


def _within(literal: Sequence[Mention], start: int, end: int) -> list[Mention]:
    return list(literal[bisect_left(literal, start, key=_start) : bisect_left(literal, end, key=_start)])


def _start(mention: Mention) -> int:
    return mention.start
