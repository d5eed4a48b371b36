"""Whose report it is, where it came without a publisher: the wire of its dateline, "KYIV, Oct 5 (Reuters) -"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from mapapp.model import Document, Passage
from mapapp.reading.sections.wording import AGENCIES

_PICTURES = ("Getty Images", "Getty", "EPA", "Agencies")  # whose pictures it has, or nobody in particular
_CALLED = {"Agence France-Presse": "AFP", "Associated Press": "AP", "dpa": "DPA", "Anadolu Agency": "Anadolu"}
_OWN = [name for name in AGENCIES if name not in _PICTURES]
_WIRES = {form: _CALLED.get(name, name) for name in _OWN for form in (name, name.upper())}
# alone between signs: "(AP)", "/TASS/", "Oct 5, Reuters -", not "(AP Photo)"
_CREDIT = re.compile(
    rf"(?:^|[(\[/,|–—]|[\s-]-)\s*({'|'.join(sorted(_WIRES, key=len, reverse=True))})\s*(?=$|[)\]/.,:;|–—]|\s-|--)",
    re.MULTILINE,
)
TOP = 2  # sentences of the body that may stand above a dateline: a summary, a teaser


def credited(document: Document, split: Sequence[Passage]) -> Document:
    """Return a document with the wire its dateline names as publisher, unless it came with one or there are two."""
    if document.publisher is not None:
        return document
    named = {name for passage in _datelines(split) for name in _wires(document.text[passage.start : passage.end])}
    return replace(document, publisher=named.pop(), publisher_basis="stated") if len(named) == 1 else document


def _datelines(split: Sequence[Passage]) -> Iterator[Passage]:
    above = 0
    for passage in split:
        above += passage.section == "body"
        if above > TOP:
            return
        if passage.section == "dateline":
            yield passage


def _wires(line: str) -> Iterator[str]:
    for match in _CREDIT.finditer(line):
        yield _WIRES[match[1]]
