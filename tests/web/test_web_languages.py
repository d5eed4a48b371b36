"""Every string of pages and scripts is in the catalogues; English and Russian say all of them."""

import html.parser
import re
from pathlib import Path

import pytest
from babel.messages.catalog import Message
from flask import Flask
from flask.testing import FlaskClient

from mapapp import paths
from mapapp.web import languages
from mapapp.web.extracting import collected
from mapapp.web.words import count, decimal, say_date
from tests.web.made import CLASH

ROOMS = Path(languages.__file__).parents[1]
TEMPLATES = sorted([*(ROOMS / "web" / "templates").glob("*.html"), *(ROOMS / "publish" / "templates").glob("*.html")])
SCRIPTS = sorted(path for path in (paths.STATIC / "js").glob("*.js") if path.name != "onefile.js")
NAMES = {"mapapp"}  # said the same in every language
PAGES = [
    "/",
    "/?text=lake",
    "/place/sc:sev-lake",
    "/sources",
    "/about",
    "/report/alpha",
    "/nothing",
    f"/incident/{CLASH.id}",
]


def key(message: Message) -> tuple[str | None, str]:
    return message.context, message.id if isinstance(message.id, str) else message.id[0]


def forms(message: Message) -> list[str]:
    return [message.string] if isinstance(message.string, str) else list(message.string)


@pytest.mark.parametrize("language", languages.LANGUAGES)
def test_a_catalogue_has_the_messages_of_pages_and_scripts_and_no_others(language: str) -> None:
    told = {key(message) for message in languages.catalogue(language) if message.id}
    wanted = {key(message) for message in collected() if message.id}
    assert told == wanted, "run: make messages"


@pytest.mark.parametrize("language", ["en", "ru"])
def test_nothing_is_left_unsaid(language: str) -> None:
    told = languages.catalogue(language)
    assert [key(message) for message in told if message.id and not all(forms(message))] == []
    assert [key(message) for message in told if message.id and message.fuzzy] == []
    assert all(len(forms(message)) == told.num_plurals for message in told if not isinstance(message.id, str))


@pytest.mark.parametrize("language", languages.LANGUAGES)
def test_a_translation_fills_in_what_the_english_does(language: str) -> None:
    for message in languages.catalogue(language):
        english = [message.id] if isinstance(message.id, str) else list(message.id)
        wanted = set(re.findall(r"%\(\w+\)s", english[-1]))
        for form in filter(None, forms(message)) if message.id else ():
            assert set(re.findall(r"%\(\w+\)s", form)) == wanted, form
            assert "%" not in re.sub(r"%\(\w+\)s", "", form)


def test_only_languages_that_say_nearly_everything_are_offered() -> None:
    assert languages.offered() == ("en", "ru")


class Literals(html.parser.HTMLParser):
    """Collects the words a template says by itself."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.raw = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.raw = tag if tag in ("pre", "script", "style", "code") else ""
        for name, value in attrs:
            if name in ("aria-label", "title", "placeholder", "alt", "aria-description"):
                self.handle_data(value or "")

    def handle_endtag(self, tag: str) -> None:
        self.raw = ""

    def handle_data(self, data: str) -> None:
        words = re.findall(r"[^\W\d_]{2,}", data)
        self.found += [word for word in words if not self.raw and word not in NAMES]


def literals(source: str) -> list[str]:
    """Words outside of tags of the template language."""
    said = Literals()
    source = re.sub(r"(</?)\{\{ tag \}\}", r"\1b", source)
    source = re.sub(r"\{% block (?:body_class|skip) %\}\w+\{% endblock %\}", "", source)
    said.feed(re.sub(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", " ", source, flags=re.DOTALL))
    return said.found


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_no_template_says_anything_by_itself(path: Path) -> None:
    assert literals(path.read_text(encoding="utf-8")) == []


def test_words_in_a_template_are_found() -> None:
    assert literals('<p title="A place">{{ _("No") }} Yes <b aria-label="{{ x }}">mapapp</b></p>') == [
        "place", "Yes",
    ]  # fmt: skip


def without_said(source: str) -> str:
    """A script without what it says by way of t() and count()."""
    kept, at = [], 0
    for call in re.finditer(r"\b(?:t|count)\(", source):
        if call.start() < at:
            continue
        kept.append(source[at : call.start()])
        at, depth = call.end(), 1
        while depth:
            depth += {"(": 1, ")": -1}.get(source[at], 0)
            at += 1
    return "".join([*kept, source[at:]])


def speeches(source: str) -> list[str]:
    """String literals of a script that read like words for people and are not said by way of t() or count()."""
    source = re.sub(r"/\*\*.*?\*/", "", source, flags=re.DOTALL)
    source = without_said(re.sub(r"^\s*//.*$|\s//\s.*$", "", source, flags=re.MULTILINE))
    found = re.findall(r'"((?:[^"\\\n]|\\.)*)"|`((?:[^`\\]|\\.)*)`', source)
    texts = (re.sub(r"\$\{[^}]*\}", "", one or other) for one, other in found)
    return [text for text in texts if re.search(r"^[A-Z][a-z]{2,}\b(?![-/])|[A-Za-z]{2,} [a-z]{2,} [a-z]{2,}", text)]


KNOWN = {
    "Accept", "Enter", "Escape", "Infinity", "ArrowLeft",  # keys and headers
    "Feature", "Point", "Polygon",  # GeoJSON
    "mapapp add my-reports/",  # a command
    "Segoe UI", "Noto Sans", "Helvetica Neue", "Liberation Sans",  # typefaces
}  # fmt: skip


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_no_script_says_anything_by_itself(path: Path) -> None:
    assert [text for text in speeches(path.read_text(encoding="utf-8")) if text not in KNOWN] == []


def test_words_in_a_script_are_found() -> None:
    assert speeches('el("p.note", {}, "Show all of it"); t("Said well"); x = `Page ${number}`;') == [
        "Show all of it", "Page ",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("address", "accepted", "language"),
    [
        ("/", "", "en"), ("/", "ru", "ru"), ("/", "ru-RU,ru;q=0.9,en;q=0.8", "ru"), ("/", "de,fr;q=0.5", "en"),
        ("/?lang=ru", "en", "ru"), ("/?lang=en", "ru", "en"), ("/?lang=hy", "", "hy"), ("/?lang=xx", "ru", "ru"),
        ("/", "hy", "en"),
    ],
)  # fmt: skip
def test_the_address_chooses_the_language_then_the_browser(
    client: FlaskClient, address: str, accepted: str, language: str
) -> None:
    page = client.get(address, headers={"Accept-Language": accepted} if accepted else {})
    assert f'<html lang="{language}">' in page.text
    assert page.headers["Content-Language"] == language
    assert "Accept-Language" in page.headers["Vary"]
    assert "Set-Cookie" not in page.headers


@pytest.mark.parametrize("address", PAGES)
def test_a_page_in_russian_has_no_english_of_its_own(client: FlaskClient, address: str) -> None:
    page = client.get(address, headers={"Accept-Language": "ru", "Accept": "text/html"}).text
    for english in (
        ">Sources<",
        ">About<",
        "incidents",
        ">Filters<",
        "Permanent link",
        "According to",
        "Open in report",
    ):
        assert english not in re.sub(r"<script.*?</script>|(href|src)=\"[^\"]*\"", "", page, flags=re.DOTALL), english
    assert "Источники" in page


def test_a_chosen_language_stays_in_the_links_and_a_negotiated_one_does_not(client: FlaskClient) -> None:
    assert 'href="/sources?lang=ru"' in client.get("/?lang=ru").text
    assert 'href="/sources"' in client.get("/", headers={"Accept-Language": "ru"}).text
    assert "lang=" not in re.findall(r'id="download-all" href="([^"]*)"', client.get("/?lang=ru").text)[0]


def test_rows_say_their_dates_in_the_language_asked_for(client: FlaskClient) -> None:
    russian = client.get("/api/layer.json", headers={"Accept-Language": "ru"}).get_json()
    english = client.get("/api/layer.json").get_json()
    assert "12 мая 2021\u202fг." in [row["date"] for row in russian["rows"]]
    assert "12 May 2021" in [row["date"] for row in english["rows"]]


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("2021-05-12", "12 мая 2021\u202fг."), ("2021-05", "май 2021\u202fг."), ("../2021-05", "до мая 2021\u202fг."),
        ("2020-23", "осень 2020 года"), ("2020-23~", "около осени 2020 года"), ("199X", "1990-е годы"),
        ("2021-05-12/2021-05-14", "12–14 мая 2021\u202fг."), ("2020/..", "с 2020 года"), ("", "без даты"),
    ],
)  # fmt: skip
def test_a_date_is_said_in_russian(app: Flask, value: str, said: str) -> None:
    with app.test_request_context("/?lang=ru"):
        assert say_date(value) == said


@pytest.mark.parametrize(
    ("number", "said"), [(1, "1 событие"), (3, "3 события"), (11, "11 событий"), (1021, "1\xa0021 событие")]
)
def test_a_number_goes_with_its_form(app: Flask, number: int, said: str) -> None:
    with app.test_request_context("/?lang=ru"):
        assert count(number, "%(num)s incident", "%(num)s incidents") == said


def test_a_score_is_written_as_the_language_writes_numbers(app: Flask) -> None:
    for language, said in (("en", "0.50"), ("ru", "0,50")):
        with app.test_request_context(f"/?lang={language}"):
            assert decimal(0.499) == said


def test_the_embedded_map_speaks_the_language_asked_for(client: FlaskClient) -> None:
    page = client.get("/embed?lang=ru").text
    assert '<html lang="ru">' in page
    assert "Открыть полную карту" in page
    assert "12 мая 2021" in page
    assert "quotes</summary>" not in page
    assert "12 May 2021" in client.get("/embed").text


def test_scripts_are_given_what_they_say_and_no_more(app: Flask) -> None:
    with app.test_request_context("/?lang=ru"):
        told = languages.browser_messages()
    assert told["Clear all"] == ["Сбросить всё"]
    assert "About this map" not in told
    with app.test_request_context("/"):
        assert languages.browser_messages() == {}
