"""Sentences as news agencies write them, with the spans and TIMEX3 values that TimeML asks for.

Published on Friday, 14 June 2013.
"""

import pytest

from mapapp.model import Document, Passage, Published
from mapapp.reading import dates

SENTENCES: tuple[tuple[str, list[tuple[str, str | None]]], ...] = (
    ("Sales rose over the past three months, the company said.", [("the past three months", "P3M")]),
    ("The bank expects growth to slow by the end of the year.", [("the end of the year", "2013")]),
    ("Revenue for fiscal 2012 fell 3 percent.", [("fiscal 2012", "2012")]),
    ("Profit in the current fiscal year will fall.", [("the current fiscal year", "2013")]),
    ("Output in the first quarter fell from a year earlier.", [
        ("the first quarter", "2013-Q1"), ("a year earlier", "2012"),
    ]),
    ("The company reported fourth-quarter earnings of $2 billion.", [("fourth-quarter", "2012-Q4")]),
    ("The first half of 2013 was weak.", [("The first half of 2013", "2013-H1")]),
    ("The singer was popular in the 1980s.", [("the 1980s", "198")]),
    ("Polls open at 9 a.m. local time.", [("9 a.m. local time", "2013-06-14T09:00")]),
    ("At 3:15 p.m. EDT, the Dow was down 50 points.", [("3:15 p.m. EDT", "2013-06-14T15:15")]),
    ("Police made arrests over the weekend.", [("the weekend", "2013-W23-WE")]),
    ("The council meets every Tuesday.", [("every Tuesday", "XXXX-WXX-2")]),
    ("On Mondays he teaches.", [("Mondays", "XXXX-WXX-1")]),
    ("He now works in London.", [("now", "PRESENT_REF")]),
    ("Troops have moved north in the last few days.", [("the last few days", "PXD")]),
    ("In recent weeks, prices have soared.", [("recent weeks", "PXW")]),
    ("The prime minister said on Monday evening he would go.", [("Monday evening", "2013-06-10TEV")]),
    ("The two sides last met in late January 2013.", [("late January 2013", "2013-01")]),
    ("The inquest opens next Thursday.", [("next Thursday", "2013-06-20")]),
    ("Two weeks ago, the court ruled against him.", [("Two weeks ago", "2013-W22")]),
    ("The factory has been closed since March last year.", [("March last year", "2012-03")]),
    ("More than 100 people have died so far this year.", [("this year", "2013")]),
    ("He was jailed for 18 months in June 2011.", [("18 months", "P18M"), ("June 2011", "2011-06")]),
    ("The law takes effect Jan. 1, 2014.", [("Jan. 1, 2014", "2014-01-01")]),
    ("Twenty years ago this month, the siege began.", [("Twenty years ago this month", "1993-06")]),
    ("A quarter of a century ago, the wall fell.", [("A quarter of a century ago", "1988")]),
    ("The 22-year-old was born in 1991.", [("1991", "1991")]),
    ("On the 10th anniversary of the Sept. 11 attacks, crowds gathered.", [
        ("the 10th anniversary", "2011-09-11"), ("Sept. 11", "2001-09-11"),
    ]),
    ("The anniversary of the September 11, 2001 attacks was quiet.", [
        ("The anniversary", "2012-09-11"), ("September 11, 2001", "2001-09-11"),
    ]),
    ("The 50th anniversary of the 1963 march is near.", [("The 50th anniversary", "2013"), ("1963", "1963")]),
    ("On the first anniversary of the war, he spoke.", []),
    ("They marked the anniversary of the 1915 genocide.", [("1915", "1915")]),
    ("Shops closed on Good Friday.", [("Good Friday", "2013-03-29")]),
    ("Orthodox Easter was on May 5.", [("Orthodox Easter", "2013-05-05"), ("May 5", "2013-05-05")]),
    ("Shops closed on Whit Monday, and on Maundy Thursday.", [
        ("Whit Monday", "2013-05-20"), ("Maundy Thursday", "2013-03-28"),
    ]),
    ("The Lunar New Year holiday was quiet.", [("Lunar New Year", "2013-02-10")]),
    ("Last Christmas he was at home.", [("Last Christmas", "2012-12-25")]),
    ("The trial was adjourned until the following day.", [("the following day", "2013-06-15")]),
    ("Later this month, leaders meet in Geneva.", [("Later this month", "2013-06")]),
    ("Violence has killed 93,000 in the past 27 months.", [("the past 27 months", "P27M")]),
    ("The two-day summit starts on 17 June.", [("two-day", "P2D"), ("17 June", "2013-06-17")]),
    ("The month-long siege ended on the morning of May 3.", [
        ("month-long", "P1M"), ("the morning of May 3", "2013-05-03TMO"),
    ]),
    ("Beginning in September, fees rise.", [("September", "2013-09")]),
    ("In the spring, they will plant.", [("the spring", "2014-SP")]),
    ("They will vote a week from Sunday.", [("a week from Sunday", "2013-06-23")]),
    ("He will return two years from now.", [("two years from now", "2015")]),
    ("The night before, he called home.", [("The night before", "2013-06-13TNI")]),
    ("For years nothing happened.", [("years", "PXY")]),
    ("He fled to Paris in the summer of 1968.", [("the summer of 1968", "1968-SU")]),
    ("The week of May 20 was calm.", [("The week of May 20", "2013-W21")]),
    ("He served from 1997 until 2007.", [("1997", "1997"), ("2007", "2007")]),
)  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), SENTENCES)
def test_a_sentence_of_the_news_has_these_times(text: str, expected: list[tuple[str, str | None]]) -> None:
    document = Document("d", text, published=Published("2013-06-14", "editor"))
    found = dates.find(document, (Passage(0, len(text), "body", 0),))
    assert [(item.text, item.timex_value) for item in found] == expected
