"""What the words on both sides of a name say of its role: the strongest rule first, None where none decides."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from mapapp.model import Mention, Role
from mapapp.reading.roles import words as w

WORD = re.compile(r"[^\W_]++(?:['’][^\W_]++)*+")
_LEADING_CHARS, _NEXT_CHARS = 48, 60  # room for the few words that matter
LED = re.compile(
    r"[-‐‑–](?:led|brokered|backed|controlled|held|run|based|sponsored|supported|mediated|funded|friendly)",
    re.IGNORECASE,
)
FOLLOWING = re.compile(r" ([^\W\d_]+)")
POSSESSIVE = re.compile(r"['’]s?\s+")
_SUBJECT = re.compile(r"\b(?:that|said|as|and|but|while)\s*$")


@dataclass(slots=True)
class Around:
    """A mention and the text around it, within its sentence; taken apart once, as every cue looks at its words."""

    mention: Mention
    before: str  # what leads up to the name, or to the list it stands in
    own_after: str  # what follows the name itself
    after: str  # what follows the name, or its list
    seat: bool  # the place is a seat of government
    named_next: bool  # a place of its own follows a possessive ("Armenia's Syunik Province")
    last: list[str] = field(init=False)  # of `before`, the last four words
    tied: bool = field(init=False)  # no sign stands between `before` and the name
    own_next: list[str] = field(init=False)  # the words of `own_after`
    next: list[str] = field(init=False)  # the words of `after`

    def __post_init__(self) -> None:
        """Take the text apart."""
        self.last = WORD.findall(self.before[-_LEADING_CHARS:])[-4:]
        self.tied = self.before.rstrip()[-1:].isalnum()
        self.own_next = WORD.findall(self.own_after[:_NEXT_CHARS])
        self.next = self.own_next if self.after == self.own_after else WORD.findall(self.after[:_NEXT_CHARS])


def decide(around: Around) -> Role | None:
    """Return the role by the first rule that has a say."""
    return _by_form(around) or _by_before(around) or _by_after(around)


def is_subject(before: str) -> bool:
    """Tell whether what follows opens a clause."""
    return not before.strip() or before.rstrip()[-1:] in '“"(,;:' or bool(_SUBJECT.search(before))


def is_located(last: list[str]) -> bool:
    """Tell whether words in lower case end in a phrase of place: "parts of", "arrived from", "visited"."""
    if not last:
        return False
    holders = w.LOCATIVE_PHRASES.get(last[-1])
    return last[-1] in w.LOCATIVE_VERBS if holders is None else len(last) > 1 and last[-2] in holders


def _by_form(around: Around) -> Role | None:
    """Judge by what is tied to the name itself."""
    name, after = around.mention.name, around.own_after
    if LED.match(after):
        return "literal" if after[1:].lower().startswith(("based", "held", "controlled")) else "associative"
    if w.KIND_WORDS.intersection(name.lower().split()[-1:]):  # a given span may be blank
        return "literal"
    possessive = POSSESSIVE.match(after)
    if possessive:
        return by_owned(after[possessive.end() :], named=around.named_next)
    following = FOLLOWING.match(after)
    word = following[1].lower() if following else ""
    if word in w.KIND_WORDS:
        return "literal"
    return "associative" if word in w.OFFICE else None


def by_owned(owned: str, *, named: bool) -> Role | None:
    """Judge a possessive by what is owned: ground ("Armenia's border") or an office ("Armenia's army")."""
    following = [word.lower() for word in WORD.findall(owned)[:2]]
    if not following:
        return None
    if following[0] == "side" or following[0] in w.OFFICE:
        return "associative"
    return "literal" if named or any(word in w.GROUND for word in following) else "associative"


def _by_before(around: Around) -> Role | None:
    """Judge by the words that lead up to a name."""
    if not around.tied:
        return None
    last = [word.lower() for word in around.last]
    while last and last[-1] in ("the", "neighboring", "neighbouring", "nearby"):
        last.pop()
    if not last:
        return None
    if last[-1] in w.LOCATIVE:
        return "literal"
    if w.POLITIES.intersection(around.mention.name.lower().split()[-1:]):  # a given span may be blank
        return "associative"
    if is_located(last):
        return "literal"
    return "associative" if last[-1] in w.TOWARDS else None


def _by_after(around: Around) -> Role | None:
    """Judge by what a name is said to do."""
    place = around.mention.place
    if not around.next or place is None or place.kind in w.NATURE:
        return None
    found, text = [word.lower() for word in around.next[:5]], around.after.lstrip()
    if text.startswith(",") and found[0] == "which":
        found = found[1:]
    elif not text[:1].isalpha():
        return None
    verbs = [word for word in found if word not in w.AUX_ADVERBS]
    acts = around.seat or place.kind == "country"  # it can stand for a government
    if verbs and verbs[0] in w.ACTS:
        return "associative"
    if len(verbs) > 1 and verbs[0] in w.AUXILIARIES and acts and is_subject(around.before):
        return None if verbs[1] in w.PASSIVE_LOCATIVE else "associative"
    return None
