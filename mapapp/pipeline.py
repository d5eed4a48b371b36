"""The order of the steps from a document to incidents; the only file that knows it."""

from __future__ import annotations

import hashlib
import importlib
import multiprocessing
import os
import warnings
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace
from functools import cache
from importlib.metadata import entry_points, version
from itertools import pairwise
from pathlib import Path
from typing import Any

from mapapp import paths
from mapapp.errors import BadInput
from mapapp.gazetteer import state
from mapapp.gazetteer.index import open_index
from mapapp.model import Document, Incident, Mention, Published, Reading
from mapapp.reading import dates, extracting, language, merging, passages, roles, wires
from mapapp.reading.resolvers.base import PlaceIndex

Span = tuple[int, int]
Progress = Callable[[int], object]  # told how many documents are done
FAILED = "could not be read"  # opens the problem of a report that made reading fail
IN_PROCESS = 300_000  # characters: below this, starting workers takes longer than reading
CHUNK = 25_000  # characters handed to a worker at a time: few enough that all workers end at about the same time


@dataclass(frozen=True, slots=True)
class Options:
    """Which implementations read. Anything here that changes a result is part of `made_by`."""

    recognizer: str = "trained"  # a module of reading/recognizers, or an entry point of mapapp.recognizers
    resolver: str = "ranker"  # a module of reading/resolvers, or an entry point of mapapp.resolvers
    resolver_options: tuple[tuple[str, str], ...] = ()  # what its `create` is told, as (name, value)


@dataclass(frozen=True, slots=True)
class Task:
    """A document to read; with `spans`, its place names are given and not looked for."""

    document: Document
    spans: tuple[Span, ...] | None = None


class Reader:
    """Reads documents. Holds no state between them: the same document gives the same reading."""

    def __init__(self, index: PlaceIndex, options: Options | None = None, folder: Path | None = None) -> None:
        self.index = index
        self.options = options or Options()
        self.made_by = _made_by(self.options, index.fingerprint)
        self._folder = folder  # of the index, for workers to open it themselves; None: one process only
        self._recognizer = plug("recognizers", self.options.recognizer)
        self._resolver = plug("resolvers", self.options.resolver, dict(self.options.resolver_options))

    @classmethod
    def open(cls, folder: Path, options: Options | None = None) -> Reader:
        """Return a reader over a built gazetteer index, with its tables loaded: the first report is read as fast as
        any other. Raises Unavailable when the index is not built."""
        reader = cls(open_index(folder), options, folder)
        reader._safely(Task(Document("", "Soldiers clashed near Paris on Monday, the ministry said.")))
        return reader

    def read(self, document: Document, spans: Sequence[Span] | None = None) -> Reading:
        """Read one document. With `spans` the place names are those, given back one mention each in the same order.

        A document in a language that cannot be read comes back with `problem` and nothing read out of it (names given
        by `spans` are resolved all the same). Raises BadInput for a span outside the text.
        """
        problem = language.problem(document) if document.text.strip() else "the text is empty"
        document = replace(document, language=document.language or language.detect(document.text))
        split = passages.split(document)
        if problem is None:
            document = wires.credited(replace(document, published=dates.publication(document, split)), split)
        if spans is not None:
            mentions = self._given(document, split, spans)
        elif problem is None:
            found = self._recognizer.recognize(document, split, self.index)
            mentions = self._resolved(document, split, found)
        else:
            mentions = ()
        if problem is not None:
            return Reading(document, split, mentions, problem=problem, made_by=self.made_by)
        times = dates.find(document, split)
        reports = extracting.extract(document, split, _in_order(mentions), times, self.index)
        return Reading(document, split, mentions, times, reports, made_by=self.made_by)

    def merge(self, readings: Sequence[Reading]) -> tuple[Incident, ...]:
        """Return the incidents that the readings report, merged across them; their order does not matter."""
        return merge(readings)

    def read_many(
        self, tasks: Sequence[Task], progress: Progress | None = None, workers: int | None = None
    ) -> Iterator[Reading]:
        """Yield one reading for each task, in order; one that fails has `problem`, the others are unharmed.

        `workers`: how many processes; None: as many as there are processors, or this one alone when there is little
        to read.
        """
        count = self._workers(tasks, workers)
        readings = _in_processes(self, tasks, count) if count > 1 else map(self._safely, tasks)
        for number, reading in enumerate(readings, start=1):
            yield reading
            if progress:
                progress(number)

    def read_batch(
        self, tasks: Sequence[Task], progress: Progress | None = None, workers: int | None = None
    ) -> list[Reading]:
        """Read documents as one batch: one without a date is dated by the others and by itself, where they allow."""
        readings = list(self.read_many(tasks, progress, workers))
        found = self.infer_published(readings)
        for number, (task, reading) in enumerate(zip(tasks, readings, strict=True)):
            if reading.document.id in found and reading.document.published.value is None:
                readings[number] = self.dated(Task(task.document, task.spans), reading, found[reading.document.id])
        return readings

    def dated(self, task: Task, reading: Reading, published: Published) -> Reading:
        """Return the reading of a task with this date: read again only where the date itself is another."""
        if published.value == reading.document.published.value:
            return replace(reading, document=replace(reading.document, published=published))
        return self._safely(Task(replace(task.document, published=published), task.spans))

    def published(self, document: Document, reading: Reading) -> Published:
        """Return what a document alone says of its publication: what came with it, else what its text states."""
        return document.published if reading.problem is not None else dates.publication(document, reading.passages)

    def infer_published(self, readings: Sequence[Reading]) -> dict[str, Published]:
        """Return what can be inferred of when the undated documents of a batch were published, by document id.

        Where no date stands out there is no value, but its candidates.
        """
        if all(reading.document.published.value for reading in readings):
            return {}
        try:
            inferred = dates.infer_published(readings)
        except Exception as error:  # whatever one report does to us, the others must be read
            warnings.warn(f"no dates were inferred ({type(error).__name__}: {error})", stacklevel=2)
            return {}
        return {key: found.published for key, found in inferred.items() if found.candidates}

    def _workers(self, tasks: Sequence[Task], workers: int | None) -> int:
        if self._folder is None or getattr(self._resolver, "alone", False):
            return 1
        if workers is None:
            small = sum(len(task.document.text) for task in tasks) < IN_PROCESS
            workers = (
                1 if small else len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
            )
        return max(1, min(workers or 1, len(tasks)))

    def _safely(self, task: Task) -> Reading:
        try:
            return self.read(task.document, task.spans)
        except Exception as error:
            return self._failed(task, f"{type(error).__name__}: {error}")

    def _failed(self, task: Task, why: str) -> Reading:
        return Reading(task.document, problem=f"{FAILED} ({why})", made_by=self.made_by)

    def _given(self, document: Document, split: Any, spans: Sequence[Span]) -> tuple[Mention, ...]:
        for start, end in spans:
            if not 0 <= start < end <= len(document.text):
                raise BadInput(f"toponym [{start}, {end}): wanted a range inside the text, 0 to {len(document.text)}")
        ordered = tuple(sorted(set(spans)))
        by_span = dict(zip(ordered, self._resolved(document, split, ordered), strict=True))
        return tuple(by_span[start, end] for start, end in spans)

    def _resolved(self, document: Document, split: Any, spans: tuple[Span, ...]) -> tuple[Mention, ...]:
        mentions = self._resolver.resolve(document, split, spans, self.index)
        return roles.assign(document, split, mentions, self.index)


Merging = merging.Merging  # merging in parts, for the store


def merge(readings: Sequence[Reading]) -> tuple[Incident, ...]:
    """Return the incidents that the readings report, merged across them; their order does not matter."""
    return merging.merge(readings)


def _in_order(mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """Return mentions in text order, each once: given spans may come in any order, and twice."""
    if all(one.end <= other.start for one, other in pairwise(mentions)):
        return mentions
    return tuple({(item.start, item.end): item for item in sorted(mentions, key=_span)}.values())


def _span(mention: Mention) -> Span:
    return mention.start, mention.end


def plug(room: str, name: str, options: Mapping[str, str] | None = None) -> Any:
    """Return an implementation of a plug point: an outsider's entry point of that name, or our own module.

    Raises BadInput naming those there are.
    """
    found = {entry.name: entry for entry in entry_points(group=f"mapapp.{room}")}
    if name in found:
        return found[name].load()(dict(options or {}))
    folder = Path(__file__).parent / "reading" / room
    ours = sorted({path.stem for path in folder.iterdir() if path.suffix == ".py" or path.is_dir()} - {"base"})
    names = [own for own in ours if not own.startswith("_")]
    if name not in names:
        raise BadInput(f"{room}: no {name!r}; there are {', '.join([*names, *found])}")
    return importlib.import_module(f"mapapp.reading.{room}.{name}").create(dict(options or {}))


def made_by(folder: Path, options: Options) -> str:
    """Return what a reader over the index in `folder`, as it would be built now, signs its readings with."""
    return _made_by(options, state.fingerprint(paths.DATA, folder))


def _made_by(options: Options, fingerprint: str) -> str:
    parts = (repr(options), fingerprint, _code())
    return f"mapapp {version('mapapp')} {hashlib.sha256(chr(31).join(parts).encode()).hexdigest()[:12]}"


@cache
def _code() -> str:
    """Return the hash of what reads: the rules, the lexicon and the trained weights."""
    digest = hashlib.sha256()
    roots = (Path(__file__).parent / "reading", paths.DATA / "lexicon", paths.DATA / "models")
    for root in roots:
        for path in sorted(root.rglob("*")):
            if path.is_file() and path.suffix != ".pyc":
                digest.update(path.relative_to(root).as_posix().encode())
                digest.update(path.read_bytes())
    return digest.hexdigest()


# one reader in each worker process, made when it starts
_worker: list[Reader] = []


def _start_worker(folder: Path, options: Options) -> None:
    _worker[:] = [Reader.open(folder, options)]


def _work(tasks: list[Task]) -> list[Reading]:
    return [_worker[0]._safely(task) for task in tasks]


def _in_processes(reader: Reader, tasks: Sequence[Task], count: int) -> Iterator[Reading]:
    """Yield readings in order, a few chunks a worker in flight.

    When a worker dies every chunk in flight is lost, whoever was to blame: they are read again one at a time, and
    the task that kills a process of its own is the one that fails.
    """
    chunks = deque(_chunks(tasks))
    flying: deque[tuple[list[Task], Future[list[Reading]]]] = deque()
    pool, window = _pool(reader, count), 3 * count
    try:
        while chunks or flying:
            while chunks and len(flying) < window:
                chunk = chunks.popleft()
                flying.append((chunk, pool.submit(_work, chunk)))
            chunk, future = flying.popleft()
            try:
                yield from future.result()
                continue
            except BrokenProcessPool:
                pool.shutdown(wait=False, cancel_futures=True)
                pool = _pool(reader, count)
            chunks.extendleft(other for other, _ in reversed(flying))
            flying.clear()
            if len(chunk) > 1 or window > 1:
                chunks.extendleft([task] for task in reversed(chunk))
                window = 1
            else:
                yield reader._failed(chunk[0], "the process that read it died")
                window = 3 * count
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _pool(reader: Reader, count: int) -> ProcessPoolExecutor:
    assert reader._folder is not None  # `_workers` sees to it
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(
        count, mp_context=context, initializer=_start_worker, initargs=(reader._folder, reader.options)
    )


def _chunks(tasks: Iterable[Task]) -> Iterator[list[Task]]:
    chunk: list[Task] = []
    size = 0
    for task in tasks:
        chunk.append(task)
        size += len(task.document.text)
        if size >= CHUNK:
            yield chunk
            chunk, size = [], 0
    if chunk:
        yield chunk
