"""Holidays that go by the moon: Islamic, Jewish, Chinese and Indian ones, each from its own calendar.

Islamic days are those of the Umm al-Qura calendar of Saudi Arabia (the package hijridate, years 1924 to 2077); where
the moon is sighted they are often a day later. Jewish days follow Gauss's rule for Passover. The Chinese New Year and
Diwali are new moons (Meeus, Astronomical Algorithms, chapter 49, the terms above a minute), told on the day that they
have in China and in India.
"""

from __future__ import annotations

import math
from datetime import date, datetime, timedelta

# name -> month and day of the Islamic calendar
ISLAMIC = {
    "ramadan": (9, 1), "eid al-fitr": (10, 1), "eid al fitr": (10, 1), "eid ul-fitr": (10, 1), "eid": (10, 1),
    "eid al-adha": (12, 10), "eid al adha": (12, 10), "eid ul-adha": (12, 10), "ashura": (1, 10), "arbaeen": (2, 20),
    "mawlid": (3, 12), "islamic new year": (1, 1),
}  # fmt: skip
# name -> (from Passover of the year or from Rosh Hashanah, days after it)
JEWISH = {
    "passover": ("passover", 0), "purim": ("passover", -30), "shavuot": ("passover", 50),
    "rosh hashanah": ("new year", 0), "jewish new year": ("new year", 0), "yom kippur": ("new year", 9),
    "sukkot": ("new year", 14),
}  # fmt: skip
CHINESE = ("chinese new year", "lunar new year", "spring festival", "tet")
INDIAN = ("diwali", "deepavali")
NAMES = (*ISLAMIC, *JEWISH, "hanukkah", *CHINESE, *INDIAN)


def moon_day(name: str, year: int) -> date | None:
    """Return the day of a name of NAMES in a year (the first, should it come twice), None where no calendar says."""
    if name in ISLAMIC:
        return _islamic(year, *ISLAMIC[name])
    if name in JEWISH or name == "hanukkah":
        return _jewish(name, year)
    if not 1900 <= year <= 2100:
        return None
    if name in CHINESE:  # the new moon from 21 January on, in the time of China, 8 hours ahead
        return (new_moon(datetime(year, 1, 20, 16)) + timedelta(hours=8)).date()
    # the evening (sunset at 18:24 of Indian time, 5:30 hours ahead) before the new moon that falls from 17 October on
    return (new_moon(datetime(year, 10, 17)) + timedelta(hours=5.5 - 18.4)).date()


def _islamic(year: int, month: int, day: int) -> date | None:
    from hijridate import Hijri

    if not 1925 <= year <= 2076:
        return None
    around = round((year - 622) * 33 / 32)
    for hijri in (around - 1, around, around + 1):
        found = Hijri(hijri, month, day).to_gregorian()
        if found.year == year:
            return date(found.year, found.month, found.day)
    return None


def passover(year: int) -> date:
    """Return the first day of Passover, 15 Nisan, by Gauss's rule; years 1900 to 2099."""
    a = (12 * year + 12) % 19
    b = year % 4
    moment = 20.0955877 + 1.5542418 * a + 0.25 * b - 0.003177794 * year
    day, fraction = int(moment), moment % 1
    weekday = (3 * year + 5 * b + day + 1) % 7
    if weekday in (2, 4, 6):
        day += 1
    elif weekday == 1 and a > 6 and fraction >= 0.632870370:
        day += 2
    elif weekday == 0 and a > 11 and fraction >= 0.897723765:
        day += 1
    return date(year, 3, 1) + timedelta(days=day - 1 + 13)  # Gauss counts in the Julian calendar, 13 days behind


def _jewish(name: str, year: int) -> date | None:
    if not 1900 <= year <= 2098:
        return None
    spring = passover(year)
    new_year = spring + timedelta(days=163)
    if name == "hanukkah":  # 25 Kislev: the month before it has a day more in the longest years
        length = (passover(year + 1) + timedelta(days=163) - new_year).days
        return new_year + timedelta(days=84 if length % 10 == 5 else 83)
    anchor, days = JEWISH[name]
    return (spring if anchor == "passover" else new_year) + timedelta(days=days)


def new_moon(after: datetime) -> datetime:
    """Return the first new moon from a moment on, both in universal time, to some minutes (years 1900 to 2100)."""
    number = math.floor((after.year + (after.timetuple().tm_yday - 1) / 365.25 - 2000) * 12.3685) - 1
    while (found := _new_moon(number)) < after:
        number += 1
    return found


def _new_moon(number: int) -> datetime:
    """Return the new moon of a number; number 0 is that of 6 January 2000."""
    t = number / 1236.85
    sun = math.radians(2.5534 + 29.10535670 * number - 0.0000014 * t * t)
    moon = math.radians(201.5643 + 385.81693528 * number + 0.0107582 * t * t)
    latitude = math.radians(160.7108 + 390.67050284 * number - 0.0016118 * t * t)
    node = math.radians(124.7746 - 1.56375588 * number + 0.0020672 * t * t)
    days = (
        2451550.09766 + 29.530588861 * number + 0.00015437 * t * t
        - 0.40720 * math.sin(moon) + 0.17241 * math.sin(sun) + 0.01608 * math.sin(2 * moon)
        + 0.01039 * math.sin(2 * latitude) + 0.00739 * math.sin(moon - sun) - 0.00514 * math.sin(moon + sun)
        + 0.00208 * math.sin(2 * sun) - 0.00111 * math.sin(moon - 2 * latitude)
        - 0.00057 * math.sin(moon + 2 * latitude) - 0.00017 * math.sin(node)
    )  # fmt: skip
    return datetime(2000, 1, 1, 12) + timedelta(days=days - 2451545.0 - 64 / 86400)  # dynamical time is ahead
