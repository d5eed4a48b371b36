"""When a report was published, as far as the report says: metadata first, then a byline or dateline near its top.

A date in a caption, a photo credit or running text is never taken: its line must say nothing but the date and the
words that go with one ("Published", an agency, an author), or be a dateline ("YEREVAN, May 14, 2021 (AFP) --").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from mapapp.model import Document, Passage, Published, PublishedCandidate
from mapapp.reading.dates.combining import combine, names_day
from mapapp.reading.dates.grammar import expressions
from mapapp.reading.dates.granules import Granule, edtf, make_day
from mapapp.reading.dates.lexicon import MONTHS
from mapapp.reading.dates.meanings import Partial, Sense, Stated
from mapapp.reading.dates.scanning import scan

_COARSE = re.compile(r"\d{4}(?:-\d\d)?")  # a year, a month
_TOP = 2500  # characters in which a dateline or byline may stand
# how likely a date that stands so is the report's own (our estimate), by the rank of _standing; in its address
_STANDS = (0.98, 0.95, 0.95, 0.8)
_ADDRESSED = 0.9
_END = 250  # characters at the end of a page that are looked at when its top gives none
_SENTENCE = re.compile(r"[.!?][”\"]?\s+")
# who published it, alone before the date: "Deutsche Welle, September 1, 2019"
_OUTLET = re.compile(r"^\W{0,3}(?:[Tt]he\s)?[A-Z][\w.'’-]*(?:\s[A-Z(][\w.'’)-]*){0,4},\s?(?:on\s)?$")
_LINES = 14  # lines of which it may be one
_DATELINE_LINES = 8
_EDGE_SIGNS = " \t\r\n-–—|,:;()[]•·*_/"

_CUES = re.compile(
    r"(?:(?:first\s+|originally\s+|date\s+)?(?:published|posted|created|issued|released|broadcast|aired)"
    r"|(?:publication|release|issue)\s+date|source"
    r"|(?P<later>(?:last\s+)?(?:updated|modified|revised))|date|by|from|written\s+by|report(?:ed)?\s+by|filed)\b",
    re.IGNORECASE,
)
_CREDIT = re.compile(
    r"\b(?:photo(?:graph)?s?|file|pictured?|image|picture|taken|copyright|getty|credit|courtesy|caption|screengrab"
    r"|handout|archive|video|retrieved|accessed|born|died|event|deadline|expires?|until)\b|©|\(c\)",
    re.IGNORECASE,
)
# what may stand beside the date on a line of its own: a time, a zone, a reading time
_BESIDE = re.compile(
    r"^(?:at|on|the|[ap]\.?m\.?|@|\d{1,2}\s?[:.]\s?\d{2}(?::\d\d)?|(?:[ap]\.?\s?m\.?)"
    r"|(?:GMT|UTC|[A-Z]{1,4}T|MSK)?[+-]\d{1,2}(?::?\d\d)?|GMT|UTC|[A-Z]{1,4}T|MSK|local time"
    r"|hrs?|hours|\d+ (?:min(?:ute)?s?)(?: read)?|\d+ (?:comments?|views?|shares?)|[|•·,;:()/–—-]|\s)+$",
    re.IGNORECASE,
)
_PLACE = r"[A-Z][\w.'’]*(?:[ -](?:[A-Z][\w.'’]*|de|del|la|al|el|of|the|and|upon|sur|da|do|dos))*"
_BEFORE_DATELINE = re.compile(
    rf"^\W{{0,3}}(?:\([A-Z][\w /-]+\)\W*)?{_PLACE}(?:\s?[,/(]\s?{_PLACE}\)?){{0,3}}\s?[,:–—-]?\s*(?:on\s)?$"
)
_AFTER_DATELINE = re.compile(
    r"^\s*,?\s*(?:\([^()\n]{2,60}\)|\[[^\]\n]{2,60}\]|[A-Z][\w/ .-]{1,30}(?=\s?(?:--|[–—_]|-\s)))?\s*"
    r"(?:--|[–—_:-]\s|\[[A-Z ]{3,40}\])"
    r"|^\s*[.,]?\s*/[A-Z][^/\n]{1,24}/"  # "/TASS/"
    r"|^\s*[.,]\s*[A-Z]{4,}(?:\.\s|$)"  # "ARMENPRESS."
    r"|^\s*[.,]\s*(?!Photo|Image|Picture|Credit|File|Video|Source|Courtesy)[A-Z]\w{2,20}:\s"  # "Trend:"
)
# a dateline without a place: "May 12, 2021 (Reuters) - ", "[12 May 2021] "
_AFTER_BARE_DATELINE = re.compile(r"^\s*(?:\([A-Z][^()\n]{1,30}\)\s*(?:--?|[–—])|\]\s|/\s*[A-Z][\w .-]{1,20}\)\s)")
# the date first: "26 August 2023 - Niamey. Soldiers ...", "12 May 2021, Goma: "
_PLACE_AFTER = re.compile(rf"^(?:\s?[–—-]{{1,2}}\s|,\s){_PLACE}(?:,\s{_PLACE})?(?:[.:]\s|\s?(?:--|[–—])\s?|\s-\s)")
# a date set off at the end of a title: "Flash update: floods in Niger, 7 May 2024", "(as of 7 May 2024)"
_SET_OFF = re.compile(r"(?:[,:|–—-]|\(|\bas (?:of|at)|\bof)\s*$", re.IGNORECASE)
_REPORTS = re.compile(
    r"\b(?:updates?|sitrep|situation|reports?|bulletin|briefings?|brief|digest|statement|remarks|minutes|transcript|news"
    r"|dispatch(?:es)?|overview|snapshot|chronology|diary|newsletter|advisory|alert|communiqu[eé])\b",
    re.IGNORECASE,
)
_OF_AGENCY = re.compile(
    r"^(?:source\s*:\s*)?(?:AFP|AP|Associated Press|Reuters|UPI|EFE|TASS|Interfax|Xinhua|DPA|ANSA|PTI|Anadolu|BBC|CNN"
    r"|Al Jazeera|VOA|RFE/RL|Bloomberg|Agence France-Presse|DW|France 24)(?:\s[A-Z]\w+)?$",
    re.IGNORECASE,
)
_CLOCK = r"(?P<h>[01]?\d|2[0-3])[:.](?P<m>[0-5]\d)(?::[0-5]\d)?(?!\d)\s?(?:(?P<half>[ap])\.?m\b)?"
_CLOCK_AFTER = re.compile(rf"^[\s,|•·/–—@-]*(?:at\s+)?{_CLOCK}", re.IGNORECASE)
_CLOCK_BEFORE = re.compile(
    rf"(?<![\d.:]){_CLOCK}\.?\s?(?:[A-Z]{{2,4}})?[\s,|•·/–—-]*(?:on\s)?(?:[a-z]{{3,9}},?\s)?$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A date near the top, with its line around it."""

    sense: Sense
    granule: Granule
    before: str
    after: str
    line: str
    number: int  # of the line, blank ones not counted


def publication(document: Document, passages: Sequence[Passage]) -> Published:
    """Return when the document was published: what it came with, else what its byline or dateline states.

    Every date that could be the report's own is a candidate; another day among them lowers the confidence.
    """
    if document.published.value is not None:
        return _to_the_day(document, passages)
    standing = _stated(document, passages) or list(_at_the_end(document))
    if not standing:
        return _from_address(document)
    standing.sort(key=lambda item: item[0])  # stable: of equals the one nearer the top
    best: dict[str, tuple[float, list[str]]] = {}
    for rank, value, reason in standing:
        best.setdefault(value[:10], (_STANDS[rank], []))[1].append(reason)
    total = max(1.0, sum(weight for weight, _ in best.values()))
    _, value, reason = standing[0]
    candidates = tuple(
        PublishedCandidate(value if day == value[:10] else day, round(weight / total, 3), tuple(dict.fromkeys(why)))
        for day, (weight, why) in best.items()
    )
    return Published(value, "stated", reason, candidates[0].weight, candidates)


def _stated(document: Document, passages: Sequence[Passage]) -> list[tuple[int, str, str]]:
    """Return how well each date near the top stands for the report's own, its value, and why."""
    return [
        (found[0], _value(candidate), found[1])
        for candidate, section in _candidates(document, passages)
        if (found := _standing(candidate, section))
    ]


def _to_the_day(document: Document, passages: Sequence[Passage]) -> Published:
    """Return the date a document came with; where that is a year or a month, to the day that its dateline names."""
    published = document.published
    if not _COARSE.fullmatch(published.value or ""):
        return published
    days = [(value, reason) for _, value, reason in sorted(_stated(document, passages))]
    dateline = partial_dateline(document)
    day = make_day(int(str(published.value)[:4]), dateline.part, dateline.day) if dateline else None
    if day is not None:
        days.append((edtf(day), "its dateline, of the year it came with"))
    fitting = next(((value, why) for value, why in days if value.startswith(f"{published.value}-")), None)
    return replace(published, value=fitting[0], reason=fitting[1]) if fitting else published


def _value(candidate: _Candidate) -> str:
    clock, value = candidate.sense.clock or _clock_beside(candidate), edtf(candidate.granule)
    return f"{value}T{clock}" if clock and clock != "24:00" else value


def _clock_beside(candidate: _Candidate) -> str:
    """Return the time of day that stands beside a date on its line, empty when none does."""
    match = _CLOCK_AFTER.match(candidate.after) or _CLOCK_BEFORE.search(candidate.before[-40:])
    if not match:
        return ""
    hour, half = int(match["h"]), (match["half"] or "").lower()
    hour = hour % 12 + (12 if half == "p" else 0) if half else hour
    return f"{hour:02d}:{match['m']}"


_COUNTRY = re.compile(r"^https?://[^/]*\.([a-z]{2,3})(?:[:/]|$)", re.IGNORECASE)
_MONTH_FIRST = ("us", "gov", "mil", "ph")


def _as_the_source_writes(candidate: _Candidate, url: str | None) -> _Candidate:
    """Read 12/05/2021 as its source would: by the country of the address, else by a clock of 12 or 24 hours."""
    meaning = candidate.sense.meaning
    if not isinstance(meaning, Stated) or meaning.swapped is None:
        return candidate
    country = _COUNTRY.match(url or "")
    if country and (len(country[1]) == 2 or country[1].lower() in _MONTH_FIRST):
        month_first = country[1].lower() in _MONTH_FIRST
    elif re.search(r"\d\s?[ap]\.?m\b", candidate.line, re.IGNORECASE):
        month_first = True
    else:
        month_first = not (candidate.sense.clock or _clock_beside(candidate))
    return candidate if month_first else replace(candidate, granule=meaning.swapped)


_ADDRESS = re.compile(
    r"[/=_-](?P<y>(?:19|20)\d\d)(?P<sep>[/-]?)(?P<m>0[1-9]|1[0-2]|[a-z]{3})(?P=sep)(?P<d>0[1-9]|[12]\d|3[01])(?![0-9])",
    re.IGNORECASE,
)


def _from_address(document: Document) -> Published:
    """Read the day that news sites put into a page's address: /2021/05/14/, /2021/may/14/, /20210514/."""
    first_line = document.text[:300].lstrip().split("\n", 1)[0]
    address = document.url or (first_line if re.match(r"https?://\S+$", first_line) else "")
    match = _ADDRESS.search(address)
    if not match:
        return Published()
    months = [name[:3] for name in MONTHS]
    name = match["m"].lower()
    month = int(name) if name.isdigit() else months.index(name) + 1 if name in months else 0
    day = make_day(int(match["y"]), month, int(match["d"]))
    if day is None:
        return Published()
    reason = f"the date in its address: {match[0].strip('/=_-')}"
    candidate = PublishedCandidate(edtf(day), _ADDRESSED, (reason,))
    return Published(candidate.value, "inferred", reason, candidate.weight, (candidate,))


def partial_dateline(document: Document) -> Partial | None:
    """Return the day and month of a dateline that leaves out the year ("YEREVAN, May 14 (AFP) --"), None without."""
    top = document.text[:_TOP]
    scanned = scan(top)
    for item in combine(scanned, expressions(scanned)):
        meaning = item.sense.meaning
        if not isinstance(meaning, Partial) or meaning.unit != "day" or not meaning.part or item.sense.edge:
            continue
        _, before, after, number = _line(top, scanned.tokens[item.first].start, scanned.tokens[item.last - 1].end)
        alone = not before.strip(_EDGE_SIGNS) and not after.strip(_EDGE_SIGNS)
        if number <= _DATELINE_LINES and (alone or _is_dateline(before, after)):
            return meaning
    return None


def _candidates(document: Document, passages: Sequence[Passage]) -> Iterator[tuple[_Candidate, str]]:
    top = document.text[:_TOP]
    scanned = scan(top)
    for item in combine(scanned, expressions(scanned)):
        meaning = item.sense.meaning
        if not isinstance(meaning, Stated) or not names_day(item.sense) or item.sense.edge:
            continue
        start, end = scanned.tokens[item.first].start, scanned.tokens[item.last - 1].end
        line, before, after, number = _line(top, start, end)
        if number <= _LINES:
            section = next((passage.section for passage in passages if passage.start <= start < passage.end), "body")
            candidate = _Candidate(item.sense, meaning.granule, before, after, line, number)
            yield _as_the_source_writes(candidate, document.url), section


def _line(text: str, start: int, end: int) -> tuple[str, str, str, int]:
    """Return the line of [start, end), what stands before and after on it, and its number."""
    begin = text.rfind("\n", 0, start) + 1
    stop = text.find("\n", end)
    stop = len(text) if stop < 0 else stop
    number = sum(1 for line in text[:begin].split("\n") if line.strip())
    return text[begin:stop], text[begin:start], text[end:stop], number


def _standing(candidate: _Candidate, section: str) -> tuple[int, str] | None:
    """Return how well the date stands for the report's own (0 best) and why, None when it does not."""
    before, after = candidate.before.strip(_EDGE_SIGNS), candidate.after.strip(_EDGE_SIGNS + ".")
    line = candidate.line.strip()
    if candidate.number <= _DATELINE_LINES and _is_dateline(candidate.before, candidate.after):
        return (
            0 if candidate.number <= 1 else 2
        ), f"dateline: {line[: len(candidate.line) - len(candidate.after)].strip()}"
    if section == "caption" or _CREDIT.search(line) or len(line) > 160:
        return None
    cue = _CUES.match(before)
    if cue and len(before) <= 80 and len(after) <= 60 and not re.search(r"[.!?]\s", before):
        return (3 if cue["later"] else 0), f"byline: {line}"
    if (_is_blank(before) or _OF_AGENCY.match(before)) and _is_blank(after):
        return 1, f"its own line near the top: {line}"
    if section == "headline" and _is_of_title(candidate):
        return 2, f"at the end of its title: {line}"
    segment = _is_segment(candidate)
    outlet = _OUTLET.match(candidate.before) and not after and not line.endswith(".")
    return (1 if segment else 3, f"byline: {line}") if segment or outlet else None


def _at_the_end(document: Document) -> Iterator[tuple[int, str, str]]:
    """Yield the date that a page gives below its report: a line of its own, or a last sentence "Published on ..."."""
    begin = max(0, len(document.text) - _END)
    end = document.text[begin:].rstrip()
    scanned = scan(end)
    for item in combine(scanned, expressions(scanned))[-3:]:
        meaning = item.sense.meaning
        if not isinstance(meaning, Stated) or not names_day(item.sense) or item.sense.edge:
            continue
        start, stop = scanned.tokens[item.first].start, scanned.tokens[item.last - 1].end
        _, before, after, number = _line(end, start, stop)
        sentence = _SENTENCE.split(before)[-1]
        alone = number > 0 and _is_blank(before.strip(_EDGE_SIGNS))
        last = not end[stop:].strip().strip(".") or _is_blank(after.strip(_EDGE_SIGNS + "."))
        cue = _CUES.match(sentence.strip(_EDGE_SIGNS))
        cued = cue is not None and len(sentence) <= 40 and cue[0].lower() not in ("by", "from", "date")
        # "... urged restraint. Wed Mar 8, 2023 7:50 AM EST": behind the last sentence, with the time of day
        stamped = not sentence.strip(_EDGE_SIGNS) and _CLOCK_AFTER.match(after) is not None
        stamped = stamped or (not sentence.strip(_EDGE_SIGNS) and bool(item.sense.clock))
        if last and end[stop + len(after) :].count("\n") <= 1 and (alone or cued or stamped):
            candidate = _Candidate(
                item.sense, meaning.granule, sentence, after, f"{sentence}{end[start:stop]}{after}", 0
            )
            candidate = _as_the_source_writes(candidate, document.url)
            yield 3, _value(candidate), f"at the end of the page: {candidate.line.strip()}"


def _is_blank(text: str) -> bool:
    return not text or _BESIDE.match(text) is not None


def _is_of_title(candidate: _Candidate) -> bool:
    """Tell whether a date is set off at the end of a title that says it heads a report: "Situation report, 7 May"."""
    ends = not candidate.after.strip(_EDGE_SIGNS + ".")
    return ends and bool(_SET_OFF.search(candidate.before)) and bool(_REPORTS.search(candidate.before))


def _is_segment(candidate: _Candidate) -> bool:
    """Tell whether bars or dots set the date apart on a line of short pieces: "AFP | May 14, 2021 | World"."""
    left = re.split(r"[|•·]|\s[–—-]\s", candidate.before)
    right = re.split(r"[|•·]|\s[–—-]\s", candidate.after)
    if len(left) + len(right) < 3 or len(candidate.line) > 120:
        return False
    cue = _CUES.match(left[-1].strip())
    return (_is_blank(left[-1].strip(_EDGE_SIGNS)) or cue is not None) and _is_blank(right[0].strip(_EDGE_SIGNS))


def _is_dateline(before: str, after: str) -> bool:
    if not before.strip(_EDGE_SIGNS):
        return any(found.match(after) for found in (_AFTER_BARE_DATELINE, _PLACE_AFTER))
    return 2 < len(before) <= 60 and bool(_BEFORE_DATELINE.match(before)) and bool(_AFTER_DATELINE.match(after))
