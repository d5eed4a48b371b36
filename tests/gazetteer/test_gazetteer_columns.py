"""What users write of a CSV's columns, and feature codes as kinds."""

import pytest

from mapapp.errors import BadInput
from mapapp.gazetteer.columns import parse
from mapapp.gazetteer.features import _FEATURES, by_code, feature
from mapapp.gazetteer.kinds import KINDS


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("id=code,name", "wanted FIELD=COLUMN with a field of id, name.*; got 'name'"),
        ("id=a,title=b", "got 'title=b'"),
        ("id=a,id=b", "wanted each field once; got id twice"),
        ("id=a,name=b", "wanted id, name, lat, lon at least; got no lat, lon"),
    ],
)
def test_a_column_map_that_makes_no_sense_is_told(text: str, message: str) -> None:
    with pytest.raises(BadInput, match=message):
        parse(text)


def test_every_feature_code_is_one_of_our_kinds() -> None:
    assert {what.kind for what in _FEATURES.values()} <= set(KINDS)
    assert feature("Q", "NEW").kind == "site"
    assert feature("H", "NEW").kind == "site"
    assert [by_code(code) and by_code(code).kind for code in ("LK", "T.MT", "PPLA2", "Z.X", "hm")] == [
        "lake", "mountain", "village", None, None,
    ]  # fmt: skip
