"""How an incident looks, written once for the page and for folium.

Shape says kind, colour says theme, the ring says precision; nothing is told by colour alone. Colours are from Paul
Tol's "bright" and "vibrant" schemes, which stay apart for the common kinds of colour blindness
(https://personal.sron.nl/~pault/), darkened or lightened until they reach 3:1 against their background (WCAG 1.4.11).
"""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass

from mapapp.model import KINDS, Kind, Precision

SIZE = 24  # every path is drawn in a SIZE x SIZE viewBox


@dataclass(frozen=True, slots=True)
class Theme:
    """A family of kinds."""

    id: str
    label: str
    light: str  # colour on a light map
    dark: str  # colour on a dark map


@dataclass(frozen=True, slots=True)
class KindStyle:
    """One kind of incident on the map."""

    label: str
    theme: str
    path: str  # SVG path data in a SIZE x SIZE viewBox


@dataclass(frozen=True, slots=True)
class Ring:
    """How sure the place is: the ring around a marker or the edge of an area."""

    label: str
    dash: str  # SVG stroke-dasharray, empty = solid
    fill_opacity: float  # of the area drawn
    marker: bool  # whether a marker stands for the place itself, not for an area around it


THEMES = (
    Theme("force", "Force", "#c03a1e", "#ff8a66"),
    Theme("pressure", "Threats and pressure", "#9a5b00", "#f2b43c"),
    Theme("easing", "Easing and help", "#0b7a5a", "#4fd1a5"),
    Theme("diplomacy", "Talks and requests", "#1f62b4", "#7db5ff"),
    Theme("dissent", "Dispute and protest", "#8a3a8c", "#dd9be0"),
    Theme("hazard", "Disaster and accident", "#0a7285", "#66d4ee"),
    Theme("justice", "Crime and justice", "#5a5f66", "#c2c6cc"),
)

PRECISIONS: dict[Precision, Ring] = {
    "exact": Ring("at this place", "", 0.25, True),
    "near": Ring("near this place", "3 3", 0.18, True),
    "area": Ring("somewhere in this area", "", 0.14, False),
    "line": Ring("along this line", "6 4", 0.2, False),
    "region": Ring("somewhere in this region", "2 4", 0.1, False),
    "country": Ring("only a country is named", "", 0.0, False),
    "none": Ring("not located", "", 0.0, False),
}


def _points(count: int, radius: float = 10.0, turn: float = 0.0, inner: float | None = None) -> str:
    """Return a closed path of a regular polygon, or of a star when `inner` gives its second radius."""
    corners = count if inner is None else 2 * count
    steps = []
    for number in range(corners):
        reach = radius if inner is None or number % 2 == 0 else inner
        angle = 2 * math.pi * number / corners + turn - math.pi / 2
        steps.append(f"{SIZE / 2 + reach * math.cos(angle):.2f} {SIZE / 2 + reach * math.sin(angle):.2f}")
    return "M" + "L".join(steps) + "Z"


_CIRCLE = "M12 3a9 9 0 1 0 0 18a9 9 0 1 0 0-18Z"
_PLUS = "M9 2h6v7h7v6h-7v7h-6v-7h-7v-6h7Z"
_CROSS = "M6 2l6 6 6-6 4 4-6 6 6 6-4 4-6-6-6 6-4-4 6-6-6-6Z"
_ARROW_RIGHT = "M3 8h9v-6l10 10-10 10v-6h-9Z"
_ARROW_LEFT = "M21 8h-9v-6l-10 10 10 10v-6h9Z"
_SHIELD = "M12 2l9 3v7q0 7-9 10q-9-3-9-10v-7Z"
_SPEECH = "M3 4h18v12h-8l-5 6v-6h-5Z"
_DROP = "M12 1q8 9 8 14a8 8 0 0 1-16 0q0-5 8-14Z"
_BOLT = "M14 1l-10 13h6l-2 9l12-14h-7l4-8Z"
_LOCK = "M4 11h2v-3a6 6 0 0 1 12 0v3h2v11h-16Z"
_FLAG = "M4 2h17l-5 5.500l5 5.500h-13v9h-4Z"

KIND_STYLES: dict[Kind, KindStyle] = {
    "assault": KindStyle("Attack or fighting", "force", _points(8, 11, inner=5.5)),
    "coerce": KindStyle("Seizure or coercion", "force", _points(4, 12, turn=math.pi / 4)),
    "mobilize": KindStyle("Troop movement", "force", _ARROW_RIGHT),
    "threaten": KindStyle("Threat", "pressure", _points(3, 11)),
    "sanction": KindStyle("Sanction", "pressure", _points(8, 10.5, turn=math.pi / 8)),
    "agree": KindStyle("Agreement", "easing", _points(4, 11)),
    "concede": KindStyle("Concession", "easing", _FLAG),
    "cooperate": KindStyle("Cooperation", "easing", _points(6, 10.5)),
    "aid": KindStyle("Aid", "easing", _PLUS),
    "retreat": KindStyle("Withdrawal", "easing", _ARROW_LEFT),
    "consult": KindStyle("Talks or visit", "diplomacy", _CIRCLE),
    "support": KindStyle("Support", "diplomacy", _SHIELD),
    "request": KindStyle("Request or appeal", "diplomacy", _SPEECH),
    "accuse": KindStyle("Accusation", "dissent", _points(3, 11, turn=math.pi)),
    "reject": KindStyle("Rejection", "dissent", _CROSS),
    "protest": KindStyle("Protest", "dissent", _points(5, 11, inner=4.6)),
    "disaster": KindStyle("Natural disaster", "hazard", _DROP),
    "accident": KindStyle("Accident", "hazard", _BOLT),
    "crime": KindStyle("Crime or court case", "justice", _LOCK),
}


def theme_of(kind: Kind) -> Theme:
    """Return the theme a kind belongs to."""
    return next(theme for theme in THEMES if theme.id == KIND_STYLES[kind].theme)


def style_table() -> dict[str, object]:
    """Return the whole style as JSON-ready data for the page."""
    return {
        "size": SIZE,
        "themes": [asdict(theme) for theme in THEMES],
        "kinds": {kind: asdict(KIND_STYLES[kind]) for kind in KINDS},
        "precisions": {name: asdict(ring) for name, ring in PRECISIONS.items()},
    }
