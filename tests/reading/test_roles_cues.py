"""A name is a location, an actor, or a word for people, as the words around it say."""

import re
import time
from pathlib import Path

import pytest

from mapapp import paths
from mapapp.errors import Unavailable
from mapapp.gazetteer.index import Index
from mapapp.model import Document, Mention
from mapapp.reading import passages, roles
from mapapp.reading.resolvers import ranker
from mapapp.reading.roles import weights
from mapapp.reading.roles.cues import MEANING


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
        ("Clashes between the army and [Fano] militia in [Debre Markos] cut roads.", ["associative", "literal"]),
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


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[Madrid] recalled its envoy from [Algiers].", ["associative", "literal"]),
        ("Envoys of [Norway] met rebels in [Havana].", ["associative", "literal"]),
        ("The [Lima] Police Department said nothing.", ["associative"]),
        ("Aid was sent to [Haiti] from [Canada].", ["literal", "literal"]),
        ("The president of [Tanzania] spoke.", ["associative"]),
        ("Storms killed nine in [Fiji], [Tonga] and [Samoa].", ["literal", "literal", "literal"]),
        ("Peace talks with [Eritrea] failed.", ["associative"]),
        ("The rebels, armed by [Libya], took [Faya].", ["associative", "literal"]),
        ("The [Oslo]-based institute counted 40 attacks.", ["literal"]),
        ("[Brazil] has condemned the coup in [Niger].", ["associative", "literal"]),
        ("Heavy rain fell on [Manila].", ["literal"]),
        ("[Cuban] doctors left [Honduras].", ["demonym", "literal"]),
    ],
)
def test_roles_hold_all_over_the_world(text: str, expected: list[str], world_index: Index) -> None:
    assert roles_of(text, world_index) == expected


def test_every_weight_is_explained_and_every_cue_can_be_given() -> None:
    table = weights.shipped()
    assert table.keys() - {weights.ALWAYS} <= MEANING.keys()
    assert all(abs(weight) < 5 for weight in table.values())


def test_the_sentences_that_train_are_not_those_that_test() -> None:
    written = (paths.DATA / "models" / "role_sentences.txt").read_text(encoding="utf-8")
    trained = set(re.sub(r"\[([^]|]*)\|[al]\]", r"\1", written).splitlines())
    ours = Path(__file__).read_text(encoding="utf-8")
    tested = {re.sub(r"[\[\]]", "", text) for text in re.findall(r'\("([^"]*\[[^"]*)", \[', ours)}
    assert len(tested) > 20
    assert not trained & tested


def test_a_missing_table_of_weights_is_told(tmp_path: Path) -> None:
    with pytest.raises(Unavailable, match="weights of roles"):
        weights.load(tmp_path / "none.csv")
