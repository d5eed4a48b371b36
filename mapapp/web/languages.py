"""In which language a page speaks: chosen by `?lang=`, else by what the browser accepts; nothing is kept of anyone.

The catalogues (translations/<language>/LC_MESSAGES/messages.po) are read as they are, once a language and a run:
there is no compiled twin to go stale. English text is its own key; what a catalogue lacks is said in English.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

from babel import Locale
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations
from flask import Flask, Response, has_request_context, request
from flask_babel import Babel, Domain, get_locale

FOLDER = Path(__file__).parent / "translations"
LANGUAGES = ("en", "ru", "hy", "az")
FORMATS = {"en": "en_GB"}  # whose dates and numbers a language has, where it is not simply its own
ENOUGH = 0.9  # share of messages translated from which on a language is offered
CARRIED = (
    "pages.index",
    "pages.report",
    "pages.incident",
    "pages.place",
    "pages.sources",
    "pages.about",
    "api.card",
    "coverage.page",
)


class _Catalogues(Domain):  # type: ignore[misc]
    """Flask-Babel's catalogue, from our .po files."""

    def get_translations(self) -> NullTranslations:
        """Return the messages of the request's language."""
        return translations(current())


def register(app: Flask) -> None:
    """Let `app` speak every language; a language named in the address stays in the links of the page."""
    babel = Babel(app, locale_selector=lambda: FORMATS.get(_chosen(), _chosen()))
    babel.domain_instance = _Catalogues()

    @app.url_defaults
    def carry(endpoint: str, values: dict[str, Any]) -> None:
        if endpoint in CARRIED and has_request_context() and request.args.get("lang") in LANGUAGES:
            values.setdefault("lang", request.args["lang"])

    @app.after_request
    def say_which(response: Response) -> Response:
        if response.mimetype == "text/html":
            response.headers.setdefault("Content-Language", current())
            response.vary.add("Accept-Language")
        return response

    app.jinja_env.globals.update(language=current, languages=choices, messages=browser_messages, in_language=_here)


def _here(language: str) -> str:
    """Return the address of the page at hand in another language."""
    given = [(name, value) for name, value in request.args.items(multi=True) if name != "lang"]
    return f"{quote(request.path)}?{urlencode([*given, ('lang', language)])}"


def _chosen() -> str:
    wanted = request.args.get("lang")
    return wanted if wanted in LANGUAGES else request.accept_languages.best_match(offered()) or LANGUAGES[0]


def locale() -> Locale:
    """Return whose dates and numbers are in force; British English outside a request."""
    return get_locale() or Locale.parse(FORMATS["en"])


def current() -> str:
    """Return the code of the language in force, such as "ru"."""
    return str(locale().language)


@cache
def catalogue(language: str) -> Catalog:
    """Return the catalogue of a language as it stands in its file."""
    with (FOLDER / language / "LC_MESSAGES" / "messages.po").open("rb") as file:
        return read_po(file, locale=language)


@cache
def translations(language: str) -> NullTranslations:
    """Return the messages of a language, ready for gettext."""
    told = Catalog(locale=language)
    for message in catalogue(language):
        if message.id and all(_forms(message.string)):
            told[message.id] = message
    compiled = BytesIO()
    write_mo(compiled, told)
    compiled.seek(0)
    return Translations(compiled)


def gettext(english: str, **values: object) -> str:
    """Return a message in the language in force, %(name)s in it filled in."""
    said = str(translations(current()).ugettext(english))
    return said % values if values else said


def pgettext(context: str, english: str, **values: object) -> str:
    """The same for a message that is said differently in some context."""
    said = str(translations(current()).upgettext(context, english))
    return said % values if values else said


def ngettext(one: str, many: str, number: int, **values: object) -> str:
    """The same for a message that goes with a number."""
    return str(translations(current()).ungettext(one, many, number)) % values


@cache
def offered() -> tuple[str, ...]:
    """Return the languages of the switcher: those that say nearly everything."""
    return tuple(language for language in LANGUAGES if _done(catalogue(language)) >= ENOUGH)


def _done(told: Catalog) -> float:
    said = [all(_forms(message.string)) for message in told if message.id]
    return sum(said) / max(len(said), 1)


def choices() -> list[tuple[str, str, bool]]:
    """Return the languages to switch to: (code, its own name for itself, whether it is in force)."""
    return [(code, _own_name(code), code == current()) for code in dict.fromkeys((*offered(), current()))]


@cache
def _own_name(code: str) -> str:
    name = Locale.parse(code).get_language_name(code) or code
    return name[:1].upper() + name[1:]


def browser_messages() -> dict[str, list[str]]:
    """Return what the scripts of a page say in the language in force: English to its forms, one or by number.

    Empty for English, which the scripts speak by themselves.
    """
    return _browser_messages(current())


@cache
def _browser_messages(language: str) -> dict[str, list[str]]:
    if language == LANGUAGES[0]:
        return {}
    told = (message for message in catalogue(language) if message.id and _is_of_a_script(message.locations))
    pairs = ((_forms(message.id)[0], _forms(message.string)) for message in told)
    return {english: forms for english, forms in pairs if all(forms)}


def _is_of_a_script(locations: Iterable[tuple[str, int | None]]) -> bool:
    return any(name.endswith(".js") for name, _ in locations)


def _forms(value: str | Iterable[str] | None) -> list[str]:
    return [value or ""] if value is None or isinstance(value, str) else list(value)
