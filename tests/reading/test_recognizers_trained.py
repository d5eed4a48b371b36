"""The trained recogniser tells places from people and organisations, whole names from parts, in any case."""

import json
from pathlib import Path

import pytest

from mapapp import paths
from mapapp.errors import Unavailable
from mapapp.evaluate import gold, roles, toponyms
from mapapp.gazetteer.index import Index
from mapapp.model import Document, Reading
from mapapp.pipeline import Reader
from mapapp.reading import passages
from mapapp.reading.recognizers import trained

GOLD = Path(__file__).parent.parent / "golden" / "seeds-gold.json"


@pytest.fixture(scope="module")
def recognizer() -> trained.TrainedRecognizer:
    return trained.create({})


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Jalina Porter, a spokeswoman, met Jordan Smith and Paris Hilton on Monday.", []),
        ("Two people died in Paris, Texas, and three in Jordan.", ["Paris", "Texas", "Jordan"]),
        ("Troops entered the Syunik Province on Friday.", ["Syunik Province"]),
        ("The sheriff of St. Louis County said that he lives in Ohio.", ["St. Louis County", "Ohio"]),
        ("Fighting went on in the Lachin and Kalbajar districts.", ["Lachin", "Kalbajar"]),
        ("They fled to the Democratic Republic of Congo.", ["Democratic Republic of Congo"]),
        ("The claim was denied by Baku, and U.S. officials left.", ["Baku", "U.S."]),
        ("The Lachin corridor was closed.", ["Lachin corridor"]),
        ("A Moscow-led bloc met in Geneva.", ["Moscow", "Geneva"]),
        ("Clashes over Nagorno-Karabakh went on.", ["Nagorno-Karabakh"]),
        ("The Kremlin said that talks had begun in Ankara.", ["Kremlin", "Ankara"]),
        ("He was born in Washington, D.C., and moved to the U.K. in 1990.", ["Washington", "D.C.", "U.K."]),
        ("THE GUERRILLAS ATTACKED A POLICE STATION IN BOGOTA, COLOMBIA, YESTERDAY.", ["BOGOTA", "COLOMBIA"]),
        (
            "Shells fell in Lachin on Friday. The army, which had controlled Lachin and Kalbajar, left.",
            ["Lachin", "Lachin", "Kalbajar"],
        ),
        ("Two held after market fire\nBy Anna Marsh\nCAIRO - Police held two.", ["CAIRO"]),
        ("The Taliban took Kunduz.", ["Kunduz"]),
        ("Snow fell on Kyoto.", ["Kyoto"]),
        ("Ansar Dine seized Kidal.", ["Kidal"]),
        ("Paris Hilton arrived in Seoul.", ["Seoul"]),
        ("Mr. Holland met Ms. England in Geneva.", ["Geneva"]),
        ("Residents of the village of Qarmizagh said they heard shots.", ["Qarmizagh"]),
    ],
)
def test_names_are_found_whole_and_people_left_out(
    recognizer: trained.TrainedRecognizer, world_index: Index, text: str, names: list[str]
) -> None:
    document = Document("x", text)
    spans = recognizer.recognize(document, passages.split(document), world_index)
    assert [text[start:end] for start, end in spans] == names


def test_the_seeds_figures_hold(world_folder: Path) -> None:
    seeds = gold.load(GOLD)
    reader = Reader.open(world_folder)
    readings = [reader.read(item.document) for item in seeds.documents]
    assert toponyms.score(seeds, readings)["exact F1"] >= 0.95
    assert roles.score(seeds, readings)["role right, of all names"] >= 0.92


def test_the_same_text_gives_the_same_names_whatever_was_read_before(world_index: Index) -> None:
    document = Document("x", "Rain fell in Kenya. Georgia and Armenia sent help to Nairobi.")
    split = passages.split(document)
    fresh, used = trained.create({}), trained.create({})
    other = Document("y", "Kenya West, a singer, sang in Georgia Hall in NAIROBI and Ohio.")
    used.recognize(other, passages.split(other), world_index)
    assert fresh.recognize(document, split, world_index) == used.recognize(document, split, world_index)


def test_the_weights_are_small() -> None:
    assert (paths.DATA / "models" / "names.npz").stat().st_size < 10_000_000


def test_missing_weights_are_told(tmp_path: Path) -> None:
    with pytest.raises(Unavailable, match=r"nothing\.npz"):
        trained.create({"weights": str(tmp_path / "nothing.npz")})


def test_demonyms_of_ours_are_left_out_where_the_gold_has_none(tmp_path: Path, world_folder: Path) -> None:
    line = {"doc_id": "1", "text": "French troops left Mali.", "toponyms": [{"start": 19, "end": 23, "name": "Mali"}]}
    path = tmp_path / "small.jsonl"
    path.write_text(json.dumps(line) + "\n")
    small = gold.load(path)
    readings: list[Reading] = [Reader.open(world_folder).read(small.documents[0].document)]
    assert toponyms.score(small, readings)["exact F1"] == 1.0
