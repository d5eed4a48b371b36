"""How the tops of pages and wires give a report's date, and what at the top of a page is not its date."""

import pytest

from mapapp.model import Document
from mapapp.reading import dates
from mapapp.reading.passages import split

BODY = (
    "\n\nTroops crossed the border on Friday and took two villages, officials said. They left a day later, and nobody"
    " was hurt.\n\nThe ministry called it a provocation and asked for talks.\n"
)
H = "Troops cross the border\n"


def published(top: str, url: str | None = None) -> tuple[str | None, str | None]:
    """Return the value and basis of the publication date of a page that begins so."""
    document = Document("d", top + BODY, url=url)
    found = dates.publication(document, split(document))
    return found.value, found.basis


@pytest.mark.parametrize(
    ("top", "value"),
    [
        # the date first, and dates of titles
        ("26 August 2023 - Niamey. Soldiers fled.", "2023-08-26"),
        ("12 May 2021, Goma: Soldiers fled.", "2021-05-12"),
        ("Flash Update #3: Floods in Rio Grande do Sul (Brazil), 7 May 2024", "2024-05-07"),
        ("Sudan: situation report (as of 12 May 2021)", "2021-05-12"),
        ("Remarks to the press of 12 May 2021", "2021-05-12"),
        # wires
        ("KABUL, Afghanistan (AP) — May 12, 2021 — Soldiers fled.", "2021-05-12"),
        ("KABUL, Afghanistan, May 12, 2021 (AP) — Soldiers fled.", "2021-05-12"),
        ("KABUL, May 12, 2021 (Reuters) - Soldiers fled.", "2021-05-12"),
        ("May 12, 2021 (Reuters) - Soldiers fled.", "2021-05-12"),
        ("12 May 2021 (AFP) - Soldiers fled.", "2021-05-12"),
        ("MOSCOW, May 12, 2021. /TASS/. Soldiers fled.", "2021-05-12"),
        ("MOSCOW, May 12, 2021 /TASS/ - Soldiers fled.", "2021-05-12"),
        ("BEIJING, May 12, 2021 (Xinhua) -- Soldiers fled.", "2021-05-12"),
        ("TBILISI, 12 May 2021 (Interfax) — Soldiers fled.", "2021-05-12"),
        ("TBILISI. May 12, 2021 (Interfax) - Soldiers fled.", "2021-05-12"),
        ("Tbilisi, 12 May 2021, AGENDA.ge - Soldiers fled.", "2021-05-12"),
        ("YEREVAN, MAY 12, 2021, ARMENPRESS. Soldiers fled.", "2021-05-12"),
        ("YEREVAN, MAY 12, ARMENPRESS. Soldiers fled.\n12 May, 2021", "2021-05-12"),
        ("BAKU, Azerbaijan, May 12, 2021. Trend: Soldiers fled.", "2021-05-12"),
        ("Baku, 12 May 2021, AZERTAC\nSoldiers fled.", "2021-05-12"),
        ("[12 May 2021] Soldiers fled.", "2021-05-12"),
        ("(May 12, 2021 / JNS) Soldiers fled.", "2021-05-12"),
        ("Geneva, 12 May 2021 – Soldiers fled.", "2021-05-12"),
        ("New York, 12 May 2021 - Soldiers fled.", "2021-05-12"),
        ("NEW DELHI: May 12, 2021: Soldiers fled.", "2021-05-12"),
        ("NAIROBI, Kenya, May 12, 2021/APO Group/ -- Soldiers fled.", "2021-05-12"),
        ("SAN SALVADOR, 12 MAY 89 (ACAN-EFE) -- [TEXT] SOLDIERS FLED.", "1989-05-12"),
        # lines of their own
        (H + "May 12, 2021", "2021-05-12"),
        (H + "12 May 2021", "2021-05-12"),
        (H + "12 May, 2021", "2021-05-12"),
        (H + "Wednesday, May 12, 2021", "2021-05-12"),
        (H + "Wednesday 12 May 2021 10.15 BST", "2021-05-12T10:15"),
        (H + "Wed 12 May 2021 10.15 BST", "2021-05-12T10:15"),
        (H + "12 May 2021, 10:15", "2021-05-12T10:15"),
        (H + "10:15, 12 May 2021", "2021-05-12T10:15"),
        (H + "10:15 | 12.05.2021", "2021-05-12T10:15"),
        (H + "12.05.2021 10:15", "2021-05-12T10:15"),
        (H + "2021-05-12 10:15", "2021-05-12T10:15"),
        (H + "2021-05-12T10:15:00Z", "2021-05-12T10:15"),
        (H + "2021/05/12 10:15", "2021-05-12T10:15"),
        (H + "May 12 2021 10:15 AM", "2021-05-12T10:15"),
        (H + "May 12, 2021 at 10:15 a.m. EDT", "2021-05-12T10:15"),
        (H + "May 12, 2021 10:15 PM ET", "2021-05-12T22:15"),
        (H + "May 12, 2021 5:04 AM GMT+4", "2021-05-12T05:04"),
        (H + "May 12, 2021 · 3 min read", "2021-05-12"),
        (H + "May 12, 2021 | 10:15am", "2021-05-12T10:15"),
        (H + "13/05/2021 - 10:15", "2021-05-13T10:15"),
        # said to be so
        (H + "Published: 12 May 2021, 10:15", "2021-05-12T10:15"),
        (H + "Published May 12, 2021", "2021-05-12"),
        (H + "Published on 12 May 2021", "2021-05-12"),
        (H + "Published: 2021-05-12", "2021-05-12"),
        (H + "Published at 10:15 on 12 May 2021", "2021-05-12T10:15"),
        (H + "Published 12 May 2021 - 10:15 CET", "2021-05-12T10:15"),
        (H + "Published On 12 May 2021", "2021-05-12"),
        (H + "Posted on May 12, 2021 by admin", "2021-05-12"),
        (H + "Posted: May 12, 2021 / 10:15 AM EDT", "2021-05-12T10:15"),
        (H + "First published on Wed 12 May 2021 10.15 BST", "2021-05-12T10:15"),
        (H + "First Published: May 12, 2021, 10:15 IST", "2021-05-12T10:15"),
        (H + "Issued on: 12/05/2021 - 10:15", "2021-05-12T10:15"),
        (H + "Issued on: 12/05/2021 - 10:15Modified: 14/05/2021 - 11:00", "2021-05-12T10:15"),
        (H + "Date: 12 May 2021", "2021-05-12"),
        (H + "Release date: May 12, 2021", "2021-05-12"),
        (H + "Updated May 13, 2021 10:15 AM\nPublished May 12, 2021 9:00 AM", "2021-05-12T09:00"),
        (H + "Published 12 May 2021 | Updated 13 May 2021", "2021-05-12"),
        (H + "Last updated: 13 May 2021, 10:15", "2021-05-13T10:15"),
        (H + "Updated 10:15 AM EDT, Wed May 12, 2021", "2021-05-12T10:15"),
        # with those who wrote it
        (H + "By Ann Writer\nMay 12, 2021", "2021-05-12"),
        (H + "By Ann Writer, May 12, 2021", "2021-05-12"),
        (H + "By ANN WRITER May 12, 2021", "2021-05-12"),
        (H + "By Ann Writer and Bob Author | May 12, 2021 | 10:15 AM", "2021-05-12T10:15"),
        (H + "Ann Writer · May 12, 2021", "2021-05-12"),
        (H + "Ann Writer, Correspondent\n12 May 2021", "2021-05-12"),
        (H + "BBC News, 12 May 2021", "2021-05-12"),
        (H + "AFP - 12 May 2021", "2021-05-12"),
        (H + "Reuters / May 12, 2021", "2021-05-12"),
        (H + "Agence France-Presse, Kabul\nMay 12, 2021, 10:15", "2021-05-12T10:15"),
        (H + "Source: AFP, 12 May 2021", "2021-05-12"),
        (H + "World | 12 May 2021", "2021-05-12"),
        (H + "Home > World > Europe\nMay 12, 2021", "2021-05-12"),
        (H + "Share\nTweet\n12 May 2021\n5 comments", "2021-05-12"),
        ("May 12, 2021\n" + H, "2021-05-12"),
        (H + "Deutsche Welle, September 1, 2019", "2019-09-01"),
        ("The Guardian, 1 September 2019\n" + H, "2019-09-01"),
        # a photo's date beside the report's
        (H + "May 12, 2021\nA soldier in Kabul on May 3, 2020. Photo: AFP", "2021-05-12"),
        (H + "A soldier in Kabul on May 3, 2020. Photo: AFP\nMay 12, 2021", "2021-05-12"),
        (H + "File photo, 3 May 2020\nPublished 12 May 2021", "2021-05-12"),
    ],
)
def test_the_top_of_a_page_states_the_date(top: str, value: str) -> None:
    assert published(top) == (value, "stated")


@pytest.mark.parametrize(
    "top",
    [
        H + "A soldier in Kabul on May 3, 2020. Photo: AFP",
        H + "A soldier stands guard in Kabul, Afghanistan, May 3, 2020. REUTERS/Jane Doe",
        H + "A soldier in Kabul, May 3, 2020 (AP Photo/Jane Doe)",
        H + "Kabul, May 3, 2020 [Jane Doe/Reuters]",
        H + "In this May 3, 2020, file photo, a soldier stands guard.",
        H + "FILE - In this May 3, 2020 photo, a soldier stands guard.",
        H + "FILE PHOTO: A soldier stands guard in Kabul, May 3, 2020.",
        H + "Picture taken May 3, 2020.",
        H + "This screengrab from a video released on May 3, 2020 shows a soldier.",
        H + "Photo: Getty Images, 3 May 2020",
        H + "Image credit: Jane Doe, 3 May 2020",
        H + "© Jane Doe, 3 May 2020",
        H + "(Photo by Jane Doe/AFP via Getty Images, May 3, 2020)",
        H + "The war that began on September 27, 2020, ended in November.",
        H + "On May 3, 2020, soldiers fled.",
        H + "It was May 3, 2020 - the day that everything changed.",
        H + "Born: May 3, 2020",
        H + "Event date: 3 May 2020",
        H + "Deadline: 3 May 2020",
        "What happened on May 3, 2020?",
        "Attacks in Paris, 13 November 2015",
        "How soldiers fled on 12 May 2021",
        "The May 3, 2020 clashes: a timeline",
        H + "Kabul, May 3 (AFP) - Soldiers fled.",
        H,
    ],
)
def test_what_is_no_date_of_the_report_is_not_taken(top: str) -> None:
    assert published(top) == (None, None)


@pytest.mark.parametrize(
    ("end", "value"),
    [
        ("\nWed Mar 8, 2023 7:50 AM EST", "2023-03-08T07:50"),
        ("\n\nPublished on 30 August 2023 at 09:15.", "2023-08-30T09:15"),
        (" Published on 30 August 2023 at 09:15.", "2023-08-30T09:15"),
        ("\n\nLast updated: 8 March 2023", "2023-03-08"),
        (" The war began on 8 March 2023.", None),
        ("\n\nKabul, 8 March 2023. Photo: AFP", None),
        ("\n\nCopyright 2023", None),
    ],
)
@pytest.mark.parametrize("length", [1, 12])
def test_a_date_below_the_report_is_its_own_where_the_top_has_none(end: str, value: str | None, length: int) -> None:
    paragraphs = BODY.strip() + "\n\n" + "Soldiers were seen on the road, and nobody knew where they went.\n\n" * 4
    document = Document("d", H + "\n" + (paragraphs * length).strip() + end + "\n")
    assert dates.publication(document, split(document)).value == value


@pytest.mark.parametrize(
    ("url", "value"),
    [
        ("https://news.example/world/2021/05/12/troops", "2021-05-12"),
        ("https://news.example/2021/may/12/troops", "2021-05-12"),
        ("https://news.example/news-20210512", "2021-05-12"),
        ("https://news.example/troops-2021-05-12/", "2021-05-12"),
        ("https://news.example/troops-idUSKBN20210599", None),
        ("https://news.example/world/2021/05/troops", None),
    ],
)
def test_the_address_gives_the_day_where_the_page_does_not(url: str, value: str | None) -> None:
    assert published(H, url)[0] == value


@pytest.mark.parametrize(
    ("line", "url", "value"),
    [
        ("12/05/2021", "https://news.example.co.uk/troops", "2021-05-12"),
        ("12/05/2021", "https://news.example.az/troops", "2021-05-12"),
        ("05/12/2021", "https://news.example.us/troops", "2021-05-12"),
        ("05/12/2021 10:15 AM", None, "2021-05-12T10:15"),
        ("12/05/2021 - 22:15", None, "2021-05-12T22:15"),
    ],
)
def test_slashes_are_read_as_the_source_writes_them(line: str, url: str | None, value: str) -> None:
    assert published(H + line, url) == (value, "stated")
