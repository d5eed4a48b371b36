"""Collect every message of pages and scripts into the catalogues: `make messages`.

Kept translations stay, new messages come with nothing said (in English with themselves), and those that nothing says
any more leave.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from copy import deepcopy
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from mapapp import headlines, paths
from mapapp.publish.style import KIND_STYLES, PRECISIONS, THEMES
from mapapp.web import errors, reasons, words
from mapapp.web.languages import FOLDER, LANGUAGES

HEADER = """# {} messages of mapapp. A message without a translation is said in English.
# Lines that begin with #: name the files that say it; %(name)s is filled in and stays as it is.
# After a change of pages or scripts: make messages"""
PASSING = ('"POT-Creation-Date', '"PO-Revision-Date', '"Last-Translator', '"Language-Team', '"Report-Msgid-Bugs-To')
PACKAGE = Path(__file__).resolve().parent.parent
KEYWORDS = {
    "_": None,
    "say": None,
    "gettext": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "t": None,
    "count": (2, 3),
}
OPTIONS: dict[str, dict[str, str]] = {"**/*.js": {"parse_template_string": "true"}, "**/*.html": {"trimmed": "true"}}
TABLES: tuple[Mapping[Any, str], ...] = (  # said by way of _(table[key])
    words.STATUSES, words.STATUS_HELP, words.STANCES, words.VOICES, words.BASES, words.WHEN_BASES, words.ROLES,
    words.MANNERS, words.COVERAGE, words.PRECISION_HELP, words.PLACE_KINDS, words.UNITS, errors.TITLES, errors.ADVICE,
)  # fmt: skip


def collected() -> Catalog:
    """Return every message there is, with the files that say it."""
    found = Catalog(project="mapapp", charset="utf-8")
    for folder, methods in ((PACKAGE, [("web/**.py", "python"), ("**/templates/**.html", "jinja2")]),
                            (paths.STATIC, [("js/**.js", "javascript")])):  # fmt: skip
        kept = [(pattern, method) for pattern, method in methods]
        for name, line, message, _, context in extract_from_dir(folder, kept, OPTIONS, KEYWORDS):
            found.add(message, locations=[(f"{folder.name}/{Path(name).as_posix()}", line)], context=context)
    for text in dict.fromkeys((*_labels(), *(text for table in TABLES for text in table.values()))):
        found.add(text, locations=[("mapapp/web/words.py", 1)])
    return found


def _labels() -> Iterable[str]:
    """Return the words of the legend, which folium's maps share, of headlines and of reasons."""
    yield from (style.label for style in KIND_STYLES.values())
    yield from (ring.label for ring in PRECISIONS.values())
    yield from (theme.label for theme in THEMES)
    yield from headlines.MESSAGES
    yield from reasons.MESSAGES
    yield from reasons.FAULTS


def update(language: str, found: Catalog) -> None:
    """Bring the file of one language up to date."""
    path = FOLDER / language / "LC_MESSAGES" / "messages.po"
    path.parent.mkdir(parents=True, exist_ok=True)
    told = Catalog(locale=language, project="mapapp", charset="utf-8")
    if path.is_file():
        with path.open("rb") as file:
            told = read_po(file, locale=language)
    told.update(deepcopy(found), no_fuzzy_matching=True)
    told.obsolete.clear()
    told.fuzzy = False
    if language == LANGUAGES[0]:
        for message in told:
            if message.id:
                message.string = message.id
    told.header_comment = HEADER.format(words.say_language(language))
    text = BytesIO()
    write_po(text, told, width=120, sort_by_file=True, include_lineno=False)
    lines = text.getvalue().decode("utf-8").splitlines(keepends=True)
    path.write_text("".join(line for line in lines if not line.startswith(PASSING)), encoding="utf-8")


if __name__ == "__main__":
    everything = collected()
    for code in LANGUAGES:
        update(code, everything)
