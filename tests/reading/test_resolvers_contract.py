"""Every resolver keeps the contract of the plug point: a mention a span, in order, with exact offsets and reasons."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from geopy.extra.rate_limiter import RateLimiter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mapapp import paths
from mapapp.model import Document
from mapapp.pipeline import plug
from mapapp.reading import passages
from mapapp.reading.resolvers.base import Resolver
from tests.reading.geocoding_service import serving, town
from tests.reading.tiny_world import tiny_world

FOLDER = paths.DATA.parent / "mapapp" / "reading" / "resolvers"
WORLD = tiny_world()
TEXTS = st.one_of(
    st.text(max_size=60),
    st.lists(
        st.sampled_from(["Paris", "Lorn", "Qarvan", "lake", "the", "of", "in", ",", "\u202e", "\n"]), max_size=9
    ).map(" ".join),
)


@pytest.fixture(scope="module", params=["geocoder", "ranker"])
def resolver(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Resolver]:
    with serving() as service, pytest.MonkeyPatch.context() as patch:
        patch.setattr(RateLimiter, "_sleep", lambda *_: None)
        patch.setattr(RateLimiter, "_acquire_request_slot", lambda _: None)
        service.known["Qarvan"] = [town("Qarvan", 44.3, 39.6)]
        told = {"domain": service.domain, "cache": str(tmp_path_factory.mktemp("data") / "cache.jsonl")}
        yield plug("resolvers", request.param, told if request.param == "geocoder" else {})


def test_no_resolver_is_left_out() -> None:
    names = {path.stem for path in FOLDER.iterdir() if path.is_dir() or path.suffix == ".py"}
    assert {name for name in names if not name.startswith("_")} - {"base"} == {"geocoder", "ranker"}


def check(resolver: Resolver, text: str, spans: list[tuple[int, int]]) -> None:
    document = Document("d", text)
    mentions = resolver.resolve(document, passages.split(document), spans, WORLD)
    assert [(mention.start, mention.end) for mention in mentions] == spans
    for mention in mentions:
        assert mention.name == text[mention.start : mention.end]
        assert mention.role == "literal"
        assert mention.reason
        if mention.place is None:
            assert mention.confidence is None
        else:
            assert mention.alternatives == () or mention.place in [item.place for item in mention.alternatives]
        assert all(0 <= item.score <= 1 for item in mention.alternatives)


def test_names_in_any_order_and_twice_come_back_as_given(resolver: Resolver) -> None:
    text = "Qarvan, Lorn and Qarvan again, in Westland."
    check(resolver, text, [(17, 23), (0, 6), (34, 42), (8, 12), (0, 6)])
    check(resolver, text, [])


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=TEXTS, cuts=st.lists(st.integers(0, 60), max_size=8))
def test_no_text_is_too_strange(resolver: Resolver, text: str, cuts: list[int]) -> None:
    at = sorted({cut for cut in cuts if cut <= len(text)})
    check(resolver, text, [span for span in zip(at[::2], at[1::2], strict=False) if span[0] < span[1]])
