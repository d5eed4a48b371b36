"""Files, folders and JSON Lines become documents; what cannot be read is named, and never costs the rest."""

import json
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapapp import paths
from mapapp.model import Published, PublishedCandidate
from mapapp.sources.lines import load_lines
from mapapp.sources.loading import load

GOOD = "A report.\n"


def texts(folder: Path, **files: str | bytes) -> Path:
    """Write files whose names have a dot for each underscore."""
    for name, content in files.items():
        data = content.encode("utf-8") if isinstance(content, str) else content
        (folder / name.replace("_", ".")).write_bytes(data)
    return folder


def reason(*given: Path | str) -> str:
    """The one problem of loading."""
    (problem,) = load(given).problems
    return str(problem)


def test_the_five_reports_are_read_with_what_is_known_of_them() -> None:
    loaded = load([paths.SEEDS])
    assert loaded.problems == ()
    assert [source.document.id[:3] for source in loaded.sources] == ["000", "001", "002", "003", "004"]
    first = loaded.sources[0].document
    assert (first.title, first.publisher, first.language) == ("Armenia asks Putin for military support", "AFP", "en")
    assert (first.published.value, first.published.basis) == ("2021-05-16T00:42", "stated")


@pytest.mark.parametrize(
    "text",
    [
        "one\r\ntwo\r\n",
        "one\rtwo\u2028three\x85four",
        "\ufeffafter a byte order mark",
        "a null \0 in a text, and an escape \x1b[31m",
        "right-to-left \u202egpj.exe\u202c and \u2066isolate\u2069",
        "<script>alert(1)</script><img src=x onerror=alert(2)> <a href='javascript:alert(3)'>",
        "astral \U0001f30d and combining e\u0301",
        "x" * 20_000_000,
    ],
    ids=["crlf", "other newlines", "bom", "null", "rtl", "script", "astral", "20 MB line"],
)
def test_not_a_character_of_a_text_is_changed(tmp_path: Path, text: str) -> None:
    path = tmp_path / "r.txt"
    path.write_bytes(text.encode("utf-8"))
    (source,) = load([path]).sources
    assert source.document.text == text
    (line,) = load_lines([json.dumps({"doc_id": "r", "text": text}).encode()], "lines").sources
    assert line.document.text == text


@pytest.mark.parametrize(
    ("name", "content", "wanted"),
    [
        ("r.txt", b"", "is empty"),
        ("r.txt", b" \n\t \r\n", "is empty"),
        ("r.txt", b"\xef\xbb\xbf \n", "is empty"),
        ("r.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "binary (an image)"),
        ("r.txt", b"%PDF-1.7 text", "binary (a PDF)"),
        ("r.txt", b"PK\x03\x04rest", "ZIP"),
        ("r.txt", b"\x00\x01\x02\x03" * 50, "binary"),
        ("r.txt", b"\x00\xff\xfe\x00\x80" * 50, "binary"),
        ("r.txt", "Привет из Еревана".encode("cp1251"), "byte 0 (0xcf) is not"),
        ("r.txt", "text".encode("utf-16"), "UTF-16"),
        ("r.txt", "text".encode("utf-16-le"), "binary"),
        ("r.pdf", b"anything", "this is a PDF"),
        ("r.html", b"<p>text", "this is a web page"),
        ("r.md", b"# text", "this is Markdown"),
    ],
)
def test_a_file_that_cannot_be_read_is_named_and_the_rest_is_read(
    tmp_path: Path, name: str, content: bytes, wanted: str
) -> None:
    (tmp_path / "good.txt").write_text(GOOD)
    bad = tmp_path / name
    bad.write_bytes(content)
    loaded = load([bad, tmp_path / "good.txt"])
    (problem,) = loaded.problems
    assert str(problem).startswith(f"{bad}: ")
    assert wanted in str(problem)
    assert [source.document.id for source in loaded.sources] == ["good"]


def test_a_missing_file_and_a_missing_folder_are_named(tmp_path: Path) -> None:
    loaded = load([tmp_path / "no.txt", tmp_path / "nothing", "seeds\0"])
    assert [problem.origin for problem in loaded.problems] == [
        str(tmp_path / "no.txt"),
        str(tmp_path / "nothing"),
        "seeds\0",
    ]
    assert all("no such file or folder" in problem.reason for problem in loaded.problems)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read anything")
def test_a_file_one_may_not_read_is_named(tmp_path: Path) -> None:
    path = texts(tmp_path, r_txt=GOOD) / "r.txt"
    path.chmod(0)
    assert "cannot be opened" in reason(path)


def test_a_file_name_that_is_not_unicode_is_named(tmp_path: Path) -> None:
    path = os.path.join(os.fsencode(tmp_path), b"caf\xe9.txt")  # noqa: PTH118 - bytes
    with open(path, "wb") as file:  # noqa: PTH123
        file.write(GOOD.encode())
    assert "file name in Unicode" in reason(tmp_path)


def test_a_folder_is_read_with_its_sub_folders_in_order_hidden_files_aside(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / ".git").mkdir()
    texts(tmp_path / "b", z_txt="z", a_TXT="a")
    texts(tmp_path / ".git", x_txt="x")
    texts(tmp_path, c_txt="c", picture_png=b"\x89PNG", **{".hidden_txt": "h"})
    loaded = load([tmp_path])
    assert [source.document.id for source in loaded.sources] == ["c", "a", "z"]
    (note,) = loaded.problems
    assert not note.lost
    assert note.reason == "passed over, not plain text (.txt): 1 file"


def test_a_link_that_leads_back_into_the_folder_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    texts(tmp_path / "b", a_txt="a", bad_txt="")
    (tmp_path / "b" / "loop").symlink_to("..")
    (tmp_path / "again").symlink_to("b")
    loaded = load([tmp_path])
    assert [source.origin for source in loaded.sources] == [str(tmp_path / "b" / "a.txt")]
    assert [problem.origin for problem in loaded.problems] == [str(tmp_path / "b" / "bad.txt")]


@pytest.mark.parametrize(("files", "wanted"), [({}, "found none"), ({"page_html": "<p>"}, "the 1 files in it are")])
def test_a_folder_without_reports_is_named(tmp_path: Path, files: dict[str, str], wanted: str) -> None:
    assert wanted in reason(texts(tmp_path, **files))


CATALOGUE = '[[report]]\nfile = "a.txt"\n'


@pytest.mark.parametrize(
    ("toml", "read", "wanted"),
    [
        (CATALOGUE + 'tilte = "x"', ["b"], "no key 'tilte'; there are file, title"),
        (CATALOGUE + 'published = "May 16"', ["b"], "published: wanted a date in EDTF"),
        (CATALOGUE + 'published = "2021-13"', ["b"], "got '2021-13'"),
        (CATALOGUE + 'published = "2021-02-30"', ["b"], "got '2021-02-30'"),
        (CATALOGUE + 'published = "2021"\nbasis = "guess"', ["b"], "basis: wanted one of stated, inferred, editor"),
        (CATALOGUE + 'basis = "stated"', ["b"], "without published"),
        (CATALOGUE + "title = 7", ["b"], "title: wanted a string, got 7"),
        (CATALOGUE + CATALOGUE, ["b"], "described twice"),
        ('[[report]]\nfile = "gone.txt"', ["a", "b"], "no such file in the folder"),
        ("[[report]]\ntitle = 'x'", ["a", "b"], "wanted file ="),
        ("[[reports]]\nfile = 'a.txt'", [], "wanted [[report]] tables only"),
        ("[[report]\n", [], "wanted a TOML file"),
    ],
)
def test_a_wrong_catalogue_costs_only_what_it_is_wrong_about(
    tmp_path: Path, toml: str, read: list[str], wanted: str
) -> None:
    loaded = load([texts(tmp_path, a_txt="a", b_txt="b", sources_toml=toml)])
    assert [source.document.id for source in loaded.sources] == read
    (problem,) = loaded.problems
    assert "sources.toml" in str(problem)
    assert wanted in str(problem)


@pytest.mark.parametrize(
    ("toml", "value", "basis"),
    [
        ("published = 2021-05-16", "2021-05-16", "editor"),
        ("published = 2021-05-16T00:42:31Z", "2021-05-16T00:42", "editor"),
        ('published = "2021-05~"\nbasis = "inferred"', "2021-05~", "inferred"),
        ('published = "2021-05-16 00:42"\nbasis = "stated"', "2021-05-16T00:42", "stated"),
        ("", None, None),
    ],
)
def test_a_publication_date_has_a_basis(tmp_path: Path, toml: str, value: str | None, basis: str | None) -> None:
    (source,) = load([texts(tmp_path, a_txt="a", sources_toml=CATALOGUE + toml) / "a.txt"]).sources
    assert (source.document.published.value, source.document.published.basis) == (value, basis)


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        (b"{", "wanted a JSON object"),
        (b"[" * 100_000, "wanted a JSON object"),
        (b'"text"', "wanted a JSON object, got str"),
        (b"\xff", "wanted UTF-8"),
        (b'{"text": "x"}', "doc_id: wanted a string"),
        (b'{"doc_id": "", "text": "x"}', "doc_id: wanted a string"),
        (b'{"doc_id": "\\ud800", "text": "x"}', "doc_id: wanted Unicode"),
    ],
)
def test_a_line_that_is_no_report_is_named_by_its_number(line: bytes, wanted: str) -> None:
    loaded = load(["-"], stdin=[b'{"doc_id": "good", "text": "x"}', b"\n", line])
    assert [source.document.id for source in loaded.sources] == ["good"]
    (problem,) = loaded.problems
    assert str(problem).startswith("standard input, line 3: ")
    assert wanted in str(problem)


@pytest.mark.parametrize(
    ("given", "value"),
    [
        ("2021-05-16 12:42 AM", "2021-05-16T00:42"),
        ("2021-05-16 12:42 p.m. EDT", "2021-05-16T12:42"),
        ("2009-03-20 12:24:52.002364-05", "2009-03-20T12:24"),
        ("2012-12-9T12:30Z", "2012-12-09T12:30"),
        ("2021-05-16T00:42:00 +0400", "2021-05-16T00:42"),
        ("Sun, 16 May 2021 00:42:00 GMT", "2021-05-16T00:42"),
        ("Sept. 3, 2001", "2001-09-03"),
        ("16-May-2021", "2021-05-16"),
        ("2021/5/16", "2021-05-16"),
        ("20210516", "2021-05-16"),
        ("05/06/2021", None),
        ("2021-05-16 13:00 PM", None),
        ("2021-02-30", None),
        ("\u0662\u0660\u0662\u0661-05-16", None),
    ],
)
def test_a_publication_date_that_can_mean_one_day_only_is_understood(given: str, value: str | None) -> None:
    loaded = load_lines([json.dumps({"doc_id": "a", "text": "x", "published": given}).encode()], "lines")
    assert [source.document.published.value for source in loaded.sources] == [value]
    assert bool(loaded.problems) == (value is None)


@pytest.mark.parametrize(
    ("extra", "wanted"),
    [
        ({"text": None}, "text: wanted a string, got null; taken as empty"),
        ({"text": ["x"]}, "text: wanted a string, got a list"),
        ({"toponyms": [{"start": False, "end": True}]}, "toponyms[0]: wanted integers"),
        ({"published": "May 16"}, "published: wanted a date in EDTF"),
        ({"published": {"value": "2021", "basis": "guess"}}, "basis: wanted one of"),
        (
            {"published": {"value": "2021", "basis": "inferred", "confidence": 7}},
            "confidence and weights from 0 to 1",
        ),
        (
            {"published": {"value": "2021", "basis": "inferred", "candidates": [7]}},
            "confidence and weights from 0 to 1",
        ),
        ({"title": 7}, "title: wanted a string, got 7; left out"),
        ({"toponyms": 7}, "toponyms: wanted a list"),
        ({"toponyms": [{"start": "0", "end": 1}]}, "toponyms[0]: wanted integers"),
    ],
)
def test_a_wrong_optional_key_never_drops_a_report(extra: dict[str, object], wanted: str) -> None:
    loaded = load_lines([json.dumps({"doc_id": "a", "text": "x", **extra}).encode()], "lines")
    assert [source.document.published for source in loaded.sources] == [Published()]
    (problem,) = loaded.problems
    assert wanted in str(problem)
    assert not problem.lost


def test_what_mapapp_read_writes_it_reads_back() -> None:
    line = {
        "doc_id": 7, "text": "Baku denied it.", "title": "T", "publisher": "P", "language": "en", "url": "https://x.example",
        "published": {"value": "2021-05", "basis": "inferred"}, "toponyms": [{"start": 0, "end": 4, "name": "Baku"}],
    }  # fmt: skip
    (source,) = load_lines([json.dumps(line).encode()], "lines").sources
    assert (source.doc_id, source.document.id, source.spans) == (7, "7", ((0, 4),))
    assert source.document.published == Published("2021-05", "inferred", "the date came with the report")
    assert source.document.url == "https://x.example"


def test_how_sure_a_date_is_and_why_is_read_back() -> None:
    candidates = [
        {"value": "2021-05-14", "weight": 0.7, "evidence": ["it tells of Friday"]},
        {"value": "2021-05-13", "weight": 0.2, "evidence": []},
    ]
    published = {
        "value": "2021-05-14", "basis": "inferred", "reason": "it tells of Friday", "confidence": 0.7,
        "candidates": candidates,
    }  # fmt: skip
    line = {"doc_id": "a", "text": "x", "published": published}
    (source,) = load_lines([json.dumps(line).encode()], "lines").sources
    assert source.document.published == Published(
        "2021-05-14",
        "inferred",
        "it tells of Friday",
        0.7,
        (
            PublishedCandidate("2021-05-14", 0.7, ("it tells of Friday",)),
            PublishedCandidate("2021-05-13", 0.2),
        ),
    )


def test_no_lines_are_said_to_be_none() -> None:
    assert reason("-") == "standard input: wanted JSON Lines, got nothing"


@given(st.binary(max_size=200))
def test_any_bytes_give_documents_or_problems(data: bytes) -> None:
    loaded = load_lines(data.splitlines(), "lines")
    assert len(loaded.sources) + sum(problem.lost for problem in loaded.problems) == sum(
        bool(line.strip()) for line in data.splitlines()
    )
