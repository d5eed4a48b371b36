"""Shape says kind, colour says theme, ring says precision; nothing is told by colour alone."""

import re

import pytest

from mapapp.model import KINDS, PRECISIONS
from mapapp.publish import style

PAPER = {"light": "#f4f1ea", "dark": "#2a3037"}  # the land of the basemap


def luminance(colour: str) -> float:
    """WCAG 2.2 relative luminance."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("theme", style.THEMES, ids=lambda theme: theme.id)
@pytest.mark.parametrize("mode", PAPER)
def test_a_marker_stands_out_from_the_land(theme: style.Theme, mode: str) -> None:
    pair = sorted((luminance(getattr(theme, mode)), luminance(PAPER[mode])))
    assert (pair[1] + 0.05) / (pair[0] + 0.05) >= 3


def test_every_kind_has_a_shape_of_its_own() -> None:
    assert set(style.KIND_STYLES) == set(KINDS)
    assert len({kind.path for kind in style.KIND_STYLES.values()}) == len(KINDS)


def test_every_kind_belongs_to_a_theme_and_every_precision_has_a_ring() -> None:
    assert all(style.theme_of(kind).id == style.KIND_STYLES[kind].theme for kind in KINDS)
    assert set(style.PRECISIONS) == set(PRECISIONS)


def test_shapes_stay_inside_their_box() -> None:
    for kind in style.KIND_STYLES.values():
        for pair in re.findall(r"[ML](-?[\d.]+) (-?[\d.]+)", kind.path):
            assert all(0 <= float(value) <= style.SIZE for value in pair)
