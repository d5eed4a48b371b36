"""Closed classes of English words, and word forms that news uses one way far more often than another."""

from __future__ import annotations

from mapapp.reading.numerals import ONES, TENS
from mapapp.reading.tokens import words

DET = words(
    """
    the a an this that these those some any no every each both all several many few another other such more
    most what half
    """
)
POSS = words(
    """
    his her its their my our your whose 's ’s
    """
)
PRON = words(
    """
    he she it they we i you him them me us who himself herself itself themselves there everyone nobody others
    someone
    """
)
PREP = words(
    """
    in on at of by for from with into onto over under near between along across through against towards toward
    inside outside within without about around behind beyond below above beside amid among during despite
    following per via upon off up down out back away to than as including regarding concerning till until
    after before since because besides past throughout amidst alongside ahead
    """
)
SUB = words(
    """
    that after before since while although though because if when as until unless whereas once
    """
)
REL = words(
    """
    who which that whom whose where
    """
)
CONJ = words(
    """
    and or but nor yet ; &
    """
)
MODAL = words(
    """
    will would can could may might shall should must 'll ’ll cannot
    """
)
BE = words(
    """
    be am is are was were been being 's ’s 're ’re isn't aren't wasn't weren't isn’t aren’t
    """
)
BE |= frozenset(["wasn’t", "weren’t"])
HAVE = words(
    """
    have has had having hasn't haven't hadn't hasn’t haven’t hadn’t 've ’ve
    """
)
DO = words(
    """
    do does did don't doesn't didn't don’t doesn’t didn’t
    """
)
NEG = words(
    """
    not never n't n’t neither nor hardly barely scarcely
    """
)
ADV = words(
    """
    not also only just still already even again soon later earlier then now today yesterday tomorrow meanwhile
    however once too very so far almost nearly about ever back away together abroad here there further indeed
    ago instead simply allegedly reportedly not least
    """
)
QUOTES = frozenset("\"“”„«»``''")
NUMBER_WORDS = {word: number for number, word in enumerate(ONES)}
NUMBER_WORDS |= {word: 10 * number for number, word in enumerate(TENS, 2)}
NUMBER_WORDS |= {"hundred": 100, "thousand": 1000, "million": 1_000_000, "dozen": 12}
NUMBER_WORDS |= {"tens": 10, "hundreds": 100, "thousands": 1000, "millions": 1_000_000, "dozens": 12}
MOSTLY_NOUN = words(
    """
    rights dam dams
    force forces troop troops state states side sides party parties border borders area areas man men part
    parts house people group groups time times week weeks year years month months day days soldier soldiers
    police source sources region regions power powers position positions ground grounds line lines leader
    leaders
    rival rivals rebel rebels guard guards pilot pilots school schools house houses tank tanks gun guns rocket rockets
    shell shells mortar mortars store stores street streets road roads body bodies head heads face faces land lands
    station stations hospital church market crowd crowds bus shop shops ship ships mine mines weapon weapons bridge
    bridges doctor doctors father mother post posts centre centres center centers
    crew crews minister ministers bars
    """
)
HEDGES = words(
    """
    up to more less fewer than over around about under nearly almost at least most as many much few
    """
)
MOSTLY_VERB = words(
    """
    said says told killed left found made took went came gave got kept held saw led
    """
)
SAYINGS = frozenset(["say", "says", "deny", "denies", "confirm", "confirms", "accuse", "accuses"])
OPENING = frozenset(["accusing", "blaming", "citing", "quoting", "denying", "confirming", "rejecting"])
DURING = frozenset(["in", "during", "amid", "amidst"])
FIGHTING = frozenset(["fighting", "shelling", "bombing", "shooting", "rioting", "looting", "killing", "flooding"])
