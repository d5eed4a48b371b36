"""Names of many countries' reports mean what a reader anywhere would take them to mean."""

from __future__ import annotations

import re

import pytest

from mapapp.gazetteer.index import Index
from mapapp.model import Document, Mention
from mapapp.reading.resolvers import ranker


def read(marked: str, index: Index) -> tuple[Mention, ...]:
    text, spans = "", []
    for part in re.split(r"(\[[^\]]*\])", marked):
        if part.startswith("["):
            spans.append((len(text), len(text) + len(part) - 2))
        text += part[1:-1] if part.startswith("[") else part
    return ranker.create().resolve(Document(id="d", text=text), (), spans, index)


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("[Moscow] denied it.", ["city RU"]),
        ("[Washington] urged calm.", ["city US"]),
        ("[Georgia] signed, [Tbilisi] said.", ["country GE", "city GE"]),
        ("A storm hit [Atlanta], [Georgia].", ["city US", "province US"]),
        ("[Georgia] and [Armenia] signed.", ["country GE", "country AM"]),
        ("Storms in [Georgia] and [Alabama].", ["province US", "province US"]),
        ("A fire in [Paris], [Texas].", ["town US", "province US"]),
        ("A crash in [London], [Ontario].", ["city CA", "province CA"]),
        ("Clashes in [Tripoli], [Lebanon].", ["city LB", "country LB"]),
        ("Clashes in [Tripoli].", ["city LY"]),
        ("A blast in [Hyderabad], [Pakistan].", ["city PK", "country PK"]),
        ("A blast in [Hyderabad].", ["city IN"]),
        ("Protests in [Valencia], [Venezuela].", ["city VE", "country VE"]),
        ("[St. Petersburg] and [Tampa] were flooded.", ["city US", "city US"]),
        ("A blast in [St. Petersburg], [Russia].", ["city RU", "country RU"]),
        ("A tornado in [Springfield], [Ill.].", ["city US", "province US"]),
        ("[Boone County], [Kentucky], closed its schools.", ["district US", "province US"]),
        ("[Jordan] closed its border with [Syria].", ["country JO", "country SY"]),
        ("[Lebanon] is in crisis.", ["country LB"]),
        ("[Niger] and [Mali] signed.", ["country NE", "country ML"]),
        ("Floods along the [Niger River].", ["river -"]),
        ("Boats on [Lake Victoria].", ["lake -"]),
        ("Farmers in [Punjab], [India].", ["province IN", "country IN"]),
        ("Police in [Punjab], [Lahore].", ["province PK", "city PK"]),
        ("[Aleppo] and [Al-Bab] were hit.", ["city SY", "city SY"]),
        ("Attacks in [Lima] and [Ayacucho].", ["city PE", "city PE"]),
        ("Students in [Victoria], [British Columbia].", ["city CA", "province CA"]),
        ("[Victoria]’s premier in [Melbourne].", ["province AU", "city AU"]),
        ("The [Democratic Republic of the Congo] and [Uganda].", ["country CD", "country UG"]),
        ("[Britain] and [America] agreed.", ["country GB", "country US"]),
        ("[Burma] and [Bombay].", ["country MM", "city IN"]),
        ("A fire in [Odessa], [Texas].", ["city US", "province US"]),
        ("Police in [Birmingham], [Ala.].", ["city US", "province US"]),
        ("[Hebron] and [Nablus] are calm.", ["city -", "city -"]),
        ("[Kingston], [Jamaica].", ["city JM", "country JM"]),
        ("[Kingston], [Ontario].", ["city CA", "province CA"]),
        ("The [Bavarian] capital [Munich].", ["province DE", "city DE"]),
        ("Fighting in [Herat] and [Kandahar] provinces.", ["province AF", "province AF"]),
        ("Talks in [SAN SALVADOR], [EL SALVADOR].", ["city SV", "country SV"]),
        ("Routes to the [Nakhchivan] enclave.", ["province AZ"]),
    ],
)
def test_a_name_means_what_a_reader_takes_it_to_mean(marked: str, expected: list[str], world_index: Index) -> None:
    places = [mention.place for mention in read(marked, world_index)]
    got = [f"{place.kind} {place.country or '-'}" if place else "none" for place in places]
    country_free = [entry.replace("city PS", "city -") for entry in got]  # contested: some tables give a country
    assert country_free == expected


@pytest.mark.parametrize(
    "marked",
    [
        "He fled to [Xqzzt].",
        "Police searched the [Santa Isabel] neighborhood.",
        "Clashes at [Tharthar Barrage].",
        "A shooting on [Woodhaven Road].",
        "[Salgado Filho] International Airport is closed.",
        "She was taken to [Mount Sinai] Hospital.",
    ],
)
def test_what_no_gazetteer_knows_is_not_pinned(marked: str, world_index: Index) -> None:
    (mention,) = read(marked, world_index)
    assert mention.place is None
    assert mention.reason


@pytest.mark.parametrize(
    "marked",
    [
        "Clashes in [Al Qahirah] village, [Hama Governorate], [Syria].",  # no Cairo
        "Shells hit [Ariha], [Idlib Governorate], [Syria].",  # no Jericho
        "A blast in [Taji], [Iraq].",  # no Taiji in Japan
        "He died in a prison in [Orient], [Ohio].",  # nor in New York
    ],
)
def test_an_address_keeps_namesakes_elsewhere_off_the_map(marked: str, world_index: Index) -> None:
    first, holder, *_ = read(marked, world_index)
    assert first.place is None or holder.place is None or first.place.country == holder.place.country
    assert first.place is None or holder.place is None or holder.place.id in first.place.within
    assert first.alternatives


@pytest.mark.parametrize(
    ("marked", "country"),
    [
        ("In [Moscow], [British] officials met.", "RU"),
        ("At the museum in [Baghdad], the [U.S.] embassy said so.", "IQ"),
        ("[Kyiv], [Russia] trade blame.", "UA"),
        ("The forces met at [Yorktown], [Virginia], in July.", "US"),
    ],
)
def test_what_only_looks_like_an_address_changes_nothing(marked: str, country: str, world_index: Index) -> None:
    first, *_ = read(marked, world_index)
    assert first.place is not None
    assert first.place.country == country
