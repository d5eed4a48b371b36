"""Sentences as world news writes them, from all regions: names are found and mean what the world knows by them."""

import re

import pytest

from mapapp.gazetteer.index import Index
from mapapp.model import Document, Place
from mapapp.reading import passages
from mapapp.reading.resolvers import ranker

# [name|country]; without a country, a place that no single country holds, or that is no settlement
SENTENCES = """
Shelling killed two people in [Odessa|UA] on Sunday.
Thousands gathered in [Bethlehem|PS] for the midnight mass.
Police in [Birmingham|GB] arrested three men over the plot, counter-terrorism officers said.
Rebels attacked [Palmyra|SY] on Thursday.
A blast rocked [Tripoli|LY] overnight, residents said.
Clashes between gunmen erupted in [Tripoli|LB], [Lebanon|LB].
Soldiers seized the airport in [Santiago|CL].
Protesters marched through [Valencia|ES] after the floods.
The court in [The Hague|NL] ruled on Monday.
A car bomb exploded in [Athens|GR].
Striking miners blocked roads near [Potosi|BO].
Fighters loyal to the warlord entered [Goma|CD].
A fire swept through a market in [San Jose|CR], the capital of [Costa Rica|CR].
The cyclone made landfall near [Beira|MZ].
Troops withdrew from [Kherson|UA].
Floods hit [Bangor|GB] in north [Wales|GB].
An earthquake struck [L'Aquila|IT].
The ferry sank off [Zanzibar|TZ].
Gunmen stormed a hotel in [Bamako|ML].
Police clashed with demonstrators in [Lima|PE].
The president flew to [Vienna|AT] for the nuclear talks.
Shells hit [Lachin|].
Air strikes pounded [Aden|YE].
The synod met in [Alexandria|EG].
Aid agencies warned of famine in [Gaza|PS].
Workers at the port of [Hamburg|DE] walked out.
The summit in [Geneva|CH] ended without a deal.
The trial opened in [Manchester|GB] on Tuesday.
Two soldiers were killed near [Cambridge|GB], the defence ministry in [London|GB] said.
The blaze in [Valparaiso|CL] destroyed 2,000 homes.
Hundreds drowned off [Benghazi|LY].
The UN envoy arrived in [Damascus|SY].
The army shelled [Hama|SY] and [Homs|SY].
Pirates seized a tanker off [Lagos|NG].
Fighting resumed in [Cali|CO].
Police raided homes in [Toledo|ES].
Elephants trampled crops near [Moshi|TZ].
The train derailed outside [Florence|IT].
An avalanche buried hikers near [Innsbruck|AT].
Ebola reached [Monrovia|LR].
Cholera spread in [Hebron|PS].
The mayor of [Naples|IT] resigned.
A bomb went off in [Medellin|CO].
Demonstrators filled the streets of [Warsaw|PL].
A stampede in [Mecca|SA] killed hundreds of pilgrims.
A coup was foiled in [Brazzaville|CG].
Jets bombed [Mosul|IQ].
The government in [Kinshasa|CD] denied it.
The volcano above [Catania|IT] erupted.
Coal miners in [Newcastle|AU], [Australia|AU], went on strike.
Miners in [Newcastle|GB] voted to strike, the union in [London|GB] said.
Police in [Perth|AU] found the missing boy.
Police in [Halifax|CA], [Nova Scotia|CA], said no one was hurt.
Ice blocked the port of [St. John's|CA], [Newfoundland|CA].
Riots broke out in [Marseille|FR] and [Lyon|FR].
Ten people died when a dam broke near [Belo Horizonte|BR].
The drought in [Somalia|SO] displaced a million people.
The junta in [Burma|MM] freed the monks.
Bandits raided a village in [Kaduna|NG].
A suicide bomber struck a mosque in [Kandahar|AF].
Separatists blew up a railway in [Balochistan|PK].
A landslide buried a village in [Kashmir|].
Shots were fired across the [Line of Control|].
The [Mekong|] burst its banks.
Fishermen from [Da Nang|VN] were detained near the [Paracel Islands|].
Hackers in [Pyongyang|KP] were blamed.
Typhoon victims in [Tacloban|PH] waited for food.
Soldiers patrol [Marawi|PH].
Villagers fled [Maungdaw|MM].
The mosque in [Christchurch|NZ] was attacked in 2019.
A tsunami hit [Tonga|TO].
Gang violence has emptied [Cite Soleil|HT].
Farmers blocked the road to [Cochabamba|BO].
Indigenous leaders marched to [Quito|EC].
The cartel controls [Culiacan|MX].
Migrants drowned in the [Rio Grande|] near [Eagle Pass|US].
Tornadoes tore through [Birmingham|US], [Alabama|US].
The governor of [Georgia|US] met mayors in [Atlanta|US].
The president of [Georgia|GE] met ministers in [Tbilisi|GE].
Wildfires burned near [Athens|US], [Ga.|US]
He taught in [Oxford|US], [Miss.|US], for years.
Students in [Cambridge|US], [Mass.|US], protested.
Residents of [Moscow|US], [Idaho|US], gathered.
The [Volga|RU] froze.
Snow fell on [Kyoto|JP].
Whales beached in [Tasmania|AU].
The [Sahel|] faces hunger.
Oil leaked into the [Gulf of Guinea|].
Tanks rolled into [Juba|SS].
[Ethiopia|ET]'s army entered [Mekelle|ET].
Shells landed in [Khartoum|SD] and [Omdurman|SD].
Houthi fighters fired at ships in the [Red Sea|].
Hezbollah fired rockets at [Haifa|IL].
Clashes broke out in [Jenin|PS].
Turkish jets hit [Sinjar|IQ].
The Taliban took [Kunduz|AF].
Gas exploded in a mine in [Karaganda|KZ].
Police used tear gas in [Almaty|KZ].
A prison riot in [Guayaquil|EC] left 60 dead.
Vigilantes in [Michoacan|MX] took up arms.
A bus plunged into a ravine near [Arequipa|PE].
The ship left [Piraeus|GR].
The siege of [Sarajevo|BA] lasted four years.
The massacre at [Srebrenica|BA] is remembered each July.
The massacre of [My Lai|VN] shocked the world.
He was born in [Leningrad|RU] and moved to [Riga|LV].
The pact was signed in [Minsk|BY].
A barge sank in the [Danube|] near [Budapest|HU].
Dockers in [Antwerp|BE] found cocaine.
Fog closed the airport at [Split|HR].
The bombing of [Guernica|ES] in 1937 shocked [Europe|].
Soldiers guard the [Suez Canal|EG].
Fires raged in [Evia|GR] and on [Rhodes|GR].
The monsoon flooded [Kerala|IN].
Maoists ambushed police in [Chhattisgarh|IN].
Locusts reached [Rajasthan|IN].
The building collapsed in [Dhaka|BD].
Pilgrims died in [Karbala|IQ].
A plane crashed in [Kathmandu|NP].
Refugees wait in [Calais|FR].
A lorry hit a crowd in [Nice|FR].
Cruise ships docked in [Victoria|SC], the capital of the [Seychelles|SC].
The union represents teachers in [Victoria|AU] and [New South Wales|AU].
The parliament in [Victoria|CA], [British Columbia|CA], reopened.
Protests spread from [Hamilton|NZ] to [Auckland|NZ].
Steelworkers in [Hamilton|CA], [Ontario|CA], struck.
The court in [Cairns|AU] heard the case.
Militia from [Misrata|LY] entered [Sirte|LY].
The governor of [Darfur|SD] fled to [Chad|TD].
A convoy was ambushed near [Menaka|ML].
Jihadists burned a church in [Arbinda|BF].
Four people were shot dead in [Kingston|JM], [Jamaica|JM].
""".strip().splitlines()


def parted(line: str) -> tuple[str, list[tuple[int, int, str]]]:
    """Return the text and its names as (start, end, country)."""
    text, names = "", []
    for number, piece in enumerate(re.split(r"[\[\]]", line)):
        name, _, country = piece.partition("|")
        if number % 2:
            names.append((len(text), len(text) + len(name), country))
        text += name
    return text, names


def is_meant(place: Place | None, country: str) -> bool:
    if place is None:
        return False
    if not country:
        return place.country is None or place.kind not in ("city", "town", "village")
    return place.country == country or f"iso:{country}" in (place.id, *place.within)


@pytest.mark.parametrize("line", SENTENCES)
def test_a_name_alone_means_the_place_the_world_knows(line: str, world_index: Index) -> None:
    text, names = parted(line)
    document = Document("x", text)
    spans = [(start, end) for start, end, _ in names]
    found = ranker.create({}).resolve(document, passages.split(document), spans, world_index)
    meant = {mention.name: is_meant(mention.place, names[at][2]) for at, mention in enumerate(found)}
    assert all(meant.values()), [(mention.name, mention.place) for mention in found]
