"""A notebook gets one row an incident, with geometry, days and quotes."""

from datetime import date

import pandas

from mapapp.model import When
from mapapp.publish._frame import COLUMNS, to_frame
from tests.publish.samples import MAY_12, incident


def test_a_row_carries_geometry_days_and_quotes() -> None:
    frame = to_frame([incident("square", "area"), incident("none", "none")])
    assert frame.crs.to_epsg() == 4326
    assert list(frame.columns) == [name for name in COLUMNS if name != "id"]
    located = frame[frame.precision == "area"].iloc[0]
    assert located.geometry.area == 1.0
    assert located.start.date() == MAY_12.start
    assert located.quotes[0].startswith("Azerbaijani forces crossed")
    assert frame[frame.precision == "none"].geometry.isna().all()


def test_days_outside_the_range_of_nanoseconds_are_kept() -> None:
    old = When("0451-05-26", date(451, 5, 26), date(451, 5, 27), "stated")
    (row,) = to_frame([incident(when=old)]).itertuples()
    assert row.start.year == 451


def test_no_incidents_give_an_empty_frame_with_all_columns() -> None:
    frame = to_frame([])
    assert len(frame) == 0
    assert isinstance(frame["start"].dtype, type(pandas.Series([], dtype="datetime64[s]").dtype))
