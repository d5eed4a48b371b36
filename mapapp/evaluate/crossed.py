"""Read gold documents with models that were not trained on them: folds, or training on other corpora only."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from mapapp import paths
from mapapp.errors import BadInput
from mapapp.evaluate.folds import By, deal, without_copies
from mapapp.evaluate.gold import Gold, GoldDocument
from mapapp.evaluate.training import Array
from mapapp.evaluate.training import roles as roles_training
from mapapp.evaluate.training.names import NameTrainer
from mapapp.evaluate.training.places import PRACTICE, PlaceTrainer, Story
from mapapp.gazetteer.index import Index
from mapapp.model import Reading
from mapapp.reading import passages, roles
from mapapp.reading.recognizers import trained
from mapapp.reading.recognizers.base import Recognizer
from mapapp.reading.recognizers.trained import TrainedRecognizer
from mapapp.reading.resolvers import ranker
from mapapp.reading.resolvers.base import Resolver
from mapapp.reading.resolvers.ranker import Ranker

Progress = Callable[[int, int], object]  # models made and used, of how many


def _silent(done: int, of: int) -> None:
    """Tell nobody."""


@dataclass(frozen=True, slots=True)
class Plan:
    """How documents are parted into those that train and those that test."""

    folds: int = 5  # 1: train on the extra corpora only
    by: By = "document"
    extra: tuple[Gold, ...] = ()  # corpora that train in every fold; copies of tested documents are left out
    tables: dict[str, Array] = field(default_factory=dict)  # statistics of words from unlabelled text
    made_up: int = PRACTICE  # documents made up from the gazetteer that train places; 0: none for names either


@dataclass(frozen=True, slots=True)
class Read:
    """The place names of a gold's documents as we read them, and with the gold's spans given."""

    gold: Gold
    own: tuple[Reading, ...]
    given: tuple[Reading, ...]


def crossed(
    golds: Sequence[Gold], index: Index, plan: Plan, progress: Progress = lambda done, of: None
) -> list[Read]:
    """Return, for each gold, its documents read by the models of the folds that they are not in.

    The golds' documents are dealt out together: every model trains on all corpora. Raises BadInput where a fold
    leaves nothing to train on, Unavailable without scipy.
    """
    documents = [item for gold in golds for item in gold.documents]
    if plan.folds > len(documents):
        raise BadInput(f"folds: wanted at most one for each of the {len(documents)} documents, got {plan.folds}")
    fold = deal(documents, plan.folds, plan.by)
    extra = [
        replace(gold, documents=tuple(without_copies(gold.documents, documents))) for gold in plan.extra if documents
    ]
    practice = _Practice(golds, extra, index, plan)
    read: dict[int, tuple[Reading, Reading]] = {}
    for number in range(plan.folds):
        recognizer, resolver = practice.models([at for at, own in enumerate(fold) if own != number])
        for at, item in enumerate(documents):
            if fold[at] == number:
                read[at] = (
                    read_names(item, recognizer, resolver, index),
                    read_names(item, None, resolver, index),
                )
        progress(number + 1, plan.folds)
    found, at = [], 0
    for gold in golds:
        pairs = [read[number] for number in range(at, at + len(gold.documents))]
        found.append(Read(gold, tuple(own for own, _ in pairs), tuple(given for _, given in pairs)))
        at += len(gold.documents)
    return found


def read_names(item: GoldDocument, recognizer: Recognizer | None, resolver: Resolver, index: Index) -> Reading:
    """Read the place names of a document and nothing else; without a recogniser they are the gold's spans."""
    document = item.document
    split = passages.split(document)
    if recognizer is None:
        spans: tuple[tuple[int, int], ...] = tuple(sorted({(name.start, name.end) for name in item.toponyms}))
    else:
        spans = recognizer.recognize(document, split, index)
    mentions = resolver.resolve(document, split, spans, index)
    return Reading(document, split, roles.assign(document, split, mentions, index))


def crossed_roles(golds: Sequence[Gold], index: Index, plan: Plan, labels: roles_training.Labels) -> list[Read]:
    """Return, for each gold, those of its documents that have labels, their roles by weights of the other folds.

    Names and places are found by the models that ship: only roles are trained. With one fold the weights are those
    that ship.
    """
    chosen = [roles_training.labelled(gold, labels) for gold in golds]
    recognizer, resolver = trained.create({}), ranker.create()
    readings = [[read_names(item, recognizer, resolver, index) for item in gold.documents] for gold in chosen]
    own = roles_training.sentences(paths.DATA / "models" / "role_sentences.txt")
    written = [read_names(item, None, resolver, index) for item in own.documents]
    examples = [roles_training.examples(gold, read, index) for gold, read in zip(chosen, readings, strict=True)]
    shared = [item for document in roles_training.examples(own, written, index) for item in document]
    fold = deal([item for gold in chosen for item in gold.documents], plan.folds, plan.by)
    flat = [document for corpus in examples for document in corpus]
    tables = [
        roles_training.fit([*shared, *(item for at, one in enumerate(flat) if fold[at] != number for item in one)])
        if plan.folds > 1
        else None
        for number in range(plan.folds)
    ]
    found, at = [], 0
    for gold, read in zip(chosen, readings, strict=True):
        judged = []
        for number, reading in enumerate(read, start=at):
            mentions = roles.assign(reading.document, reading.passages, reading.mentions, index, tables[fold[number]])
            judged.append(replace(reading, mentions=mentions))
        at += len(read)
        found.append(Read(gold, tuple(judged), tuple(judged)))
    return found


class _Practice:
    """The documents laid out for training, once for all folds."""

    def __init__(self, golds: Sequence[Gold], extra: Sequence[Gold], index: Index, plan: Plan) -> None:
        self._names = NameTrainer(index, plan.tables)
        self._written = self._names.practice() if plan.made_up else []
        self._places = PlaceTrainer(index, plan.made_up)
        self._examples = [laid for gold in golds for laid in self._names.examples(gold)]
        self._stories = [self._places.story(item) for gold in golds for item in gold.documents]
        self._extra_examples = [item for gold in extra for laid in self._names.examples(gold) for item in laid]
        self._extra_stories = [self._places.story(item) for gold in extra for item in gold.documents]

    def models(self, chosen: Sequence[int]) -> tuple[TrainedRecognizer, Ranker]:
        """Return what reads, trained on the documents of these numbers and the extra ones."""
        examples = [item for at in chosen for item in self._examples[at]] + self._extra_examples
        if examples:
            examples += self._written
        stories: list[Story] = [
            one for one in (*(self._stories[at] for at in chosen), *self._extra_stories) if one is not None
        ]
        if not examples or not stories:
            raise BadInput("folds: nothing to train on; wanted at least 2 folds, or corpora given by --with")
        return TrainedRecognizer(self._names.fit(examples)), Ranker(self._places.fit(stories))
