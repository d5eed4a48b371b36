"""What the page calls things: dates, statuses, stances, in plain English."""

from __future__ import annotations

import re

from mapapp.model import Basis, Precision, Published, Role, Stance, Status, WhenBasis

STATUSES: dict[Status, str] = {
    "reported": "Reported",
    "historical": "Background",
    "planned": "Planned",
    "threatened": "Threatened",
    "hypothetical": "Hypothetical",
    "negated": "Said not to have happened",
}
STATUS_HELP: dict[Status, str] = {
    "reported": "said to have happened",
    "historical": "an earlier event told as background",
    "planned": "announced or agreed, not said to have happened",
    "threatened": "threatened, not said to have happened",
    "hypothetical": "spoken of as possible only",
    "negated": "said not to have happened",
}
STANCES: dict[Stance, str] = {"asserts": "says so", "disputes": "disputes it", "qualifies": "qualifies it"}
BASES: dict[Basis, str] = {
    "stated": "printed in the report",
    "inferred": "inferred",
    "editor": "supplied by an editor",
}
WHEN_BASES: dict[WhenBasis, str] = {
    "stated": "as printed",
    "publication": "worked out from the date of publication",
    "expression": "worked out from another date in the report",
    "inferred": "inferred",
}
ROLES: dict[Role, str] = {
    "literal": "a place",
    "associative": "stands for a government, army or people",
    "demonym": "says whose or from where",
}
PRECISION_HELP: dict[Precision, str] = {
    "exact": "The text names this place.",
    "near": "The text says near a place; the ring is how far that reaches.",
    "area": "Somewhere in the area drawn; no exact spot is named.",
    "line": "Somewhere along the band drawn; no exact spot is named.",
    "region": "Somewhere in a whole region; no exact spot is named.",
    "country": "Only a country is named, so nothing is drawn.",
    "none": "No place is named, so nothing is drawn.",
}
LANGUAGES = {
    "en": "English", "ru": "Russian", "hy": "Armenian", "az": "Azerbaijani", "tr": "Turkish", "ka": "Georgian",
    "fr": "French", "de": "German", "es": "Spanish", "it": "Italian", "uk": "Ukrainian", "fa": "Persian",
    "ar": "Arabic", "zh": "Chinese", "pt": "Portuguese", "pl": "Polish", "he": "Hebrew", "ja": "Japanese",
}  # fmt: skip

_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_SEASONS = {"21": "spring", "22": "summer", "23": "autumn", "24": "winter"}
_ONE = re.compile(r"(?P<year>-?[\dX]{4})(?:-(?P<month>\d\d))?(?:-(?P<day>\d\d))?(?:T(?P<time>\d\d:\d\d).*)?")


def say_date(value: str | None) -> str:
    """Return an EDTF level 1 string in words: 2020-23 "autumn 2020", 2021-05-12/2021-05-14 "12–14 May 2021"."""
    if not value:
        return "undated"
    if "/" not in value:
        return _say_one(value)
    start, _, end = value.partition("/")
    if start in ("", ".."):
        return f"until {_say_one(end)}" if end not in ("", "..") else "undated"
    if end in ("", ".."):
        return f"since {_say_one(start)}"
    first, last = _say_one(start).split(" "), _say_one(end).split(" ")
    tail = list(last)
    while len(first) > 1 and first[-1] == tail[-1]:  # "12 May 2021 – 14 May 2021" needs the month once
        first.pop()
        tail.pop()
    dash = "–" if len(first) == len(tail) == 1 else " – "
    return " ".join(first) + dash + " ".join(last)


def _say_one(value: str) -> str:
    hedge = {"~": "about ", "?": "perhaps ", "%": "perhaps about "}.get(value[-1:], "")
    match = _ONE.fullmatch(value.rstrip("~?%"))
    if not match:
        return value
    year, month, day, time = match["year"], match["month"], match["day"], match["time"]
    if "X" in year:
        words = f"{year.replace('X', '0')}s" if year.endswith("X") and not year.endswith("XX") else f"{year[:2]}00s"
    elif month is None:
        words = year
    elif month in _SEASONS:
        words = f"{_SEASONS[month]} {year}"
    elif 1 <= int(month) <= 12:
        words = f"{_MONTHS[int(month) - 1]} {year}" if day is None else f"{int(day)} {_MONTHS[int(month) - 1]} {year}"
    else:
        words = value
    return f"{hedge}{words}{f', {time}' if time else ''}"


def say_published(published: Published) -> str:
    """Return the day a report was published in words."""
    return say_date(published.value) if published.value else "date unknown"


def say_language(code: str | None) -> str:
    """Return a language's English name, its code where we have none."""
    if not code:
        return "not known"
    return LANGUAGES.get(code.split("-")[0], code)


def count(number: int, one: str, many: str | None = None) -> str:
    """Return "1 source" or "2 sources", with thin groups of thousands."""
    return f"{number:,} {one if number == 1 else many or one + 's'}".replace(",", "\N{NARROW NO-BREAK SPACE}")


_CONTROLS = {code: 0x2400 + code for code in range(32) if chr(code) not in "\t\n\r"} | {0x7F: 0x2421}


def visible(text: str) -> str:
    """Return the text with control characters as their visible pictures: a null byte is shown, not obeyed."""
    return text.translate(_CONTROLS)
