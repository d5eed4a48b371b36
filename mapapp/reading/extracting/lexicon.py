"""The words for incidents: data/lexicon/*.toml read into patterns, and patterns matched against clauses.

A pattern of a verb is `lemma [particles] [~ complement] [~of whose] [^ subject] [!without]`: particles are
alternatives joined by "|" of which one must follow the verb ("!passive": only the active, "!present": only what is
past); a complement or subject is a list of nouns or @classes (data/lexicon/classes.toml) of which one must be the
head, and what follows "~of" is what the complement must be of: "took control of the ship". `@name` stands for any
proper name, `@place` for one that says where something is. A pattern of a noun is a phrase in the form it has in
texts, optionally followed by "of @class", by prepositions joined by "|", by "^ @class" (whose it must be), or by "!"
and words that may not be beside it.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, cast

from mapapp import paths
from mapapp.model import KINDS, Kind, Stance
from mapapp.reading.extracting.words import dictionary

HAZARDS: tuple[Kind, ...] = ("disaster", "accident")
AFTER = frozenset(["to", "between", "of", "for", "at", "in", "on", "near"])  # prepositions that end a noun's pattern


@dataclass(frozen=True, slots=True)
class Mode:
    """A PLOVER category narrowed: what a pattern stands for."""

    kind: Kind
    name: str  # "incursion"
    theme: str  # modes of one theme can tell of one event: "entry", "fight"
    state: bool = False  # lasts: troops stationed somewhere
    anchored: bool = False  # an incident only with a date or place of its own: acts of words, help given


@dataclass(frozen=True, slots=True)
class Pattern:
    """One line of the lexicon."""

    mode: Mode
    lemma: str
    particles: tuple[frozenset[str], ...] = ()
    complement: frozenset[str] = frozenset()
    of_what: frozenset[str] = frozenset()
    subject: frozenset[str] = frozenset()
    not_subject: frozenset[str] = frozenset()
    without: frozenset[str] = frozenset()
    words: tuple[str, ...] = ()  # of nouns: the whole phrase
    text: str = ""  # as the file has it
    file: str = ""  # of data/lexicon/

    @property
    def rule(self) -> str:
        """Return the pattern and what it stands for in words: “cross ~ @border” in lexicon/assault.toml (...)."""
        where = f" in lexicon/{self.file}" if self.file else ""
        return f"“{self.text}”{where} ({self.mode.kind}, {self.mode.name})"

    @property
    def weight(self) -> int:
        """How much the pattern asks for; the most demanding one that matches wins."""
        return 2 * (len(self.particles) + bool(self.complement) + bool(self.of_what) + len(self.words)) + bool(
            self.subject
        )


@dataclass(frozen=True, slots=True)
class Speech:
    """A verb that reports: how, and its stance towards what it reports."""

    how: str
    stance: Stance


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Everything in data/lexicon/, indexed by head word."""

    verbs: Mapping[str, tuple[Pattern, ...]]
    nouns: Mapping[str, tuple[Pattern, ...]]
    speech: Mapping[str, Speech]
    answers: Mapping[str, frozenset[str]]  # nouns, pronouns, epithets, replies of denials
    classes: Mapping[str, frozenset[str]]


@cache
def load(folder: Path = paths.DATA / "lexicon") -> Lexicon:
    """Read the lexicon. Raises ValueError naming the file and the line that cannot be understood."""
    classes = {
        name: frozenset(words.split())
        for name, words in _toml(folder / "classes.toml")["classes"].items()
    }  # fmt: skip
    verbs: dict[str, list[Pattern]] = {}
    nouns: dict[str, list[Pattern]] = {}
    for path in sorted(folder.glob("*.toml")):
        table = _toml(path)
        if "category" not in table:
            continue
        if table["category"] not in KINDS:
            raise ValueError(f"{path.name}: wanted a kind of incident, got {table['category']!r}")
        for entry in table["mode"]:
            mode = Mode(
                cast(Kind, table["category"]), entry["name"], entry["theme"],
                entry.get("state", False), entry.get("anchored", False),
            )  # fmt: skip
            for line in entry.get("verbs", ()):
                pattern = _verb(line, mode, classes, path)
                verbs.setdefault(pattern.lemma, []).append(pattern)
            for line in entry.get("nouns", ()):
                pattern = _noun(line, mode, classes, path)
                nouns.setdefault(pattern.lemma, []).append(pattern)
    told = _toml(folder / "speech.toml")
    speech = {verb: Speech(row["how"], row["stance"]) for row in told["speech"] for verb in row["verbs"].split()}
    answers = {name: frozenset(words.split()) for name, words in told["answers"].items()}
    return Lexicon(_heaviest_first(verbs), _heaviest_first(nouns), speech, answers, classes)


def _toml(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _heaviest_first(table: Mapping[str, list[Pattern]]) -> dict[str, tuple[Pattern, ...]]:
    return {
        lemma: tuple(sorted(rows, key=lambda row: (-row.weight, len(row.complement), row.text)))
        for lemma, rows in table.items()
    }


def _words(listed: str, classes: Mapping[str, frozenset[str]], path: Path) -> frozenset[str]:
    found: set[str] = set()
    for item in listed.split("|"):
        if item.startswith("@") and item not in ("@name", "@place"):
            if item[1:] not in classes:
                raise ValueError(f"{path.name}: no class {item!r} in classes.toml")
            found |= classes[item[1:]]
        else:
            found.add(item)
    return frozenset(found)


def _verb(line: str, mode: Mode, classes: Mapping[str, frozenset[str]], path: Path) -> Pattern:
    items = line.split()
    particles: list[frozenset[str]] = []
    complement = of_what = subject = not_subject = without = frozenset[str]()
    rest = iter(items[1:])
    for item in rest:
        if item == "~":
            complement = _words(next(rest), classes, path)
        elif item == "~of":
            of_what = _words(next(rest), classes, path)
        elif item == "^":
            wanted = next(rest)
            if wanted.startswith("!"):
                not_subject = _words(wanted[1:], classes, path)
            else:
                subject = _words(wanted, classes, path)
        elif item.startswith("!"):
            without = _words(item[1:], classes, path)
        else:
            particles.append(frozenset(item.split("|")))
    return Pattern(
        mode, items[0], tuple(particles), complement, of_what, subject, not_subject, without, (), line, path.name
    )


def _noun(line: str, mode: Mode, classes: Mapping[str, frozenset[str]], path: Path) -> Pattern:
    phrase, _, owner = line.partition(" ^ ")
    items = [item for item in phrase.split() if not item.startswith("!")]
    beside = "".join(item[1:] for item in phrase.split() if item.startswith("!"))
    subject = _words(owner, classes, path) if owner else frozenset[str]()
    without = _words(beside, classes, path) if beside else frozenset[str]()
    complement = frozenset[str]()
    particles: tuple[frozenset[str], ...] = ()
    if len(items) > 2 and items[-1].startswith("@"):
        complement, particles, items = _words(items[-1], classes, path), (frozenset({items[-2]}),), items[:-2]
    elif len(items) > 1 and AFTER.issuperset(items[-1].split("|")):
        particles, items = (frozenset(items[-1].split("|")),), items[:-1]
    head = dictionary(items[-1])[1]
    return Pattern(
        mode, head, particles, complement, subject=subject, without=without, words=tuple(items), text=line,
        file=path.name,
    )  # fmt: skip
