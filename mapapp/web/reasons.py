"""Why something was read so, in the language of the page.

Reading gives its reasons in English. Each is made of a message of MESSAGES, or of several: a reason is taken apart
into the messages and what fills them in, and put together again from the catalogue. What no message fits is shown as
it is. tests/web/test_web_reasons.py holds the table against everything that reading says of the reports at hand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache

from mapapp.web import words
from mapapp.web.languages import LANGUAGES, current, gettext

SIDES = ("north", "north-east", "east", "south-east", "south", "south-west", "west", "north-west")
MESSAGES = (
    # of names and the places they mean
    "no place called %(name)s in the gazetteer",
    "another name the text gives for %(name)s",
    "the text means a %(word)s called %(name)s, and the gazetteer knows none nearby",
    "the text puts %(name)s in %(holder)s, and no place of that name is there",
    "the text puts it in %(holder)s",
    "no place called %(name)s; %(other)s comes closest, but not close enough",
    "the text says %(word)s",
    "within %(holder)s, named with it",
    "the kind the document names elsewhere",
    "the adjective before it",
    "holds the place named with it",
    "its province is named in the text",
    "its country is named in the text",
    "same province as %(name)s",
    "same country as %(name)s",
    "near other places of the text",
    "the only place called %(name)s",
    "the most prominent of %(number)s called %(name)s",
    "%(name)s is a form of %(other)s",
    "%(name)s is the adjective of %(other)s",
    "nothing is called %(name)s, %(other)s comes closest",
    "called a place; not in the gazetteer",
    "land named by its adjective",
    "a capital named by its country's adjective",
    "in %(holder)s, named in the text",
    "%(km)s km from %(name)s, named in the text",
    "the only place of the text that is located",
    "named by no mention",
    # of what is drawn
    "no place named",
    "names a place that is not in the gazetteer",
    "in %(place)s",
    "in %(place)s (%(kind)s)",
    "at %(place)s (%(kind)s)",
    "near %(place)s",
    "near %(place)s (%(kind)s)",
    "near %(place)s (%(kind)s): too wide to draw",
    "along %(place)s (%(kind)s)",
    "%(place)s (%(kind)s)",
    "%(place)s (%(kind)s): no place on the map",
    "%(place)s (%(kind)s): too wide to draw",
    "%(place)s: too wide to draw",
    "along the border of %(one)s and %(other)s",
    "up to %(km)s km into %(place)s from %(edge)s",
    "%(km)s km from %(place)s",
    "within %(km)s km of %(place)s",
    "between %(one)s and %(other)s",
    "a corridor through %(place)s",
    "through %(place)s, between %(names)s",
    "no place of its own: %(place)s is what the report is about",
    "no place of its own: %(place)s from the dateline, %(share)s likely",
    "no place of its own: %(place)s from what is told around it, %(share)s likely",
    "its border with %(name)s",
    # of dates
    "as stated",
    "counted from %(day)s",
    "a length of time",
    "a time that recurs",
    "no date to count from",
    "in %(day)s",
    "on %(day)s",
    "some %(unit)s of %(day)s",
    "the weekday before publication (%(day)s)",
    "the weekday after publication (%(day)s)",
    "the weekday of publication (%(day)s)",
    "the one nearest %(day)s",
    "of the month of %(day)s",
    "%(reason)s, the day it was said",
    "the date came with the report",
    "the date in its address: %(text)s",
    "its dateline, of the year it came with",
    "dateline: %(text)s",
    "byline: %(text)s",
    "its own line near the top: %(text)s",
    "at the end of the page: %(text)s",
    "at the end of its title: %(text)s",
    "“%(text)s” is then of %(day)s, which it names",
    "something was said on its day, %(day)s",
    "no date stands clearly out",
    "“%(text)s” is “%(other)s” of %(name)s (%(day)s)",
    "it shares a quotation with %(name)s (%(day)s)",
    "the weekday before the text's last date (%(day)s)",
    "the weekday after the text's last date (%(day)s)",
    "the weekday of the text's last date (%(day)s)",
    "on a %(day)s or soon after, which one is not clear",
    "something was said on %(day)s",
    "its beginning names %(day)s",
    "its dateline comes soon after %(day)s, which it names",
    "it tells of %(day)s",
    # of reports that are one incident, and of copies
    "the dates agree",
    "it names a place of its own that nobody knows",
    "the same place",
    "one place lies in the other",
    "the places are close together",
    "places of the same name",
    "the same country",
    "the same sides",
    "other sides",
    "the same side acts",
    "another side acts",
    "the dead are counted quite differently",
    "the same kind of event",
    "told as another kind of event",
    "one disaster, told of several places",
    "one report tells of other means",
    "the same part of the world",
    "told as background by both",
    "told of together in one report",
    "one disaster, told of several places",
    "told apart in one report",
    "told in the same words",
    "neither says when",
    "the reports as wholes are not much alike",
    "one happened, one is only spoken of",
    "both name %(names)s",
    "both count %(number)s",
    "the stories open in the same words",
    "put together by %(name)s: %(why)s",
    "kept apart from “%(quote)s” (%(document)s) by %(name)s: %(why)s",
    "copies of one text",
    "copies of one %(agency)s text",
    "one quotes the other word for word",
    "one quotes the other word for word, both from %(agency)s",
    # of words, by which rules
    "“%(pattern)s” in %(file)s (%(code)s)",
    "a noun beside “%(word)s”",
    "hypothetical: %(reason)s",
    "negated: %(reason)s",
    "planned: %(reason)s",
    "threatened: %(reason)s",
    "historical: %(reason)s",
    "reported: %(reason)s",
    "future",
    "an aim",
    "negated",
    "active",
    "passive",
    "past",
    "present",
    "perfect",
    "“%(words)s”",
    "who acts: “%(who)s”",
    "date of “%(word)s”",
    "told as “%(word)s”",
    "called “%(word)s”",
    "“%(word)s” means %(names)s",
    "speaks of what is told at %(at)s",
    "told together with what is told at %(at)s",
    "told next after what is told at %(at)s",
    "told as another one",
    "what was agreed is told at %(at)s",
    "place as told at %(at)s",
    "told by %(who)s: “%(how)s” (%(manner)s)",
    "told by %(who)s: “%(how)s” (%(manner)s), passed on by %(names)s",
    "inside what %(who)s is quoted as saying",
    "%(who)s disputes what is told at %(at)s: “%(how)s”",
    "%(who)s qualifies what is told at %(at)s: “%(how)s”",
    "%(who)s confirms what is told at %(at)s: “%(how)s”",
    "place and date are those of it",
    "%(place)s is the one place the sentence names",
    "%(scene)s says where",
    "%(scene)s says when",
    "said on “%(text)s”",
    "before “%(text)s”",
    "from when it began until it ended",
    "counted from the date beside it",
    "on “%(text)s”, which nothing says how to count",
    "a total of what happened since then",
    "who did not withdraw is still there",
    *(
        text
        for side in SIDES
        for text in (f"%(km)s km {side} of %(place)s", f"the {side} of %(place)s", f"{side} of %(place)s")
    ),
)
# what an address or a filter was refused for: said as reasons are
FAULTS = (
    "unknown parameter %(name)s; there are %(names)s",
    "from: wanted a day not after to=%(end)s, got %(start)s",
    "%(name)s: wanted one value, got %(number)s",
    "%(name)s: wanted true or false, got %(value)s",
    "%(name)s: wanted at most %(most)s values, got %(number)s",
    "text: wanted at most %(most)s characters, got %(number)s",
    "%(name)s: wanted some of %(names)s, got %(value)s",
    "%(name)s: wanted a day as YYYY-MM-DD, got %(value)s",
    "bbox: wanted four numbers west,south,east,north, got %(value)s",
    "bbox: wanted degrees west,south,east,north with south <= north, got %(value)s",
    "mark: wanted two offsets as start-end, got %(value)s",
    "page: wanted a number from 1, got %(value)s",
    "by: wanted %(names)s, got %(value)s",
    "embed: wanted filters that leave at most %(most)s incidents, these leave %(number)s",
    "incident %(name)s: wanted the id of a stored incident, there is no such one",
    "document %(name)s: wanted the id of a stored report, there is no such one",
    "place %(name)s: no incident is told of there",
    "static file %(name)s: no such file",
    "Error %(number)s.",
    "The requested URL was not found on the server. If you entered the URL manually please "
    "check your spelling and try again.",
    "The method is not allowed for the requested URL.",
)
JOINED = ("; ", ", ", " and ")  # what stands between messages that make one reason
MOST_JOINED = 6  # of one sort: what a report adds to a reason may have any number of commas
_BLANK = re.compile(r"%\((\w+)\)s")


def say_reason(reason: str) -> str:
    """Return a reason in the language in force, what is quoted in it as it is."""
    return _said(reason, current())


@lru_cache(maxsize=4096)
def _said(reason: str, language: str) -> str:
    """Say a reason; `language` is the one in force."""
    return reason if language == LANGUAGES[0] else told(reason) or reason


def told(reason: str) -> str | None:
    """Return a reason put together from the catalogue, None where it is made of no messages."""
    also = gettext("and")
    for between in JOINED:
        for one, other in _halves(reason, between):
            first = _message(one)
            second = told(other) if first else None
            if first and second:
                return first + (f" {also} " if between == " and " else between) + second
    return _message(reason)


def _halves(reason: str, between: str) -> Iterator[tuple[str, str]]:
    """Yield the two parts of a reason at each place where it may be joined, outside quotation marks."""
    parts = reason.split(between)
    for number in range(1, min(len(parts), MOST_JOINED)):
        head = between.join(parts[:number])
        if head and head.count("“") == head.count("”"):
            yield head, between.join(parts[number:])


def _message(reason: str) -> str | None:
    for message, pattern in _patterns():
        found = pattern.fullmatch(reason)
        if found:
            return gettext(message) % {name: _filled(name, value) for name, value in found.groupdict().items()}
    return None


def _filled(name: str, value: str) -> str:
    """Return what fills a message in: a kind of place and a reason inside a reason in words of the language."""
    if name == "kind":
        return words.say(_kinds(), value)
    return (told(value) or value) if name in ("reason", "edge") else value


@cache
def _kinds() -> Mapping[str, str]:
    return {**words.PLACE_KINDS, **{name: name for name in words.PLACE_KINDS.values()}}


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Return every message as a pattern, those with most words of their own first."""
    ranked = sorted((*MESSAGES, *FAULTS), key=lambda text: -len(_BLANK.sub("", text)))
    return tuple((text, re.compile(_pattern(text), re.DOTALL)) for text in ranked)


def _pattern(message: str) -> str:
    parts = _BLANK.split(message)
    return "".join(f"(?P<{part}>.+?)" if number % 2 else re.escape(part) for number, part in enumerate(parts))
