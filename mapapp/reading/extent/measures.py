"""Distances and compass directions as reports write them."""

from __future__ import annotations

import re

_UNIT_KM = {
    "km": 1.0, "kms": 1.0, "kilometer": 1.0, "kilometre": 1.0, "mile": 1.609344, "mi": 1.609344, "m": 0.001,
    "meter": 0.001, "metre": 0.001, "yard": 0.0009144, "league": 4.828, "nautical mile": 1.852,
}  # fmt: skip
_WORDS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40,
    "fifty": 50, "sixty": 60, "a hundred": 100, "a dozen": 12, "dozen": 12, "half a": 0.5, "a few": 3,
    "several": 5, "a couple of": 2, "dozens of": 40, "tens of": 30, "hundreds of": 300,
}  # fmt: skip
_BEARING = {"north": 0.0, "east": 90.0, "south": 180.0, "west": 270.0}

_NUMBER = rf"(?:\d[\d.,]*(?:\s*(?:-|–|to)\s*\d[\d.,]*)?|{'|'.join(sorted(_WORDS, key=len, reverse=True))})"
_UNIT = r"(?:nautical\s+miles?|kilomet(?:er|re)s?|kms?|miles?|mi|met(?:er|re)s?|m|yards?|leagues?)"
DISTANCE = rf"(?P<number>{_NUMBER})[\s-]*(?P<unit>{_UNIT})\b\.?(?:\s*\([^)]{{1,40}}\))?"
_POINT = r"(?:north|south|east|west)"
COMPASS = rf"(?P<compass>{_POINT}(?:[\s-]*{_POINT}){{0,2}})(?:ern|erly)?(?:most)?"


def kilometres(number: str, unit: str) -> float:
    """Return a distance in km; of a range ("3 to 5 km") the far end, which is what the words allow."""
    last = re.split(r"\s*(?:-|–|to)\s*", number.strip())[-1] if number[0].isdigit() else number.lower()
    value = _WORDS.get(" ".join(last.split()))
    if value is None:
        value = float(_plain(last.rstrip(".,")))
    name = " ".join(unit.lower().rstrip(".").split())
    return value * (_UNIT_KM[name] if name in _UNIT_KM else _UNIT_KM[name.removesuffix("s")])


def _plain(digits: str) -> str:
    """Read "3,5" as 3.5 and "1,500" as 1500."""
    if re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?", digits):
        return digits.replace(",", "")
    head, *rest = re.split(r"[.,]", digits)
    return f"{head}.{''.join(rest)}" if rest else head


def bearing(compass: str) -> float:
    """Return a direction in degrees clockwise from north: "south-east" is 135, "north-northeast" 22.5."""
    points = re.findall(_POINT, compass.lower())
    degrees = _BEARING[points[-1]]
    for point in reversed(points[:-1]):
        turn = (_BEARING[point] - degrees + 180.0) % 360.0 - 180.0
        degrees = (degrees + turn / 2.0) % 360.0
    return degrees
