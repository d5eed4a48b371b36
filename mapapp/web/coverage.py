"""Which sources tell of which incidents, and which are silent: a page and a CSV."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from flask import Blueprint, Response, render_template, request

from mapapp.errors import BadInput
from mapapp.model import Incident
from mapapp.publish.coverage import BY, CELLS, MEDIA_TYPE, By, Press, Row, csv_lines
from mapapp.query import Query, parse, serialize
from mapapp.store.sqlite import Store
from mapapp.web.caching import tagged, unchanged
from mapapp.web.context import opened, store
from mapapp.web.explain import press
from mapapp.web.pages import arguments, filters
from mapapp.web.views import openings

blueprint = Blueprint("coverage", __name__)

LISTED = 100  # incidents on one page
COLUMNS = 24  # sources on the page; the CSV has them all
OWN = ("by", "page")  # the page's own parameters, beside the filters
SYMBOLS = {"reports": "●", "disputes": "◐", "silent": "○", "absent": "·"}


@blueprint.get("/coverage")
def page() -> str:
    """Show the incidents of the filters in the address by source, or by side."""
    values = arguments()
    by, number = _by(values), _page(values)
    query = filters({name: given for name, given in values.items() if name not in OWN})
    kept = store()
    known = press(kept, by)
    total = kept.count(query)
    pages = max(1, -(-total // LISTED))
    number = min(number, pages)
    found = kept.incidents(query, limit=LISTED, offset=(number - 1) * LISTED)
    columns = known.columns
    matrix = known.matrix(found, columns[:COLUMNS])
    return render_template(
        "coverage.html",
        matrix=matrix,
        rows=[(row, _beyond(known, row, columns[COLUMNS:])) for row in matrix.rows],
        hidden=max(0, len(columns) - COLUMNS),
        by=by,
        cells=CELLS,
        symbols=SYMBOLS,
        openings=openings(kept, matrix.columns) if by == "source" else {},
        query=query,
        parameters=serialize(query),
        total=total,
        number=number,
        pages=pages,
    )


@blueprint.get("/coverage.csv")
def table() -> Response:
    """Send the whole matrix as CSV, with the filters of the page, as it is read."""
    values = arguments()
    by = _by(values)
    query = parse({name: given for name, given in values.items() if name not in OWN})
    fresh = unchanged(store().version())
    if fresh is not None:
        return fresh
    kept = opened()  # one that lives until the last byte is sent
    lines = csv_lines(press(kept, by), _all(kept, query))
    response = Response(_gathered(lines), content_type=MEDIA_TYPE)
    response.call_on_close(kept.close)
    response.headers["Content-Disposition"] = 'attachment; filename="coverage.csv"'
    return tagged(response, kept.version())


def _all(kept: Store, query: Query) -> Iterator[Incident]:
    """Yield every incident of a query, a page at a time."""
    offset = 0
    while found := kept.incidents(query, limit=LISTED * 10, offset=offset):
        yield from found
        offset += len(found)


def _gathered(lines: Iterator[str]) -> Iterator[bytes]:
    """Yield lines together: each piece sent costs a system call."""
    while held := list(islice(lines, 500)):
        yield "".join(held).encode("utf-8")


def _beyond(known: Press, row: Row, columns: tuple[str, ...]) -> Row | None:
    """Return who else carries an incident, of the sources the page has no column for; None when it has them all."""
    return known.row(row.incident, columns) if columns else None


def _by(values: dict[str, list[str]]) -> By:
    given = [value for value in values.get("by", []) if value]
    if not given:
        return "source"
    if len(given) > 1 or given[0] not in BY:
        raise BadInput(f"by: wanted {' or '.join(BY)}, got {', '.join(given)!r}")
    return given[0]


def _page(values: dict[str, list[str]]) -> int:
    given = [value for value in values.get("page", []) if value]
    if not given:
        return 1
    if len(given) > 1 or not given[0].isdecimal() or len(given[0]) > 6 or int(given[0]) < 1:
        raise BadInput(f"page: wanted a number from 1, got {request.args.get('page')!r}")
    return int(given[0])
