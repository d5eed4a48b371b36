"""The data every room speaks: frozen, slotted, checked when built.

Offsets are half-open code-point ranges into `Document.text`, so `document.text[start:end]` is always the quote.
Coordinates are (lon, lat) in degrees, WGS 84. `None` means "could not tell"; an empty tuple means "looked, found
nothing".
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal, get_args

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

Section = Literal["headline", "dateline", "caption", "body", "boilerplate"]
Role = Literal["literal", "associative", "demonym"]
Basis = Literal["stated", "inferred", "editor"]
WhenBasis = Literal["stated", "publication", "expression", "inferred"]
TimeType = Literal["DATE", "TIME", "DURATION", "SET"]
Stance = Literal["asserts", "disputes", "qualifies"]
Manner = Literal["says", "accuses", "denies", "confirms", "doubts", "according to", "unattributed"]
SpeakerKind = Literal["person", "office", "side", "outlet", "unnamed"]
Status = Literal["reported", "historical", "planned", "threatened", "hypothetical", "negated"]
Verdict = Literal["apart", "together"]
Precision = Literal["exact", "near", "area", "line", "region", "country", "none"]
Kind = Literal[
    "agree", "consult", "support", "concede", "cooperate", "aid", "retreat", "request",
    "accuse", "reject", "threaten", "protest", "sanction", "mobilize", "coerce", "assault",
    "disaster", "accident", "crime",
]  # fmt: skip

SECTIONS: tuple[Section, ...] = get_args(Section)
ROLES: tuple[Role, ...] = get_args(Role)
STANCES: tuple[Stance, ...] = get_args(Stance)
MANNERS: tuple[Manner, ...] = get_args(Manner)
SPEAKER_KINDS: tuple[SpeakerKind, ...] = get_args(SpeakerKind)
STATUSES: tuple[Status, ...] = get_args(Status)
PRECISIONS: tuple[Precision, ...] = get_args(Precision)
KINDS: tuple[Kind, ...] = get_args(
    Kind
)  # PLOVER's sixteen categories, lower case, and three for what is not politics
AMOUNTS = frozenset(("ten", "dozen", "score", "hundred", "thousand", "million", "billion"))


def _check_span(start: int, end: int) -> None:
    if not 0 <= start < end:
        raise ValueError(f"a span needs 0 <= start < end, got [{start}, {end})")


def content_id(*parts: str) -> str:
    """Return a stable 16-digit hexadecimal id of the parts: same content, same id."""
    joined = "\x1f".join(parts).encode("utf-8", "surrogatepass")
    return hashlib.sha256(joined).hexdigest()[:16]


def is_round(hedge: str | None) -> bool:
    """Tell a hedge that says the amount itself ("dozens", "at least several thousand"): there is no figure."""
    return hedge is not None and hedge.rpartition(" ")[2].removesuffix("s") in AMOUNTS


def _check_share(name: str, value: float | None) -> None:
    if value is not None and not 0 <= value <= 1:
        raise ValueError(f"{name} needs 0 <= {name} <= 1, got {value}")


@dataclass(frozen=True, slots=True)
class PublishedCandidate:
    """A possible date of publication and what speaks for it."""

    value: str  # EDTF: a day or a year
    weight: float  # 0..1: its share among the candidates of the same precision, "none of them" counted in
    evidence: tuple[str, ...] = ()  # in words

    def __post_init__(self) -> None:
        """Reject a weight that is no share."""
        _check_share("weight", self.weight)


@dataclass(frozen=True, slots=True)
class Published:
    """When a document was published, and how that is known."""

    value: str | None = None  # EDTF, to the minute at most; None = could not tell
    basis: Basis | None = None  # None exactly when value is None
    reason: str = ""  # in words, for the page: what it follows from
    confidence: float | None = None  # 0..1 that `value` is right; 1 = given with the report; None = not known
    candidates: tuple[PublishedCandidate, ...] = ()  # heaviest first; kept also where none stood out

    def __post_init__(self) -> None:
        """Reject a date without a basis, a basis without a date, and a confidence that is no share."""
        if (self.value is None) != (self.basis is None):
            raise ValueError(f"published value and basis go together, got {self.value!r}, {self.basis!r}")
        if self.basis == "editor" and self.confidence is None:
            object.__setattr__(self, "confidence", 1.0)  # an editor's word is not weighed
        _check_share("confidence", self.confidence)


@dataclass(frozen=True, slots=True)
class Document:
    """One report as it came: the text is never changed, every offset points into it."""

    id: str  # the file's stem, or the id the input gave
    text: str
    title: str | None = None
    publisher: str | None = None
    language: str | None = None  # BCP 47; None = not said (reading then detects it)
    published: Published = Published()
    url: str | None = None  # only ever shown, never fetched
    publisher_basis: Basis | None = None  # "stated": read off its dateline; None: it came with it, or is not known

    @property
    def sha256(self) -> str:
        """Hexadecimal SHA-256 of the text in UTF-8: what `mapapp verify` checks quotes against."""
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence (or a headline, caption, line of boilerplate) of a document."""

    start: int
    end: int
    section: Section
    paragraph: int  # counts from 0; sentences of one paragraph share it

    def __post_init__(self) -> None:
        """Reject an empty or reversed range."""
        _check_span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Place:
    """A gazetteer entry."""

    id: str  # "gn:616052" (GeoNames), "ne:..." (Natural Earth), "sc:sev-lake" (data/gazetteer/*.csv)
    name: str  # the gazetteer's own preferred name
    kind: str  # one of gazetteer.kinds.KINDS: country, province, district, city, village, lake, ...
    lon: float | None  # representative point; None for what has none (a continent, a vanished state)
    lat: float | None
    radius_km: float | None = None  # how far the place reaches from its point; None = unknown or see geometry
    shape: Literal["point", "line", "polygon", "none"] = "point"  # what PlaceIndex.geometry returns
    population: int | None = None
    country: str | None = None  # ISO 3166-1 alpha-2; None where disputed, or where no country holds it
    within: tuple[str, ...] = ()  # ids of containing places, innermost first
    geonameid: int | None = None
    disputed: bool = False


@dataclass(frozen=True, slots=True)
class Candidate:
    """One reading of a place name, with the resolver's score and reason."""

    place: Place
    score: float  # 0..1, comparable within one mention only
    reason: str = ""  # in words: "same province as Vardenis"


@dataclass(frozen=True, slots=True)
class Mention:
    """A place name in a text: where it stands, how it is used, and which place it means."""

    start: int
    end: int
    name: str  # document.text[start:end]
    role: Role
    section: Section
    place: Place | None = None  # None = could not tell which place, or none fits
    confidence: float | None = None  # probability 0..1 that `place` is right, calibrated; None: no place, or unknown
    alternatives: tuple[Candidate, ...] = ()  # best first, the chosen one included
    reason: str = ""  # why this place, or why none, in words

    def __post_init__(self) -> None:
        """Reject an empty or reversed range."""
        _check_span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class When:
    """A date as an interval: [start, end) in whole days, with the EDTF string that says the same."""

    value: str  # EDTF level 1 (ISO 8601-2): 2021-05-12, 2021-05, 2020-23, 199X, a/b, 2020/.., 2021-05-16T00:42
    start: date | None  # first day; None = open towards the past
    end: date | None  # the day after the last; None = open towards the future
    basis: WhenBasis  # stated in the text, relative to publication or to another expression, inferred

    def __post_init__(self) -> None:
        """Reject an interval that ends before it begins."""
        if self.start and self.end and self.end <= self.start:
            raise ValueError(f"{self.value}: an interval needs start < end, got {self.start}, {self.end}")

    @property
    def days(self) -> int | None:
        """Length in days, None when open."""
        return (self.end - self.start).days if self.start and self.end else None


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """A date, time, duration or set in a text."""

    start: int
    end: int
    text: str  # document.text[start:end]
    type: TimeType  # TIMEX3 type
    timex_value: str | None  # TIMEX3 value: 2021-05-12, 2021-W19, P6W, ...
    when: When | None  # None for durations, sets, and what could not be grounded
    reason: str = ""  # in words: "the Friday before publication (2021-05-16)"

    def __post_init__(self) -> None:
        """Reject an empty or reversed range."""
        _check_span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit and hedge: "up to 600 troops"."""

    start: int
    end: int
    value: float  # where the hedge says the amount itself, the least that it can mean
    unit: str  # lemma of what is counted: "troops", "lives", "km"
    hedge: str | None = None  # as the text has it: "up to", "an estimated"; or with the amount: "dozens", "a dozen"

    @property
    def is_round(self) -> bool:
        """Whether the text gives no figure, but says "dozens", "several thousand"."""
        return is_round(self.hedge)


@dataclass(frozen=True, slots=True)
class IncidentPlace:
    """Where an incident is said to have happened: the gazetteer's place and the text's own name for it."""

    place: Place
    name: str  # as the source names it


@dataclass(frozen=True, slots=True)
class Extent:
    """What the words support on a map."""

    geometry: BaseGeometry | None  # WGS 84 lon/lat; None = unlocated (the tray)
    precision: Precision
    error_km: float | None = None  # radius within which the true spot is expected; None = not meaningful
    reason: str = ""  # in words: "3.5 km into Syunik from its border"


@dataclass(frozen=True, slots=True)
class Answered:
    """Where somebody's word stands: the quote of a report, in this document or another."""

    document_id: str
    start: int
    end: int

    def __post_init__(self) -> None:
        """Reject an empty or reversed range."""
        _check_span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Report:
    """Somebody's word that something happened: the sentence or clause that tells of it."""

    document_id: str
    start: int
    end: int
    quote: str  # document.text[start:end]
    kind: Kind
    status: Status
    stance: Stance
    speaker: str | None = None  # as the text names them; None = the outlet's own voice
    how: str = ""  # the cue: "said", "accused", "according to"; empty = unattributed
    manner: Manner = "unattributed"  # what kind of word the cue is
    speaker_kind: SpeakerKind | None = None  # None = could not tell, or nobody is named
    sides: tuple[str, ...] = ()  # folded names of the sides and persons the speaker speaks for
    through: tuple[str, ...] = ()  # who passes it on, nearest to the speaker first: "Reuters" of "Reuters quoted ..."
    answers: Answered | None = None  # the claim it denies, confirms or doubts
    trigger: tuple[int, int] | None = None  # span of the words that tell of the event
    when: When | None = None
    when_span: tuple[int, int] | None = None  # where the date stands, to show it as printed
    places: tuple[IncidentPlace, ...] = ()  # most telling first
    extent: Extent | None = None
    actors: tuple[str, ...] = ()  # who acts, folded names of sides or persons
    targets: tuple[str, ...] = ()  # on or towards whom
    quantities: tuple[Quantity, ...] = ()
    mode: str | None = None  # PLOVER mode or finer word: "incursion", "clash", "visit"
    reasons: tuple[str, ...] = ()  # which rules made it, in words

    def __post_init__(self) -> None:
        """Reject an empty or reversed range, and a quote that is not as long as its range."""
        _check_span(self.start, self.end)
        if len(self.quote) != self.end - self.start:
            raise ValueError(f"quote of {len(self.quote)} characters for range [{self.start}, {self.end})")


@dataclass(frozen=True, slots=True)
class Joined:
    """Why a report was put under an incident: the evidence weighed when it was, in words and points."""

    document_id: str
    start: int  # of the report's quote
    end: int
    trigger: tuple[int, int] | None  # of the report: two of one quote differ by it
    score: float  # sum of the evidence
    needed: float  # what the score had to exceed
    evidence: tuple[tuple[str, float], ...] = ()  # (in words, points), weightiest first; points may be negative

    def __post_init__(self) -> None:
        """Reject an empty or reversed range."""
        _check_span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Mark:
    """A report as somebody pointed at it: found again by its words when the document is read anew or replaced."""

    document_id: str
    start: int  # of the quote
    end: int
    quote: str
    trigger: tuple[int, int] | None = None  # of the report: two of one quote differ by it

    def __post_init__(self) -> None:
        """Reject an empty or reversed range."""
        _check_span(self.start, self.end)

    @classmethod
    def of(cls, report: Report) -> Mark:
        """Return what a report is found again by."""
        return cls(report.document_id, report.start, report.end, report.quote, report.trigger)


@dataclass(frozen=True, slots=True)
class Ruling:
    """Somebody's decision that reports are of two incidents, or of one. It outlives reading and merging anew."""

    id: str
    verdict: Verdict
    one: tuple[Mark, ...]
    other: tuple[Mark, ...]
    by: str  # who decided
    at: str  # when: ISO 8601, UTC; of two on the same reports the later counts
    why: str


@dataclass(frozen=True, slots=True)
class Source:
    """Documents that count once among an incident's sources: one that stands alone, or copies of one text."""

    documents: tuple[str, ...]  # ids, the earliest published first
    reason: str = ""  # why they are no independent sources of each other, in words; "" = a document of its own


@dataclass(frozen=True, slots=True)
class Headline:
    """What a title is made of: `headlines` says it in words."""

    what: str  # mode, or kind where there is none
    who: tuple[str, ...] = ()  # at most two sides or persons, as they are written
    how: str = ""  # how it stands to `where`: "in", "near", "away", "along", "border"; "" = no place in the title
    where: tuple[str, ...] = ()  # names: one, or two of a border
    km: int | None = None  # how far "away" is, to two digits; None for the others

    def __post_init__(self) -> None:
        """Reject more names than a title has room for, and a place without how it is meant."""
        if (self.km is None) != (self.how != "away"):
            raise ValueError(f"headline of {self.what}: {self.how!r} with {self.km} km")
        if len(self.who) > 2 or len(self.where) != {"": 0, "border": 2}.get(self.how, 1):
            raise ValueError(f"headline of {self.what}: {len(self.who)} names, {self.how!r} {len(self.where)} places")


@dataclass(frozen=True, slots=True)
class Incident:
    """Something that happened, or is said to have, with everyone's reports of it."""

    id: str  # content-derived, see reading.merging
    kind: Kind
    status: Status
    title: str  # made from its facts, plain English
    when: When | None
    places: tuple[IncidentPlace, ...]  # most telling first
    extent: Extent
    reports: tuple[Report, ...]  # at least one
    mode: str | None = None
    reasons: tuple[str, ...] = ()  # why these reports are one incident, in words
    joined: tuple[Joined, ...] = ()  # how each report came in, in the order it did; the first needs no reason
    sources: tuple[Source, ...] = ()  # the independent ones: copies of one text count once; () = not worked out
    headline: Headline | None = None  # the facts of the title; None = it was not made from any

    def __post_init__(self) -> None:
        """Reject an incident nobody reports: every marker is a footnote."""
        if not self.reports:
            raise ValueError(f"incident {self.id} has no report")


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything read out of one document."""

    document: Document  # with `published` and `language` filled in where reading could tell
    passages: tuple[Passage, ...] = ()
    mentions: tuple[Mention, ...] = ()  # in text order
    times: tuple[TimeExpression, ...] = ()  # in text order
    reports: tuple[Report, ...] = ()  # in text order
    problem: str | None = None  # why it could not be read ("language: Russian"); None = it was read
    made_by: str = ""  # name and hash of the options, gazetteer and models that made it
