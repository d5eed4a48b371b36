"""Importing: GeoNames dumps and CSV become sources of the index, beat the bundled ones, and go again."""

import gzip
import multiprocessing
import os
import signal
import time
import tracemalloc
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mapapp import paths
from mapapp.cli import cli
from mapapp.errors import BadInput, NotFound
from mapapp.gazetteer import imports, sources, spool, state
from mapapp.gazetteer.build import build
from mapapp.gazetteer.columns import parse
from mapapp.gazetteer.importing import Wanted, forget, import_files, listed
from mapapp.gazetteer.index import Index, open_index


def row(  # noqa: PLR0917 - a line of a table
    number: object, name: str, at: tuple[object, object] = (0.5, 1.5), code: str = "P.PPL", country: str = "WW",
    names: str = "", population: object = "",
) -> str:  # fmt: skip
    """A line of a GeoNames dump; `at` is lat, lon."""
    letter, _, feature_code = code.partition(".")
    cells = [
        number,
        name,
        name,
        names,
        *at,
        letter,
        feature_code,
        country,
        "",
        "",
        "",
        "",
        "",
        population,
        "",
        9,
        "UTC",
        "",
    ]
    return "\t".join(map(str, cells)) + "\n"


def alternate(place: int, language: str, name: str, colloquial: str = "") -> str:
    return f"7\t{place}\t{language}\t{name}\t\t\t{colloquial}\t\t\t\n"


def write(path: Path, *rows: str) -> Path:
    path.write_text("".join(rows), encoding="utf-8")
    return path


def packed(path: Path, **files: str) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as stream:
        for name, text in files.items():
            stream.writestr(f"{name}.txt", text)
    return path


Sources = tuple[Path, Path]


def built(folder: Path, tiny_sources: Sources) -> Index:
    build(folder, data=tiny_sources[0], geonames=tiny_sources[1])
    return open_index(folder)


def files_in(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in imports.paths(folder)}


def test_a_dump_adds_its_places_with_kind_names_and_what_holds_them(tmp_path: Path, tiny_sources: Sources) -> None:
    dump = write(
        tmp_path / "WW.txt",
        row(70, "Hamlet", (0.5, 1.5), names="Hamletto,Гамлет,hmlt,HML"),
        row(71, "Blue Lake", (1.5, 0.5), "H.LK"),
        row(72, "Big Place", (1.5, 0.6), population=60_000),
        row(73, "Old Quarter", (1.5, 0.6), "P.PPLX", population=60_000),
    )
    outcome = import_files([dump], tmp_path / "g")[0]
    assert (outcome.name, outcome.places, outcome.bad, outcome.change) == ("WW", 4, 0, "new")
    index = built(tmp_path / "g", tiny_sources)
    hamlet = index.place("gn:70")
    assert (hamlet.name, hamlet.kind, hamlet.lat, hamlet.lon) == ("Hamlet", "village", 0.5, 1.5)
    assert (hamlet.geonameid, hamlet.country, hamlet.within[-2:]) == (70, "WW", ("iso:WW-S", "iso:WW"))
    assert [name for name, _ in index.names("gn:70")] == ["Hamlet", "Hamletto", "Гамлет"]
    assert [index.place(f"gn:{number}").kind for number in (71, 72, 73)] == ["lake", "city", "locality"]
    assert index.place("gn:71").radius_km == 2.0


def test_a_zip_is_read_as_geonames_ships_it(tmp_path: Path) -> None:
    dump = packed(tmp_path / "WW.zip", readme="Hello", WW=row(70, "Hamlet"))
    assert import_files([dump], tmp_path / "zipped")[0].places == 1
    import_files([write(tmp_path / "WW.txt", row(70, "Hamlet"))], tmp_path / "plain")
    assert [made.digest for made in listed(tmp_path / "zipped")] == [
        made.digest for made in listed(tmp_path / "plain")
    ]


def test_alternate_names_bring_their_languages_and_no_links_or_codes(tmp_path: Path, tiny_sources: Sources) -> None:
    dump = write(tmp_path / "WW.txt", row(70, "Hamlet", names="Weiler,Aul"), row(71, "Other"))
    names = (
        alternate(70, "de", "Weiler"), alternate(70, "fr", "Hameau"), alternate(70, "", "Hamletia"),
        alternate(70, "link", "https://example.org"), alternate(70, "iata", "HAM"), alternate(70, "abbr", "H.L."),
        alternate(70, "en", "The Big H", colloquial="1"), alternate(5_000_000, "en", "Elsewhere"),
    )  # fmt: skip
    table = packed(tmp_path / "alternateNamesV2.zip", alternateNamesV2="".join(names), **{"iso-languagecodes": "x"})
    import_files([dump], tmp_path / "g", Wanted(alternate_names=table))
    index = built(tmp_path / "g", tiny_sources)
    assert dict(index.names("gn:70")) == {
        "Hamlet": None, "Weiler": "de", "Aul": None, "Hameau": "fr", "Hamletia": None, "H.L.": "und-x-abbr",
    }  # fmt: skip
    assert index.has("H.L.")
    assert dict(index.names("gn:71")) == {"Other": None}


def test_only_the_countries_asked_for_are_taken(tmp_path: Path) -> None:
    dump = write(
        tmp_path / "all.txt", row(70, "A", country="WW"), row(71, "B", country="EE"), row(72, "C", country="")
    )
    outcome = import_files([dump], tmp_path / "g", Wanted(frozenset({"EE"})))[0]
    assert (outcome.name, outcome.places) == ("all-EE", 1)
    with pytest.raises(BadInput, match=r"all\.txt: wanted places of ZZ, found none"):
        import_files([dump], tmp_path / "g", Wanted(frozenset({"ZZ"})))


def test_an_import_beats_the_bundled_place_and_unites_the_names(tmp_path: Path, tiny_sources: Sources) -> None:
    dump = write(
        tmp_path / "WW.txt",
        row(1, "Porto Eze", (0.75, 1.25), names="Port Eze"),  # a town of 70,000 there, named by a CSV too
        row(100, "West Land", (1.0, 1.0), "A.PCLI"),
        row(400, "Westnorth", (1.5, 1.0), "A.ADM1"),  # Natural Earth has its shape, without the number
        row(401, "Westnorth", (1.5, 3.0), "A.ADM1", country="EE"),  # this is another
    )
    import_files([dump], tmp_path / "g")
    index = built(tmp_path / "g", tiny_sources)
    port = index.place("gn:1")
    assert (port.name, port.lat, port.lon, port.population) == ("Porto Eze", 0.75, 1.25, 70_000)
    assert port.kind == "town"  # the dump does not tell how many live there, so the kind stays
    assert dict(index.names("gn:1"))["Port-Ézé"] == "fr"
    assert dict(index.names("gn:1"))["Port Eze"] == "en"  # the dump knows the name without its language
    assert (index.place("iso:WW").name, index.place("iso:WW").lat) == ("West Land", 1.0)
    assert "gn:100" not in index
    assert "gn:400" not in index
    assert index.place("iso:WW-N").geonameid == 400
    assert "gn:401" in index
    assert len(index.candidates("Twin")) == 3


def test_hills_and_houses_of_a_dump_do_not_stand_before_towns(tmp_path: Path, tiny_sources: Sources) -> None:
    rows = (
        row(80 + n, "Twin", code=code) for n, code in enumerate(["S.BLDG", "T.HLL", "H.STM", "P.PPLH", "A.ADM2H"])
    )
    import_files([write(tmp_path / "WW.txt", *rows)], tmp_path / "g")
    found = [place.id for place in built(tmp_path / "g", tiny_sources).candidates("Twin")]
    assert found[:2] == ["gn:3", "gn:4"]
    assert len(found) == 8


def test_a_csv_is_read_by_its_column_map(tmp_path: Path, tiny_sources: Sources) -> None:
    text = (
        "code;title;y;x;type;aliases;iso\n"
        'a1;Far Post;0.5;1.5;base;"fr:Poste|Posten";ww\n'
        "gn:2;Twin;0.6;1.6;;;\n"
        "a3;Rill;0.5;1.5;H.STM;;WW\n"
    )
    columns = parse("id=code,name=title,lat=y,lon=x,kind=type,names=aliases,country=iso")
    outcome = import_files([write(tmp_path / "mine.csv", text)], tmp_path / "g", Wanted(columns=columns))[0]
    assert (outcome.places, outcome.told) == (3, [])
    index = built(tmp_path / "g", tiny_sources)
    post = index.place("mine:a1")
    assert (post.kind, post.country, post.within[-2:]) == ("base", "WW", ("iso:WW-S", "iso:WW"))
    assert index.names("mine:a1") == (("Far Post", None), ("Poste", "fr"), ("Posten", None))
    assert (index.place("gn:2").lat, index.place("gn:2").kind) == (0.6, "village")
    assert index.place("mine:a3").kind == "river"


def test_a_csv_with_our_headings_needs_no_map(tmp_path: Path) -> None:
    mine = write(tmp_path / "mine.csv", "id,name,lat,lon,note\nx:1,Spot,1,2,hello\n")
    assert import_files([mine], tmp_path / "g")[0].places == 1


DUMP_ROWS = [
    (row("", "A"), "column geonameid: wanted a number, got ''"),
    (row("x1", "A"), "column geonameid: wanted a whole number from 0 to 2147483647, got 'x1'"),
    (row(5, " "), "column name: wanted a name, got ''"),
    (row(5, "A", ("north", 1)), "column latitude: wanted a number from -90 to 90, got 'north'"),
    (row(5, "A", (1, 181)), "column longitude: wanted a number from -180 to 180, got '181'"),
    (row(5, "A", (1, "nan")), "column longitude: wanted a number from -180 to 180, got 'nan'"),
    (row(5, "A", country="Westland"), "column country code: wanted two capital letters, got 'Westland'"),
    (row(5, "A", population="many"), "column population: wanted a whole number from 0 to 1099511627776, got 'many'"),
    ("5\tA\n", "line 2: wanted 19 columns between tabs, got 2"),
]


@pytest.mark.parametrize(("bad", "message"), DUMP_ROWS)
def test_a_bad_row_of_a_dump_is_told_and_the_rest_imported(tmp_path: Path, bad: str, message: str) -> None:
    outcome = import_files([write(tmp_path / "WW.txt", row(1, "A"), bad, row(2, "B"), "\n")], tmp_path / "g")[0]
    assert (outcome.places, outcome.bad) == (2, 1)
    assert f"{tmp_path / 'WW.txt'}, line 2" in outcome.told[0]
    assert message in outcome.told[0]


CSV_ROWS = [
    ("a 1,A,1,1,,,", "column code: wanted an id without spaces, commas and bars, got 'a 1'"),
    ("gn:x,A,1,1,,,", "column code: wanted a whole number from 0 to 2147483647, got 'x'"),
    ("a,,1,1,,,", "column title: wanted a name, got ''"),
    ("a,A,,1,,,", "column y: wanted a number from -90 to 90, got ''"),
    ("a,A,1,1,planet,,", "column type: wanted a kind of continent, ocean"),
    ("a,A,1,1,,Westland,", "column iso: wanted two letters (ISO 3166-1), got 'Westland'"),
    ("a,A,1,1,,,-1", "column reach: wanted a whole number"),
    ("a,A,1", "line 2: wanted 7 columns, got 3"),
]


@pytest.mark.parametrize(("bad", "message"), CSV_ROWS)
def test_a_bad_row_of_a_csv_is_told_and_the_rest_imported(tmp_path: Path, bad: str, message: str) -> None:
    mine = write(tmp_path / "mine.csv", "code,title,y,x,type,iso,reach\n", bad, "\nb,B,1,1,,,\n")
    columns = parse("id=code,name=title,lat=y,lon=x,kind=type,country=iso,population=reach")
    outcome = import_files([mine], tmp_path / "g", Wanted(columns=columns))[0]
    assert (outcome.places, outcome.bad) == (1, 1)
    assert f"{mine}, line 2" in outcome.told[0]
    assert message in outcome.told[0]


UNREADABLE: list[tuple[str, bytes, str]] = [
    ("b.txt", b"", "wanted places, found none"),
    ("b.txt", b"hello\tworld\n", r"line 1: wanted 19 columns between tabs .*--columns\), got 2"),
    ("b.txt", b"x" * ((1 << 20) + 5), "line 1: wanted a row of a table, got a line of more than 1,048,576 bytes"),
    ("b.zip", b"no zip", "wanted a file that can be read, .txt or .zip; File is not a zip file"),
    ("b.csv", b"", "wanted columns id .for id., name .for name., lat .for lat., lon .for lon.; there are nothing"),
    ("b.csv", b"id,name,lat\n", r"line 1: wanted columns lon .for lon.; there are id, name, lat"),
    ("b.csv", b"id,name,lat,lon\na,\xff,1,1\n", "wanted a CSV in UTF-8 that can be read; not UTF-8"),
    ("b.csv", b'id,name,lat,lon\na,"' + b"x" * 200_000, "after line 1: wanted a CSV in UTF-8 .* field larger"),
]


@pytest.mark.parametrize(("name", "content", "message"), UNREADABLE)
def test_a_file_that_cannot_be_used_changes_nothing(tmp_path: Path, name: str, content: bytes, message: str) -> None:
    good = write(tmp_path / "a.txt", row(1, "A"))
    (tmp_path / name).write_bytes(content)
    with pytest.raises(BadInput, match=message):
        import_files([good, tmp_path / name], tmp_path / "g")
    assert listed(tmp_path / "g") == []
    assert [path.name for path in imports.folder_of(tmp_path / "g").iterdir()] == [state.LOCK]


def test_a_zip_of_several_tables_and_a_missing_file_are_told(tmp_path: Path) -> None:
    several = packed(tmp_path / "some.zip", a=row(1, "A"), b=row(2, "B"))
    with pytest.raises(BadInput, match=r"wanted a zip with one table, some\.txt; there is a\.txt, b\.txt"):
        import_files([several], tmp_path / "g")
    with pytest.raises(BadInput, match="there is none"):
        import_files([tmp_path / "nothing.txt"], tmp_path / "g")
    dump = write(tmp_path / "WW.txt", row(1, "A"))
    with pytest.raises(BadInput, match="two that would be called so"):
        import_files([dump, packed(tmp_path / "WW.zip", WW=row(1, "A"))], tmp_path / "g")
    with pytest.raises(BadInput, match="8 or 10 columns"):
        import_files([dump], tmp_path / "g", Wanted(alternate_names=dump))
    mine = write(tmp_path / "mine.csv", "id,name,lat,lon\na,A,1,1\n")
    with pytest.raises(BadInput, match="goes with a GeoNames dump"):
        import_files([mine], tmp_path / "g", Wanted(alternate_names=dump))
    with pytest.raises(BadInput, match="--country wants a column"):
        import_files([mine], tmp_path / "g", Wanted(frozenset({"WW"})))


def test_importing_the_same_twice_changes_nothing(tmp_path: Path, tiny_sources: Sources) -> None:
    folder, dump = tmp_path / "g", write(tmp_path / "WW.txt", row(70, "Hamlet"))
    import_files([dump], folder)
    built(folder, tiny_sources)
    before = files_in(folder)
    assert import_files([dump], folder)[0].change == "unchanged"
    assert files_in(folder) == before
    assert state.is_current(folder, tiny_sources[0])
    write(dump, row(70, "Hamlet", names="Weiler"))
    assert import_files([dump], folder)[0].change == "replaced"
    assert not state.is_current(folder, tiny_sources[0])
    assert len(listed(folder)) == 1


def test_what_is_forgotten_is_gone_and_the_index_as_before(tmp_path: Path, tiny_sources: Sources) -> None:
    folder = tmp_path / "g"
    before = built(folder, tiny_sources)
    import_files([write(tmp_path / "WW.txt", row(1, "Porto Eze"), row(70, "Hamlet"))], folder)
    assert built(folder, tiny_sources).has("Hamlet")
    with pytest.raises(NotFound, match="there are: WW"):
        forget("../WW", folder)
    forget("WW", folder)
    after = built(folder, tiny_sources)
    assert after.fingerprint == before.fingerprint
    assert not after.has("Hamlet")
    assert after.place("gn:1") == before.place("gn:1")
    with pytest.raises(NotFound, match="there are: none"):
        forget("WW", folder)


def test_a_spoilt_import_is_named_with_the_command_that_removes_it(tmp_path: Path, tiny_sources: Sources) -> None:
    folder = tmp_path / "g"
    import_files([write(tmp_path / "WW.txt", *(row(70 + n, f"Hamlet {n}") for n in range(50)))], folder)
    path = imports.path_of(folder, "WW")
    whole = path.read_bytes()
    for content in (whole[:-20], b"", gzip.compress(b"{}\n"), whole[:30]):
        path.write_bytes(content)
        with pytest.raises(BadInput, match="`mapapp gazetteer forget WW` removes it"):
            built(folder, tiny_sources)
    import_files([tmp_path / "WW.txt"], folder)
    assert path.read_bytes() == whole


def _import(dump: Path, folder: Path) -> None:
    def stop(_name: str, _count: int) -> None:
        (folder / "half").touch()
        time.sleep(60)

    import_files([dump], folder, progress=stop)


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs SIGKILL")
def test_many_imported_places_take_little_memory(
    tmp_path: Path, tiny_sources: Sources, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spool, "BATCH", 200)
    peaks = []
    for count in (2_000, 12_000):
        rows = [row(1000 + number, f"Hamlet {number}", names=f"Dorf {number}") for number in range(count)]
        folder = tmp_path / str(count)
        import_files([write(tmp_path / f"{count}.txt", *rows)], folder)
        del rows
        tracemalloc.start()
        build(folder, data=tiny_sources[0], geonames=tiny_sources[1])
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
        assert len(open_index(folder).candidates(f"Dorf {count - 1}")) == 1
    assert (peaks[1] - peaks[0]) / 10_000 < 250  # bytes a place; as objects in memory they would take some 2,000


def test_two_imports_that_know_one_new_place_unite_its_names(tmp_path: Path, tiny_sources: Sources) -> None:
    files = (
        write(tmp_path / "a.txt", row(70, "Hamlet", names="Ham")),
        write(tmp_path / "b.txt", row(70, "Great Hamlet")),
    )
    import_files(files, tmp_path / "g")
    index = built(tmp_path / "g", tiny_sources)
    assert [place.name for place in index.candidates("Ham")] == ["Great Hamlet"]
    assert index.candidates("Hamlet") == index.candidates("Great Hamlet")


def test_a_kill_in_the_middle_leaves_nothing_half(tmp_path: Path) -> None:
    folder = tmp_path / "g"
    dump = write(tmp_path / "WW.txt", *(row(70 + n, f"Hamlet {n}") for n in range(10_500)))
    process = multiprocessing.get_context("spawn").Process(target=_import, args=(dump, folder))
    process.start()
    deadline = time.monotonic() + 60
    while not (folder / "half").exists():
        assert time.monotonic() < deadline
        assert process.is_alive()
        time.sleep(0.02)
    assert process.pid
    os.kill(process.pid, signal.SIGKILL)
    process.join(20)
    assert listed(folder) == []
    assert import_files([dump], folder)[0].places == 10_500
    assert {path.name for path in imports.folder_of(folder).iterdir()} == {state.LOCK, "WW.jsonl.gz"}


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=300))
def test_any_bytes_are_imported_or_refused_in_words(tmp_path: Path, junk: bytes) -> None:
    for name in ("x.txt", "x.csv", "x.zip"):
        head = {"x.txt": row(1, "A").encode(), "x.csv": b"id,name,lat,lon,kind,names\n", "x.zip": b""}[name]
        (tmp_path / name).write_bytes(head + junk)
        refused = ""
        try:
            outcome = import_files([tmp_path / name], tmp_path / "g")[0]
        except BadInput as error:
            refused = str(error)
        assert str(tmp_path / name) in refused if refused else outcome.places > 0


def _command(*words: object) -> Result:
    return CliRunner().invoke(cli, ["gazetteer", *map(str, words)])


def test_the_commands_import_list_and_forget(
    tmp_path: Path, tiny_sources: Sources, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paths, "DATA", tiny_sources[0])
    monkeypatch.setattr(sources, "geonames_folder", lambda: tiny_sources[1])
    folder = tmp_path / "g"
    dump = write(tmp_path / "all.txt", row(70, "Hamlet"), *[row(71, "")] * 7, row(72, "Far", country="EE"))
    made = _command("import", dump, "--country", "ww,ee", "--gazetteer", folder)
    assert made.exit_code == 0
    assert "all-EE-WW: 2 places, new, 7 bad rows left out\n" in made.output
    assert f"mapapp: {dump}, line 2, column name: wanted a name, got ''\n" in made.output
    assert "2 more bad rows" in made.output
    assert open_index(folder).has("Hamlet")
    assert _command("imports", "--gazetteer", folder).output.startswith("all-EE-WW: 2 places from all.txt (")
    assert "forgotten" in _command("forget", "all-EE-WW", "--gazetteer", folder).output
    assert not open_index(folder).has("Hamlet")
    assert _command("imports", "--gazetteer", folder).output == ""
    assert isinstance(_command("import", dump, "--country", "Westland", "--gazetteer", folder).exception, BadInput)
