"""The maps that leave the server carry everything with them and nothing hostile."""

import json
import re
from html.parser import HTMLParser

import pytest

from mapapp.publish import folium
from tests.publish.samples import DOCUMENT, GRID, HOSTILE, TEXT, incident, report


class Tags(HTMLParser):
    """What a browser would see: tags, and the addresses they would load."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.addresses: list[str] = []
        self.handlers: list[str] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        for name, value in attrs:
            if name in ("src", "href", "action", "data", "poster"):
                self.addresses.append(value or "")
            if name.startswith("on") or name == "style":
                self.handlers.append(name)

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.fixture(scope="module")
def page() -> folium.Page:
    hostile = incident("line", "line", title=HOSTILE, reports=(report(62, len(TEXT)), report()))
    return folium.one_file_map([hostile, *(incident(name) for name in GRID)], [DOCUMENT], title="<i>Map</i>")


def test_the_page_loads_nothing_from_anywhere(page: folium.Page) -> None:
    assert Tags(page.html).addresses == []
    assert "sourceMappingURL" not in page.html


def test_hostile_text_makes_no_tag_and_no_handler(page: folium.Page) -> None:
    seen = Tags(page.html)
    assert "img" not in seen.tags
    assert "b" not in seen.tags
    assert "i" not in seen.tags
    assert seen.handlers == []
    assert seen.tags.count("script") == len(page.script_hashes)


def test_every_quote_stands_in_the_list_as_it_was_written(page: folium.Page) -> None:
    assert 'Troops <script>alert(1)</script> "crossed"' in Tags(page.html).text


def test_every_inline_script_and_style_has_its_hash(page: folium.Page) -> None:
    assert len(page.script_hashes) == len(re.findall("<script>", page.html))
    assert all(value.startswith("'sha256-") for value in page.script_hashes + page.style_hashes)


def test_the_same_incidents_give_the_same_page() -> None:
    first, second = (folium.one_file_map([incident()], [DOCUMENT]).html for _ in range(2))
    assert first == second


def test_a_map_of_nothing_says_so() -> None:
    assert "No incident matches" in folium.one_file_map([]).html


def test_a_notebook_map_is_a_folium_map_with_its_data_inside() -> None:
    made = folium.incident_map([incident()], [DOCUMENT])
    assert "Sev Lake" in json.dumps(made.layer.data)
    assert "<iframe" in made._repr_html_()
