"""Events of news from all over the world: kind, mode, status, who acts, numbers. The sentences are made up."""

from __future__ import annotations

from pathlib import Path

import pytest

from mapapp.model import Document, Published, Report
from mapapp.pipeline import Reader

PUBLISHED = Published("2030-05-17", "editor")  # a Friday

# sentence, "kind mode status", sides or names among the actors, numbers as "value unit"
CASES = [
    ("Sudanese army jets bombed a market in Nyala on Monday, killing at least 30 people.",
     "assault bombing reported", "sudan", "30 people"),
    ("The Rapid Support Forces shelled a camp for displaced people near El Fasher on Tuesday, killing 12.",
     "assault bombing reported", "rsf", "12 dead"),
    ("Gunmen attacked a village in Zamfara state in Nigeria on Sunday.", "assault attack reported", "", ""),
    ("Boko Haram militants killed 15 farmers near Maiduguri on Thursday.",
     "assault killing reported", "", "15 farmer"),
    ("A suicide bomber blew himself up at a mosque in Peshawar on Friday, killing 59 worshippers.",
     "assault bombing reported", "", "59 worshipper"),
    ("Russian missiles struck an apartment building in Dnipro on Saturday, killing 40.",
     "assault bombing reported", "russia", "40 dead"),
    ("Ukrainian drones hit an oil depot in Belgorod on Wednesday.", "assault bombing reported", "ukraine", ""),
    ("Shells hit Lachin on Sunday.", "assault bombing reported", "", ""),
    ("SHELLS HIT LACHIN ON SUNDAY.", "assault bombing reported", "", ""),
    ("Myanmar's military carried out an airstrike on a village in Sagaing on Tuesday, leaving 100 people dead.",
     "assault bombing reported", "", "100 people"),
    ("Hamas fired dozens of rockets at Tel Aviv on Tuesday.", "assault attack reported", "hamas", "dozens rocket"),
    ("An Arab coalition air strike hit a wedding in Mocha on Monday.", "assault bombing reported", "", ""),
    ("Saudi-led coalition aircraft bombed a hospital in Hajjah on Monday, killing 11 people.",
     "assault bombing reported", "saudi arabia", "11 people"),
    ("Colombia's ELN rebels freed three hostages in Arauca on Friday.",
     "retreat release reported", "eln", "3 hostage"),
    ("Armed men kidnapped a mayor in Cauca on Friday.", "assault abduction reported", "", ""),
    ("Indian soldiers killed four militants in a gun battle in Kashmir's Kulgam district on Wednesday.",
     "assault clash reported", "india", "4 militant"),
    ("Abu Sayyaf gunmen beheaded a hostage on Jolo island in the Philippines on Monday.",
     "assault killing reported", "", ""),
    ("Insurgents ambushed an army convoy near Tillaberi on Tuesday, killing 17 soldiers and wounding 20.",
     "assault clash reported", "", "17 soldier, 20 injured"),
    ("Insurgents besieged the town of Djibo on Monday.", "assault siege reported", "", ""),
    ("Turkish troops crossed the border into Syria on Wednesday.", "assault incursion reported", "turkey", ""),
    ("Israel seized control of the Rafah crossing on Tuesday.", "assault seizure reported", "israel", ""),
    ("The Taliban captured Kunduz on Sunday.", "assault seizure reported", "taliban", ""),
    ("Villagers found the bodies of six men near Reynosa on Thursday.", "assault killing reported", "", "6 man"),
    ("A man was shot dead outside a bar in Chicago early on Saturday.", "assault killing reported", "", ""),
    ("Ana Ruiz, 45, was shot to death in Cali on Monday.", "assault killing reported", "", ""),
    ("A gunman opened fire at a school in Uvalde on Tuesday, killing 19 children.",
     "assault attack reported", "", "19 child"),
    ("Rebels set two buses on fire near Arauca on Monday.", "assault attack reported", "", "2 bus"),
    ("Three trucks were set ablaze near Durban on Monday.", "assault attack reported", "", "3 truck"),
    ("Police said no one was hurt when a bomb exploded in Athens on Sunday.", "assault bombing reported", "", ""),
    ("Ethiopia accused Eritrea of attacking a village near the border on Monday.",
     "assault attack reported", "eritrea", ""),
    ("The Arbaat dam, about 40 km (25 miles) north of Port Sudan, collapsed on Sunday, leaving 30 people dead.",
     "accident collapse reported", "", "30 dead"),
    ("An appeal to Moscow during last year's war in Goma did not bring help.", "assault war historical", "", ""),
    ("The council did not condemn the attack on Goma on Tuesday.", "assault attack reported", "", ""),
    ("The army did not launch an attack on Goma on Tuesday.", "assault attack negated", "", ""),
    ("Ten years ago, rebels attacked the town of Beslan.", "assault attack historical", "", ""),
    ("More than 40,000 people have been killed in Gaza since October.",
     "assault killing historical", "", "40000 people"),
    ("The army may attack the town of Taiz next week.", "assault attack hypothetical", "", ""),
    ("The army will attack the town of Taiz on Sunday.", "assault attack planned", "", ""),
    ("Police prevented an attack on a church in Jakarta on Sunday.", "assault attack hypothetical", "", ""),
    ("The army did not attack Jaffna on Monday.", "assault attack negated", "", ""),
    ("Students protested in Khartoum on Thursday against rising prices.", "protest demonstration reported", "", ""),
    ("Doctors in Nairobi went on strike on Monday.", "protest strike reported", "", ""),
    ("Prisoners in Quito rioted on Tuesday.", "protest riot reported", "", ""),
    ("Police arrested 60 protesters in Minsk on Sunday.", "coerce arrest reported", "", "60 protester"),
    ("The government declared a state of emergency in Colombo on Friday.", "coerce restriction reported", "", ""),
    ("Pakistan closed the Torkham border crossing on Thursday.", "coerce restriction reported", "pakistan", ""),
    ("The European Union imposed sanctions on Belarus on Monday.", "sanction sanction reported", "", ""),
    ("The United States expelled two Russian diplomats on Thursday.",
     "sanction sanction reported", "united states", "2 diplomat"),
    ("Moscow and Kyiv signed a grain deal in Istanbul on Friday.", "agree agreement reported", "russia, ukraine", ""),
    ("Armenia and Azerbaijan agreed to a ceasefire on Saturday.",
     "agree ceasefire reported", "armenia, azerbaijan", ""),
    ("The Colombian government and the ELN signed a ceasefire agreement in Havana on Friday.",
     "agree agreement reported", "colombia, eln", ""),
    ("Ethiopian and Tigrayan leaders held talks in Pretoria on Tuesday.", "consult talks reported", "ethiopia", ""),
    ("Secretary of State Antony Blinken met Israeli Prime Minister Benjamin Netanyahu in Jerusalem on Monday.",
     "consult meeting reported", "", ""),
    ("NATO will deploy 300 troops to Lithuania next month.", "mobilize deployment planned", "nato", "300 troop"),
    ("Russia massed 100,000 troops near the border with Ukraine in December.",
     "mobilize deployment historical", "russia", "100000 troop"),
    ("North Korea test-fired two missiles on Wednesday.", "mobilize deployment reported", "north korea", "2 missile"),
    ("France withdrew its last soldiers from Mali on Monday.", "retreat withdrawal reported", "france", ""),
    ("The rebels surrendered the town of Goma to the army on Tuesday.", "retreat transfer reported", "", ""),
    ("Iran threatened on Thursday to close the Strait of Hormuz.", "threaten threat reported", "iran", ""),
    ("China lodged a protest with Japan over the islands on Monday.", "accuse inquiry reported", "china", ""),
    ("The Red Cross delivered food to Mekelle on Monday.", "aid aid reported", "", ""),
    ("The UN sent 400 peacekeepers to Juba on Friday.", "aid peacekeeping reported", "un", "400 peacekeeper"),
    ("Peru's president resigned in Lima on Tuesday.", "concede concession reported", "peru", ""),
    ("Two men were arrested in Leeds on Friday over the murder of a shopkeeper.",
     "crime arrest reported", "", "2 man"),
    ("A teenager was charged with murder in Memphis on Monday.", "crime trial reported", "", ""),
    ("A court in Moscow sentenced the opposition leader to 19 years in prison on Friday.",
     "crime trial reported", "", "19 year"),
    ("Thieves stole jewels worth $5 million from a museum in Dresden on Monday.", "crime robbery reported", "", ""),
    ("A magnitude 7.8 earthquake struck Gaziantep in southern Turkey on Monday, killing more than 1,500 people.",
     "disaster earthquake reported", "", "7.8 magnitude, 1500 dead"),
    ("An earthquake of magnitude 6.1 shook Osaka on Monday; three people were killed and 200 injured.",
     "disaster earthquake reported", "", "6.1 magnitude, 3 dead, 200 injured"),
    ("Floods in Valencia killed 200 people on Tuesday.", "disaster flood reported", "", "200 dead"),
    ("Typhoon Rai battered Cebu on Thursday, displacing 300,000 people.",
     "disaster storm reported", "", "300000 displaced"),
    ("A volcano erupted on the island of La Palma on Sunday.", "disaster eruption reported", "", ""),
    ("Wildfires swept through Maui on Tuesday, killing at least 97 people.",
     "disaster wildfire reported", "", "97 dead"),
    ("A landslide in Petropolis killed 94 people on Tuesday.", "disaster landslide reported", "", "94 dead"),
    ("A cholera outbreak in Aden killed 30 people in April.", "disaster epidemic reported", "", "30 dead"),
    ("A ferry capsized off Zanzibar on Wednesday, drowning 68 passengers.",
     "accident sinking reported", "", "68 dead"),
    ("A passenger plane crashed near Kathmandu on Sunday, killing all 72 people on board.",
     "accident crash reported", "", "72 dead"),
    ("A train derailed near Lviv on Tuesday, injuring 14.", "accident crash reported", "", "14 injured"),
    ("A fire at a garment factory in Dhaka killed 112 workers on Saturday.",
     "accident fire reported", "", "112 dead"),
    ("A gas explosion destroyed a house in Ryazan on Monday, injuring six people.",
     "accident blast reported", "", "6 injured"),
]  # fmt: skip


@pytest.fixture(scope="module")
def reader(world_folder: Path) -> Reader:
    return Reader.open(world_folder)


def told(reader: Reader, text: str) -> tuple[Report, ...]:
    return reader.read(Document("d", text, published=PUBLISHED)).reports


@pytest.mark.parametrize(("text", "what", "actors", "numbers"), CASES, ids=[case[0][:50] for case in CASES])
def test_an_event_is_told_with_its_kind_status_sides_and_numbers(
    reader: Reader, text: str, what: str, actors: str, numbers: str
) -> None:
    reports = told(reader, text)
    assert [f"{each.kind} {each.mode} {each.status}" for each in reports] == [what]
    assert set(filter(None, actors.split(", "))) <= set(reports[0].actors)
    given = [f"{each.hedge if each.is_round else f'{each.value:g}'} {each.unit}" for each in reports[0].quantities]
    assert given == list(filter(None, numbers.split(", ")))


@pytest.mark.parametrize(
    "text",
    [
        "Voters in Chile go to the polls on Sunday.",
        "The central bank in Ankara raised interest rates on Thursday.",
        "Chelsea attacked from the start in London on Saturday and won 3-0.",
        "The stock market in Tokyo crashed on Monday.",
        "The storm of criticism in Paris grew on Monday.",
        "Poland beat Sweden 2-1 in Warsaw on Monday.",
        "The museum in Cairo opened a new wing on Sunday.",
        "A novel about the flood of 1910 was published in Paris on Monday.",
    ],
)
def test_what_is_no_event_of_these_kinds_is_not_made_one(reader: Reader, text: str) -> None:
    assert [report for report in told(reader, text) if report.status == "reported"] == []


def test_nobody_is_called_after_a_people_or_a_number(reader: Reader) -> None:
    for text in (
        "Tens of thousands of people marched in Santiago on Friday.",
        "An Arab coalition air strike hit a wedding in Mocha on Monday.",
        "Insurgents attacked the town of Djibo on Monday.",
    ):
        assert [report.actors for report in told(reader, text)] == [()]


def test_a_siege_is_told_of_a_town_and_not_twice(reader: Reader) -> None:
    reports = told(reader, "Rebels besieged the town of Djibo on Monday and cut its water.")
    assert [report.mode for report in reports] == ["siege"]
