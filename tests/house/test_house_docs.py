"""The pages in docs/ are read: what they say of dependencies, settings and commands is what the program has."""

import re
import tomllib
from pathlib import Path

import pytest

from mapapp.cli import COMMANDS
from mapapp.query import PARAMETERS
from mapapp.settings import HELP

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
DEPENDENCIES = sorted(re.split(r"[><=\[;]", line)[0].strip() for line in PROJECT["dependencies"])


def page(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", DEPENDENCIES)
def test_every_runtime_dependency_is_explained(name: str) -> None:
    assert f"| {name} |" in page("docs/why.md")


def test_no_dependency_is_explained_that_is_not_there() -> None:
    told = re.findall(r"^\| ([a-z0-9-]+) \| [A-Z]", page("docs/why.md"), flags=re.MULTILINE)
    assert sorted(told) == DEPENDENCIES


@pytest.mark.parametrize("name", HELP)
def test_every_setting_is_documented_with_its_own_words(name: str) -> None:
    assert f"| `{name}` | `MAPAPP_{name.upper()}` | {HELP[name]} |" in page("docs/usage.md")


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_documented(name: str) -> None:
    assert f"`mapapp {name}" in page("docs/usage.md")


@pytest.mark.parametrize("name", PARAMETERS)
def test_every_query_parameter_is_documented(name: str) -> None:
    assert f"| `{name}` |" in page("docs/usage.md")


def test_every_link_to_a_file_leads_somewhere() -> None:
    for path in [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]:
        for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", path.read_text(encoding="utf-8")):
            assert (path.parent / target).exists(), f"{path.name} links to {target}"
