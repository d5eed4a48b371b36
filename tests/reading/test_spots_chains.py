"""What an event speaks of is followed to its end, whatever speaks of what."""

from types import SimpleNamespace
from typing import Any, cast

from mapapp.model import Document
from mapapp.reading.extracting.events import Event
from mapapp.reading.extracting.spots import Extents


def chain(extents: Extents, event: Any) -> Any:
    return extents._told(cast(Event, event))


def event(*, own_place: bool = False, antecedent: Any = None) -> Any:
    return SimpleNamespace(own_place=own_place, antecedent=antecedent)


def test_events_that_speak_of_each_other_end_the_search() -> None:
    first, second = event(), event()
    first.antecedent, second.antecedent = second, first
    third = event(antecedent=first)
    extents = Extents(Document("x", "x"), cast(Any, None))
    for each in (first, second, third, second, first):
        found = chain(extents, each)
        assert found is first or found is second


def test_the_first_event_with_a_place_of_its_own_is_taken() -> None:
    far = event(own_place=True)
    near = event(own_place=True, antecedent=far)
    told = event(antecedent=event(antecedent=near))
    extents = Extents(Document("x", "x"), cast(Any, None))
    assert chain(extents, told) is near
    assert chain(extents, near) is near
    assert chain(extents, event(antecedent=told)) is near
