"""A name is a location, an actor, or a word for people, as the words around it say."""

import re
import time

import pytest

from mapapp.gazetteer.index import Index
from mapapp.model import Document, Mention
from mapapp.reading import passages, roles
from mapapp.reading.resolvers import ranker


def roles_of(marked: str, index: Index) -> list[str]:
    """Return the roles of the names in brackets."""
    text, spans = "", []
    for number, piece in enumerate(re.split(r"[\[\]]", marked)):
        if number % 2:
            spans.append((len(text), len(text) + len(piece)))
        text += piece
    document = Document("x", text)
    split = passages.split(document)
    mentions = ranker.create({}).resolve(document, split, spans, index)
    return [mention.role for mention in roles.assign(document, split, mentions, index)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[Iran] launched missiles on Friday.", ["associative"]),
        ("Two people died in [Iran] on Friday.", ["literal"]),
        ("[Warsaw] blamed [Minsk] for it.", ["associative", "associative"]),
        ("He flew to [Moscow] from [Tehran].", ["literal", "literal"]),
        ("A [Moscow]-led bloc met in [Geneva].", ["associative", "literal"]),
        ("[Armenia]'s parliament met.", ["associative"]),
        ("[Armenia]'s southern border was closed.", ["literal"]),
        ("The [Kremlin] said so.", ["associative"]),
        ("[French] troops left [Mali].", ["demonym", "literal"]),
        ("The claim was denied by [Baku].", ["associative"]),
        ("Fighting spread to the [Lachin district].", ["literal"]),
        ("Shots were heard along the border between [Armenia] and [Azerbaijan].", ["literal", "literal"]),
    ],
)
def test_the_words_around_a_name_tell_its_role(text: str, expected: list[str], world_index: Index) -> None:
    assert roles_of(text, world_index) == expected


def test_a_list_of_ten_thousand_names_takes_linear_time(world_index: Index) -> None:
    text = "Iran, " * 10_000
    mentions = [Mention(6 * number, 6 * number + 4, "Iran", "literal", "body") for number in range(10_000)]
    document = Document("x", text)
    start = time.process_time()
    found = roles.assign(document, passages.split(document), mentions, world_index)
    assert time.process_time() - start < 10
    assert [mention.start for mention in found] == [mention.start for mention in mentions]
