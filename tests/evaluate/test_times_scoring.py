"""TempEval-3's figures count what they say."""

import pytest

from mapapp.evaluate.times import Span, Tally, count, normalized, pairs, result

TEXT = "On Friday evening, in the early 1990s and last week."


@pytest.mark.parametrize(
    ("value", "same"),
    [
        ("2000-W7", "2000-W07"),
        ("2000-W07", "2000-W07"),
        ("1999-01-XX", "1999-01"),
        ("1999-XX-XX", "1999"),
        ("198", "198X"),
        ("P3D", "P3D"),
        (None, None),
    ],
)
def test_values_are_compared_in_one_form(value: str | None, same: str | None) -> None:
    assert normalized(value) == same


def test_an_exact_span_is_matched_before_one_that_only_overlaps() -> None:
    gold = [Span(0, 4, "a"), Span(5, 9, "b")]
    ours = [Span(3, 9, "x"), Span(5, 9, "b")]
    assert set(pairs(gold, ours)) == {(gold[1], ours[1]), (gold[0], ours[0])}


def test_relaxed_strict_and_value_are_counted_apart() -> None:
    tally = Tally()
    wanted = [Span(3, 17, "2021-05-14"), Span(26, 37, "199"), Span(42, 51, None)]
    found = [Span(3, 9, "2021-05-14"), Span(26, 37, "198X"), Span(42, 51, "2021-W18"), Span(0, 2, "P1D")]
    count(tally, "d", TEXT, wanted, found)
    scored = result(tally)
    assert scored["relaxed F1"] == pytest.approx(2 * 3 / (4 + 3))
    assert scored["strict F1"] == pytest.approx(2 * 2 / (4 + 3))
    assert scored["value F1"] == pytest.approx(2 * 1 / (3 + 2))
    assert sorted(miss.kind for miss in scored.misses) == ["boundary", "spurious", "value"]


def test_each_gold_type_has_its_own_figures() -> None:
    tally = Tally()
    wanted = [Span(3, 17, "2021-05-14", "TIME"), Span(26, 37, "199", "DATE"), Span(42, 51, None, "DATE")]
    count(tally, "d", TEXT, wanted, [Span(3, 17, "2021-05-15"), Span(42, 51, "2021-W18")])
    scored = result(tally)
    assert (scored["TIME found"], scored["TIME value right"]) == (1.0, 0.0)
    assert (scored["DATE found"], scored["DATE value right"]) == (0.5, 0.0)


def test_misses_take_turns_by_kind_and_the_most_frequent_words_come_first() -> None:
    tally = Tally()
    text = "now and then, now and again, today"
    count(tally, "d", text, [Span(29, 34, "P1D")], [Span(0, 3, "x"), Span(8, 12, "x"), Span(14, 17, "x")])
    assert [(miss.kind, miss.text) for miss in result(tally).misses] == [
        ("missed", "today"),
        ("spurious", "now"),
        ("spurious", "now"),
        ("spurious", "then"),
    ]


def test_nothing_found_and_nothing_wanted_is_no_error() -> None:
    tally = Tally()
    count(tally, "d", "", [], [])
    assert result(tally)["value F1"] == 0.0
