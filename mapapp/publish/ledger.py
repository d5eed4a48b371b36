"""The claim ledger of an incident: who asserts, who disputes, who qualifies, and the numbers they give, side by side.

A view worked out from the incident's reports, never stored. Numbers that differ stand apart with their unit and
hedge and are never averaged; a number many give stands once, with everyone who gives it.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from mapapp.model import STANCES, Incident, Manner, Quantity, Report, SpeakerKind, Stance, is_round

TITLED = 3  # words of a name by which one of its forms is known from a longer one


@dataclass(frozen=True, slots=True)
class Word:
    """Somebody's word in one report."""

    number: int  # of the report, from 1, in the incident's own order; that of the first where several say the same
    report: Report
    source: str  # name of the outlet that carries it
    answers: tuple[int, ...] = ()  # numbers of the words it answers
    quantities: tuple[Quantity, ...] = ()  # the numbers it gives


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody who speaks, with everything they say of the incident in one stance."""

    name: str  # the fullest form of the name; of an outlet's own voice the outlet's
    kind: SpeakerKind | None  # "outlet" for an outlet's own voice
    stance: Stance
    own_voice: bool  # the outlet itself says so: nobody is quoted
    words: tuple[Word, ...]

    @property
    def manners(self) -> tuple[Manner, ...]:
        """Return how they say it, each way once."""
        return tuple(dict.fromkeys(word.report.manner for word in self.words))

    @property
    def sources(self) -> tuple[str, ...]:
        """Return the outlets that carry it."""
        return tuple(dict.fromkeys(word.source for word in self.words))

    @property
    def answers(self) -> tuple[int, ...]:
        """Return the numbers of the words it answers."""
        return tuple(sorted({number for word in self.words for number in word.answers}))


@dataclass(frozen=True, slots=True)
class Figure:
    """A number as it is given, and by whom."""

    value: float
    hedge: str | None
    unit: str
    by: tuple[tuple[str, int], ...]  # (who, number of the word), who is an outlet where nobody is quoted

    def said(self, number: str) -> str:
        """Return it as it was given, with its value as `number`: "up to 600", and "dozens" where no figure is."""
        if self.hedge is None:
            return number
        return self.hedge if is_round(self.hedge) else f"{self.hedge} {number}"


@dataclass(frozen=True, slots=True)
class Ledger:
    """Everything said of an incident, side by side."""

    parties: tuple[Party, ...]  # those who assert first, then those who dispute, then those who qualify
    figures: tuple[tuple[str, tuple[Figure, ...]], ...]  # (unit, figures from the smallest on)

    def of(self, stance: Stance) -> tuple[Party, ...]:
        """Return the parties of one stance."""
        return tuple(party for party in self.parties if party.stance == stance)

    @property
    def contested(self) -> bool:
        """Tell whether some assert what others dispute."""
        return bool(self.of("asserts")) and bool(self.of("disputes"))

    @property
    def differing(self) -> tuple[tuple[str, tuple[Figure, ...]], ...]:
        """Return the figures of which more than one is given."""
        return tuple((unit, figures) for unit, figures in self.figures if len(figures) > 1)

    @property
    def agreed(self) -> tuple[tuple[str, tuple[Figure, ...]], ...]:
        """Return the figures of which one only is given."""
        return tuple((unit, figures) for unit, figures in self.figures if len(figures) == 1)


def ledger(incident: Incident, names: Mapping[str, str]) -> Ledger:
    """Return the ledger of an incident; `names` are what outlets are called, by id of the document."""
    words = _words(incident, names)
    full = _full_names(words)
    parties: dict[tuple[Stance, str], list[Word]] = {}
    for word in words:
        parties.setdefault((word.report.stance, _key(word, full)), []).append(word)
    made = [_party(stance, found) for (stance, _), found in parties.items()]
    made.sort(key=lambda party: (STANCES.index(party.stance), party.own_voice, party.words[0].number))
    return Ledger(tuple(made), _figures(words))


def _words(incident: Incident, names: Mapping[str, str]) -> list[Word]:
    """Return everyone's word, each once: a sentence that tells an incident twice says it once."""
    seen: dict[tuple[object, ...], tuple[int, Report]] = {}
    figures: dict[tuple[object, ...], dict[Quantity, None]] = {}
    for number, report in enumerate(incident.reports, start=1):
        key = (report.document_id, report.start, report.end, report.stance, report.speaker)
        seen.setdefault(key, (number, report))
        figures.setdefault(key, {}).update(dict.fromkeys(report.quantities))
    told = list(seen.values())
    return [
        Word(
            number, report, names.get(report.document_id, report.document_id), _answered(report, told),
            tuple(figures[key]),
        )
        for key, (number, report) in seen.items()
    ]  # fmt: skip


def _answered(report: Report, told: Sequence[tuple[int, Report]]) -> tuple[int, ...]:
    """Return the numbers of the words a report answers: the one it names, else what others say of it elsewhere.

    In a document that does not tell the claim itself, a denial answers whoever else asserts the incident.
    """
    if report.answers is not None:
        spot = (report.answers.document_id, report.answers.start, report.answers.end)
        return tuple(
            number
            for number, other in told
            if (other.document_id, other.start, other.end) == spot and other is not report
        )
    if report.stance != "disputes":
        return ()
    return tuple(
        number
        for number, other in told
        if other.stance == "asserts" and other.speaker is not None and not _same_side(report, other)
    )


def _same_side(one: Report, other: Report) -> bool:
    return bool(set(one.sides) & set(other.sides)) or _folded(one.speaker or "") == _folded(other.speaker or "")


def _folded(name: str) -> str:
    """Return a name without case, article, diacritics and possessive, to compare it with others."""
    flat = unicodedata.normalize("NFKD", name.casefold()).replace("’s", "").replace("'s", "")
    words = [word.strip(".,;:“”\"'()") for word in flat.split()]
    bare = [word for word in words if word not in ("the", "a", "an")]
    return " ".join("".join(sign for sign in word if not unicodedata.combining(sign)) for word in bare)


def _full_names(words: Iterable[Word]) -> dict[str, str]:
    """Return, for each short form of a person's name, the fullest form met: "koval" to "governor dmytro koval"."""
    forms = sorted(
        {_folded(w.report.speaker) for w in words if w.report.speaker and w.report.speaker_kind == "person"}
    )
    found: dict[str, str] = {}
    for form in forms:
        longer = [other for other in forms if other != form and other.split()[-1:] == form.split()[-1:]]
        fullest = max([form, *longer], key=lambda each: (len(each.split()), each))
        fits = len(form.split()) < TITLED or set(form.split()) <= set(fullest.split())
        found[form] = fullest if fits else form
    return found


def _key(word: Word, full: Mapping[str, str]) -> str:
    """Return what one party is known by."""
    speaker = word.report.speaker
    if speaker is None:
        return f"\x1f{word.source}\x1f{word.report.speaker_kind}"
    name = _folded(speaker)
    return full.get(name, name)


def _party(stance: Stance, words: Sequence[Word]) -> Party:
    first = words[0].report
    own = first.speaker is None
    names = [word.report.speaker for word in words if word.report.speaker]
    name = max(names, key=lambda each: (len(each), each)) if names else words[0].source
    kind: SpeakerKind | None = first.speaker_kind if not own else "unnamed" if first.speaker_kind else "outlet"
    return Party(name, kind, stance, own, tuple(words))


def _figures(words: Iterable[Word]) -> tuple[tuple[str, tuple[Figure, ...]], ...]:
    """Return the numbers given, by unit: one figure for each value and hedge, with everyone who gives it."""
    units: dict[str, dict[tuple[float, str | None], dict[tuple[str, int], None]]] = {}
    for word in words:
        who = word.report.speaker or word.source
        for quantity in word.quantities:
            given = units.setdefault(quantity.unit, {})
            given.setdefault((quantity.value, quantity.hedge), {})[(who, word.number)] = None
    return tuple(
        (
            unit,
            tuple(Figure(value, hedge, unit, tuple(by)) for (value, hedge), by in sorted(given.items(), key=_size)),
        )
        for unit, given in sorted(units.items())
    )


def _size(item: tuple[tuple[float, str | None], object]) -> tuple[float, str]:
    (value, hedge), _ = item
    return value, hedge or ""


def ledger_record(made: Ledger) -> dict[str, object]:
    """Return a ledger as plain data; `report` and `answers` are places in the incident's list of reports, from 0."""
    return {
        "contested": made.contested,
        "claims": [
            {
                "speaker": None if party.own_voice else party.name,
                "speaker_kind": party.kind,
                "stance": party.stance,
                "how": list(party.manners),
                "words": [
                    {"report": word.number - 1, "answers": [number - 1 for number in word.answers]}
                    for word in party.words
                ],
            }
            for party in made.parties
        ],
        "figures": [
            {
                "unit": unit,
                "given": [
                    {
                        "value": figure.value,
                        "hedge": figure.hedge,
                        "by": [{"who": who, "report": number - 1} for who, number in figure.by],
                    }
                    for figure in figures
                ],
            }
            for unit, figures in made.figures
        ],
    }
