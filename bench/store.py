"""How fast the store answers "what, here, then?", on made-up incidents spread like the world's cities.

    python -m bench.store [--incidents 1000000] [--queries 400] [--keep FILE]

Two indexes that come with SQLite are filled with the same boxes and asked the same questions in the same run:
  cells   cells of one degree, each sorted by day (what the store uses: `mapapp.store.cells`, `.selecting`)
  rtree   SQLite's R*Tree over longitude, latitude and day
Then the whole store is asked for incidents as model objects, over real merged readings.
"""

from __future__ import annotations

import argparse
import random
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import product
from pathlib import Path
from typing import NamedTuple

from mapapp.query import Query
from mapapp.store.cells import Box, cells
from mapapp.store.schema import migrate
from mapapp.store.selecting import SHORT, where
from mapapp.store.sqlite import connect

FIRST, LAST = date(1997, 1, 1).toordinal(), date(2026, 1, 1).toordinal()
HUBS = 3000  # made-up towns that incidents gather around
SEED = 7


class Made(NamedTuple):
    """A made-up incident: a point and an interval of days."""

    lon: float
    lat: float
    first: int
    end: int


def incidents(number: int) -> Iterator[Made]:
    """Yield incidents around towns, most of one day, some of a month or a year."""
    chance = random.Random(SEED)  # noqa: S311 - made-up data
    towns = [(chance.uniform(-170, 170), chance.uniform(-50, 65)) for _ in range(HUBS)]
    for _ in range(number):
        lon, lat = towns[int(HUBS * chance.random() ** 2)]
        first = chance.randint(FIRST, LAST)
        length = chance.choices((1, 7, 30, 365), (80, 8, 10, 2))[0]
        yield Made(lon + chance.gauss(0, 0.5), lat + chance.gauss(0, 0.5), first, first + length)


def queries(number: int, degrees: float, days: int) -> list[Query]:
    """Return questions: a window of so many degrees around a town, so many days long."""
    chance = random.Random(SEED + 1)  # noqa: S311
    places = list(incidents(number))
    found = []
    for place in places:
        day = date.fromordinal(chance.randint(FIRST, LAST - days))
        half = degrees / 2
        west, east = max(-180.0, place.lon - half), min(180.0, place.lon + half)
        bbox = (west, max(-90.0, place.lat - half), east, min(90.0, place.lat + half))
        found.append(Query(bbox=bbox, start=day, end=day + timedelta(days=days - 1), statuses=()))
    return found


def fill(connection: sqlite3.Connection, number: int) -> tuple[float, float]:
    """Fill both indexes; return the seconds each took."""
    made = list(incidents(number))
    connection.execute(
        "CREATE VIRTUAL TABLE box USING rtree(id, west, east, south, north, first, last, +w, +s, +e, +n)"
    )
    connection.execute("BEGIN")
    connection.executemany(
        "INSERT INTO incident (seq, id, kind, status, precision, first_day, end_day, long, located, words, body,"
        " digest) VALUES (?, ?, 'assault', 'reported', 'exact', ?, ?, ?, 1, '', '', '')",
        ((seq, str(seq), item.first, item.end, item.end - item.first > SHORT) for seq, item in enumerate(made)),
    )
    connection.execute("COMMIT")

    def in_cells() -> Iterator[tuple[object, ...]]:
        for seq, item in enumerate(made):
            box = Box(item.lon, item.lat, item.lon, item.lat)
            yield from ((cell, item.first, item.end, seq, 0, *box) for cell in cells(box))

    started = time.perf_counter()
    connection.execute("BEGIN")
    connection.executemany("INSERT INTO incident_cell VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", in_cells())
    connection.execute("COMMIT")
    with_cells = time.perf_counter() - started
    started = time.perf_counter()
    connection.execute("BEGIN")
    connection.executemany(
        "INSERT INTO box VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            (seq, i.lon, i.lon, i.lat, i.lat, i.first, i.end - 1, i.lon, i.lat, i.lon, i.lat)
            for seq, i in enumerate(made)
        ),
    )
    connection.execute("COMMIT")
    return with_cells, time.perf_counter() - started


def by_cells(connection: sqlite3.Connection, query: Query) -> int:
    condition = where(query)
    return len(connection.execute(f"SELECT seq FROM incident WHERE {condition.sql}", condition.values).fetchall())  # noqa: S608


def by_rtree(connection: sqlite3.Connection, query: Query) -> int:
    assert query.bbox
    assert query.start
    assert query.end
    west, south, east, north = query.bbox
    sql = (
        "SELECT seq FROM box JOIN incident ON seq = box.id WHERE west <= ? AND east >= ? AND south <= ?"
        " AND north >= ? AND first <= ? AND last >= ?"
        " AND w <= ? AND e >= ? AND s <= ? AND n >= ?"  # R*Tree keeps 32-bit floats, rounded outwards
    )
    corners = (east, west, north, south)
    values = (*corners, query.end.toordinal(), query.start.toordinal(), *corners)
    return len(connection.execute(sql, values).fetchall())


def timed(ask: Callable[[sqlite3.Connection, Query], int], connection: sqlite3.Connection, asked: list[Query]) -> str:
    taken, answers = [], 0
    for query in asked:
        started = time.perf_counter()
        answers += ask(connection, query)
        taken.append((time.perf_counter() - started) * 1000)
    taken.sort()
    middle, worst = taken[len(taken) // 2], taken[int(len(taken) * 0.95)]
    return f"median {middle:7.2f} ms   p95 {worst:7.2f} ms   {answers / len(asked):8.1f} answers each"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--incidents", type=int, default=200_000)
    parser.add_argument("--queries", type=int, default=100)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "bench.sqlite"
        connection = connect(path.as_uri() + "?mode=rwc")
        migrate(connection)
        with_cells, with_rtree = fill(connection, chosen.incidents)
        print(f"{chosen.incidents:,} incidents; filled: cells {with_cells:.1f} s, rtree {with_rtree:.1f} s")
        for degrees, days in product((0.5, 2.0, 6.0, 30.0, 120.0), (7, 31, 365, 3650)):
            asked = queries(chosen.queries, degrees, days)
            for name, ask in (("cells", by_cells), ("rtree", by_rtree)):
                print(f"  {degrees:5} degrees {days:5} days   {name}   {timed(ask, connection, asked)}")
        connection.close()


if __name__ == "__main__":
    main()
