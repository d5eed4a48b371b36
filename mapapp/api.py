"""What a Python user calls: read reports, keep them, ask for their incidents, draw them."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from mapapp.errors import BadInput
from mapapp.gazetteer import build
from mapapp.model import Document, Incident, Reading, Ruling
from mapapp.pipeline import Merging, Options, Reader, Task, made_by
from mapapp.query import Query, parse, serialize
from mapapp.settings import Settings
from mapapp.settings import load as settings
from mapapp.sources.base import Loaded, Problem, Source
from mapapp.sources.loading import load
from mapapp.store import deciding
from mapapp.store.proof import Fault
from mapapp.store.sqlite import Store as ReadOnly
from mapapp.store.sqlite import Summary
from mapapp.store.sqlite import open_store as open_read_only
from mapapp.store.writing import Change, WritableStore, open_writable

if TYPE_CHECKING:
    from mapapp.publish._frame import Frame
    from mapapp.publish.coverage import By, Matrix, Press
    from mapapp.publish.explaining import Explanation
    from mapapp.publish.folium import OfflineMap

Paths = str | Path | Iterable[str | Path]
Progress = Callable[[int, int], object]  # done, total


@dataclass(frozen=True, slots=True)
class Added:
    """What adding a batch did."""

    changes: tuple[Change, ...] = ()  # one for each document, in the order given
    problems: tuple[Problem, ...] = ()  # what could not be added, or was added with a reservation

    def count(self, kind: str) -> int:
        """Return how many documents were "added", "replaced", "unchanged" or "duplicate"."""
        return sum(change.kind == kind for change in self.changes)


def reader(gazetteer: str | None = None) -> Reader:
    """Return what reads documents, building the index of places first when it is not current (under a minute)."""
    chosen = settings({"gazetteer": gazetteer})
    build.ensure(chosen.gazetteer_path)
    return Reader.open(chosen.gazetteer_path, options(chosen))


def options(chosen: Settings) -> Options:
    """Return what reads under these settings: nothing that goes online unless they say so."""
    if chosen.resolver != "geocoder":
        return Options(resolver=chosen.resolver)
    told = {
        "service": chosen.geocoder,
        "domain": chosen.geocoder_domain,
        "user_agent": chosen.geocoder_user_agent,
        "refresh_days": str(chosen.geocoder_refresh_days),
    }
    return Options(resolver=chosen.resolver, resolver_options=tuple(told.items()))


def read(what: Paths | Document | Iterable[Document], workers: int | None = None) -> list[Reading]:
    """Read files, folders, Documents or a text itself, and return one Reading a document, in order.

    A string with blanks in it that is no path is a text (its document's id is "text"). What cannot be read is a
    warning; BadInput when that leaves nothing.
    """
    documents = _documents(what)
    return reader().read_batch([Task(document) for document in documents], workers=workers)


def open_store(path: str | Path | None = None, gazetteer: str | None = None) -> Store:
    """Return the store at `path`; None: the one of the settings. It is made when something is first added."""
    return Store(settings({"store": None if path is None else str(path)}).store_path, gazetteer)


def incident_map(store: str | Path | None = None, **filters: object) -> OfflineMap:
    """Return a folium map of the incidents in a store, all data inlined; filters as in `Store.incidents`."""
    from mapapp.publish import folium

    with open_store(store) as opened:
        chosen = opened.select(**filters)
        return folium.incident_map(chosen, opened.documents_of(chosen))


class Store:
    """A store of reports and their incidents. Use it in `with`, or call `close`."""

    def __init__(self, path: Path, gazetteer: str | None = None) -> None:
        self.path = path
        self._gazetteer = gazetteer
        self._reader: Reader | None = None
        self._open: ReadOnly | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        if self._open is not None:
            self._open.close()
            self._open = None

    @property
    def reader(self) -> Reader:
        """What reads the reports that are added."""
        if self._reader is None:
            self._reader = reader(self._gazetteer)
        return self._reader

    def incidents(self, **filters: object) -> Frame:
        """Return incidents as a GeoDataFrame (publish/_frame.py says its columns).

        Filters are the query parameters of the page: kind="assault", place=["iso:AM"], from_="2021-05-01",
        to=date(2021, 5, 31), certain=True, bbox=(44, 38, 47, 42), status=..., source=..., text="lake".
        Raises BadInput for a filter there is not, or a value it cannot have.
        """
        from mapapp.publish._frame import to_frame

        return to_frame(self.select(**filters))

    def select(self, **filters: object) -> list[Incident]:
        """Return incidents as model objects; filters as in `incidents`."""
        return self.readable().incidents(_query(filters))

    def documents(self) -> list[Summary]:
        """Return what is stored, without texts."""
        return self.readable().summaries()

    def reading(self, document_id: str) -> Reading:
        """Return everything read out of a stored document. Raises NotFound."""
        return self.readable().reading(document_id)

    def documents_of(self, incidents: Iterable[Incident]) -> list[Document]:
        """Return the documents that report the incidents, by id."""
        wanted = {report.document_id for incident in incidents for report in incident.reports}
        return [self.readable().document(document_id) for document_id in sorted(wanted)]

    def export(self, file: str | Path, query: Query | None = None, title: str = "Incident map") -> int:
        """Write incidents to a file whose ending says the format; return how many. Raises BadInput."""
        from mapapp.publish import files

        chosen = self.readable().incidents(query)
        about = {"query": serialize(query or Query()), "version": self.readable().version()}
        files.write(Path(file), chosen, self.documents_of(chosen), about=about, title=title)
        return len(chosen)

    def explain(self, incident_id: str) -> Explanation:
        """Return everything behind an incident: passages, rules, candidates and scores. Raises NotFound."""
        from mapapp.publish import coverage, explaining

        found = self.readable().incident(incident_id)
        readings = {key: self.reading(key) for key in sorted({report.document_id for report in found.reports})}
        names = {key: coverage.source_name(reading.document) for key, reading in readings.items()}
        return explaining.explain(found, readings, names)

    def press(self, by: By = "source") -> Press:
        """Return the stored reports as sources, or sides, that tell of incidents or are silent (publish/coverage)."""
        from mapapp.publish.coverage import Press

        readable = self.readable()
        return Press(readable.summaries(), by, readable.incidents(Query(statuses=())) if by == "side" else ())

    def coverage(self, query: Query | None = None, by: By = "source") -> Matrix:
        """Return which sources, or sides, tell of which incidents, and which are silent in the same days."""
        return self.press(by).matrix(self.readable().incidents(query))

    def add(
        self,
        paths: Paths,
        *,
        stdin: Iterable[bytes] = (),
        progress: Progress | None = None,
        workers: int | None = None,
    ) -> Added:
        """Read files and folders and keep them. One that cannot be read is a problem; the rest is added.

        Adding the same again changes nothing; a changed report replaces its older self.
        """
        loaded = load([paths] if isinstance(paths, str | Path) else list(paths), stdin)
        sources = [source for source in loaded.sources if source.document.text.strip()]
        empty = [source for source in loaded.sources if not source.document.text.strip()]
        problems = [*loaded.problems, *(Problem(source.origin, "the text is empty; not added") for source in empty)]
        if not sources:
            return Added(problems=tuple(problems))
        changes: dict[str, Change] = {}
        first: dict[str, Source] = {}
        fresh: dict[str, Source] = {}
        store = self.writable()
        for source in sources:
            key = source.document.id
            if key in first:
                if Path(first[key].origin).resolve() != Path(source.origin).resolve():
                    why = f"duplicate: its id {key!r} is also that of {first[key].origin}; not added"
                    problems.append(Problem(source.origin, why))
                continue
            first[key] = source
            if store.known(source.document, self.reader.made_by):
                changes[key] = Change(key, "unchanged")
            else:
                fresh[key] = source
        given = {key: source.document for key, source in fresh.items()}
        for change, reading in self._put(given, progress, workers):
            changes[change.document_id] = change
            origin = first[change.document_id].origin
            if change.kind == "duplicate":
                why = f"duplicate: the same report is stored as {change.other!r}; not added again"
                problems.append(Problem(origin, why))
            elif reading.problem:
                problems.append(Problem(origin, f"stored, but {reading.problem}", lost=False))
        return Added(tuple(changes[key] for key in first), tuple(problems))

    def remove(self, *document_ids: str) -> None:
        """Take reports out; incidents that others report stay. Raises NotFound before anything is done."""
        self.readable()  # an absent store is not made by taking something out of it
        self.writable().remove(document_ids)

    def reread(
        self, *document_ids: str, progress: Progress | None = None, workers: int | None = None
    ) -> tuple[Change, ...]:
        """Read stored reports again (all, when none is named), as after an upgrade. Raises NotFound."""
        known = self.readable()
        wanted = document_ids or tuple(summary.id for summary in known.summaries())
        given = {document_id: known.given(document_id) for document_id in wanted}
        return tuple(change for change, _ in self._put(given, progress, workers))

    def outdated(self) -> int:
        """Return how many stored reports an earlier reader, or another one, has read: `reread` reads them again."""
        chosen = settings({"gazetteer": self._gazetteer})
        return self.readable().read_otherwise(made_by(chosen.gazetteer_path, options(chosen)))

    def split(self, incident_id: str, reports: Iterable[str], why: str, by: str) -> Ruling:
        """Decide that some reports of an incident tell of another one, whatever the evidence, and merge anew.

        `reports`: numbers as `explain` counts them, or ids of documents for all of theirs. The decision outlives
        reading anew; `undo` takes it back. Raises NotFound, and BadInput when that leaves nothing.
        """
        return self._decide(deciding.split(self.readable().incident(incident_id), reports, why, by))

    def join(self, incident_id: str, other_id: str, why: str, by: str) -> Ruling:
        """Decide that two incidents are one, whatever the evidence, and merge anew. Raises NotFound, BadInput."""
        known = self.readable()
        return self._decide(deciding.join(known.incident(incident_id), known.incident(other_id), why, by))

    def undo(self, decision_id: str) -> Ruling:
        """Take a decision on merging back. Raises NotFound."""
        self.readable()  # an absent store is not made by undoing something in it
        return self.writable().undo(decision_id)

    def _decide(self, ruling: Ruling) -> Ruling:
        self.writable().decide(ruling)
        return ruling

    def verify(self) -> tuple[int, list[Fault]]:
        """Check every quote against the stored texts; return how many were proved, and what is wrong."""
        return self.readable().verify()

    def readable(self) -> ReadOnly:
        """Return the store as `mapapp.store` has it. Raises NotFound when there is none."""
        if self._open is None:
            self._open = open_read_only(self.path)
        return self._open

    def writable(self) -> WritableStore:
        """Return the store to add to, made when there is none."""
        if not isinstance(self._open, WritableStore):
            self.close()
            self._open = open_writable(self.path, Merging)
        return self._open

    def _put(
        self, given: dict[str, Document], progress: Progress | None, workers: int | None
    ) -> Iterable[tuple[Change, Reading]]:
        """Read and keep documents one by one, then date and merge all; so too what came before an interruption."""
        store = self.writable()
        tasks = [Task(document) for document in given.values()]
        try:
            for number, reading in enumerate(self.reader.read_many(tasks, workers=workers), start=1):
                yield store.put(reading, given[reading.document.id]), reading
                if progress:
                    progress(number, len(tasks))
        finally:
            self._date(store)
            store.settle()

    def _date(self, store: WritableStore) -> None:
        """Infer dates of undated documents from all that is stored: what comes later may date what came before."""
        if store.is_dated():
            return
        before = list(store.readings())
        given = {
            reading.document.id: store.given(reading.document.id)
            for reading in before
            if reading.document.published.basis in (None, "inferred")
        }
        alone = [
            replace(reading, document=replace(reading.document, published=self.reader.published(document, reading)))
            if (document := given.get(reading.document.id))
            else reading
            for reading in before
        ]
        found = self.reader.infer_published(alone)
        for was, reading in zip(before, alone, strict=True):
            document = reading.document
            published = found.get(document.id, document.published)
            if published != was.document.published:
                store.put(self.reader.dated(Task(given[document.id]), was, published), given[document.id])
        store.mark_dated()


def _documents(what: Any) -> list[Document]:
    if isinstance(what, Document):
        return [what]
    if isinstance(what, str | Path):
        if isinstance(what, str) and _is_text(what):
            return [Document("text", what)]
        return _loaded(load([what]))
    items = list(what)
    if all(isinstance(item, Document) for item in items):
        return items
    return _loaded(load(items))


def _is_text(what: str) -> bool:
    """A string with blanks in it that no file bears the name of."""
    if len(what.split()) < 2:
        return False
    try:
        return not Path(what).exists()
    except (OSError, ValueError):
        return True


def _loaded(loaded: Loaded) -> list[Document]:
    if not loaded.sources:
        raise BadInput("; ".join(map(str, loaded.problems)) or "nothing to read")
    for problem in loaded.problems:
        warnings.warn(str(problem), stacklevel=3)
    return [source.document for source in loaded.sources]


def _query(filters: dict[str, object]) -> Query:
    """Return filters given as keywords: one value or several, as strings, numbers, days or truth values."""
    parameters = {
        name.removesuffix("_"): _values(name, value) for name, value in filters.items() if value is not None
    }
    return parse(parameters)


def _values(name: str, value: object) -> Sequence[str]:
    if isinstance(value, bool):
        return [str(value).lower()]
    if isinstance(value, date):
        return [value.isoformat()]
    if isinstance(value, str | int | float):
        return [str(value)]
    if isinstance(value, Iterable):
        joined = [str(item) for item in value]
        return [",".join(joined)] if name == "bbox" else joined
    raise BadInput(f"{name}: wanted a string, a day, a number or several, got {value!r}")
