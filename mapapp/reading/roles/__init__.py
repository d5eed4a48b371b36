"""How each place name is used: as a location, as an actor, or as a word for people and things from a place.

The three roles follow Gritta, Pilehvar and Collier (2020): literal ("in Armenia", "the Lachin district"),
associative ("Baku denied", "Moscow-led", "U.S. officials": a government, army or people stands behind the name), and
demonym ("Armenian"). Rules look at the words on both sides of a name, the strongest cue first; what no cue decides
goes by the kind of place: states and seats of government act, other places lie.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from mapapp.model import Document, Mention, Passage, Role
from mapapp.reading.resolvers.base import PlaceIndex
from mapapp.reading.tokens import words

# after these a name is where something is or happens
_LOCATIVE = words(
    """
    in at near inside outside within into across throughout around along beyond above below beside via onto
    under north south east west northeast northwest southeast southwest northern southern eastern western
    central upper lower downtown inner outer greater
    """
)
_LOCATIVE_PHRASES = re.compile(
    r"\b(?:(?:regions?|provinces?|districts?|cit(?:y|ies)|towns?|villages?|capitals?|territor(?:y|ies)|enclaves?"
    r"|areas?|parts?|most|all|outskirts|suburbs?|borders?|coasts?|shores?|banks?|hills?|mountains?|plains?"
    r"|countryside|streets?|north|south|east|west|middle|centre|center|control|swaths?|swathes|republics?|states?"
    r"|county|counties|lakes?|rivers?|valleys?|islands?) of"
    r"|independence for|(?:tensions|control|dispute|conflict|war) over|(?:war|conflict) in|(?:way|trip|visit|road) to"
    r"|travell?ed to|went to|go(?:es|ing)? to|fl[ey]w? to|moved to|returned? to|drove to|arrived? (?:in|from)"
    r"|came from|fled(?: from)?|left|entered|visit(?:ed|ing)?|connect(?:s|ing)?|reach(?:ed|ing)?|cross(?:ed|ing)"
    r"|captured|seized|invaded|shelled|bombed|attacked|hit|struck|liberated|occupied|between"
    r"|(?:miles?|kilomet(?:er|re)s?|km|road) from|deported to|sent to|smuggled (?:to|into|from)|imported from"
    r"|born in|based in|located between)"
    r"(?: the)?\s*$",
    re.IGNORECASE,
)
# what a state or its government does; "has", "was" and the like say nothing by themselves
_ACTS = words(
    """
    said says say saying asks asked ask accuses accused accuse rejects rejected reject denies denied deny
    claims claimed claim urges urged urge warns warned warn calls called call demands demanded demand
    announced announces agreed agrees agree signed signs wants wanted want expects expected expressed
    offered offers refused refuses sent sends deployed deploys withdrew withdraws fought fights fight ceded
    cedes recognized recognised condemned condemns supports supported backs backed insists insisted insist
    maintains maintained understands considers considered blamed blames blame hopes hoped pledged pledges
    promised vowed vows threatened threatens imposed imposes launched attacked invaded breached failed fails
    tried tries handed transferred responded responds rejected mediated brokered controls controlled
    disputes disputed voted votes decided decides plans planned intends suspended halted banned bans closed
    reopened confirmed confirms reported reports believes believed argues argued stressed stressed noted
    added joined joins left helped helps provided provides requests requested request seeks sought pushes
    pushed proposes proposed welcomed welcomes ordered orders expelled summoned summons recalled bought buys
    sells sold built builds asked beat beats
    """
)
_AUXILIARIES = words("has had have is was were are will would should could may might must can did does do to")
_POLITIES = words("republic federation union kingdom emirate caliphate")
_PASSIVE_LOCATIVE = words("located situated home")
_AUX_ADVERBS = words("not also already now still since never repeatedly immediately quickly later earlier reportedly")
# before a name: it is acted upon or dealt with as somebody
_TOWARDS = words(
    """
    accuse accused accuses accusing ask asked asks asking urge urged urges urging warn warned blame blamed
    blaming support supported supporting supports help helped helping against by with call called calls on
    member ally allies join joined joining told tell telling sue sued sanction sanctions over
    """
)
_OFFICE = words(
    """
    president minister premier prime chancellor king queen government parliament army military forces troops
    ministry officials official spokesman spokeswoman spokesperson ambassador embassy embassies envoy
    diplomat diplomats secretary senate congress department state administration police navy regime leader
    leaders authorities foreign defence defense supreme court policy sanctions side delegation team soldiers
    peacekeepers assistance support help aid claims allies ally response decision interests influence
    relations deputy general national air
    """
)
_GROUND = words(
    """
    border borders territory territories soil coast coastline region regions province provinces north south
    east west northern southern eastern western northeast northwest capital city cities town towns village
    villages district districts mountains lake river rivers airport airports port ports streets suburbs
    outskirts frontier side area areas largest second biggest main highway highways forests coastal central
    downtown neighborhood neighborhoods county
    """
)
_KIND_WORDS = words(
    """
    county district province region oblast governorate prefecture municipality parish township marz rayon
    raion krai corridor lake river valley mountains island islands peninsula sea gulf strait desert pass bay
    basin reservoir dam airport village town mountain mount plateau border
    """
)
_NATURE = frozenset(
    {"lake", "sea", "river", "mountain", "range", "pass", "valley", "island", "desert", "corridor", "plain", "gulf",
     "strait", "peninsula", "plateau", "forest", "canal", "dam", "reservoir", "road", "bridge", "village", "district"}
)  # fmt: skip
_SETTLEMENTS = frozenset({"city", "town", "village", "locality"})
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_LED = re.compile(
    r"[-‐‑–](?:led|brokered|backed|controlled|held|run|based|sponsored|supported|mediated|funded|friendly)",
    re.IGNORECASE,
)
_SUBJECT = re.compile(r"\b(?:that|said|as|and|but|while)\s*$")
_FOLLOWING = re.compile(r" ([^\W\d_]+)")
_POSSESSIVE = re.compile(r"['’]s?\s+")


def assign(
    document: Document, passages: Sequence[Passage], mentions: Sequence[Mention], index: PlaceIndex
) -> tuple[Mention, ...]:
    """Return the mentions with their roles; order and everything else stay as they are."""
    judge = _Judge(document.text, passages, mentions, index)
    roles = [judge.role(number) for number in range(len(mentions))]
    pairs = zip(mentions, roles, strict=True)
    return tuple(mention if mention.role == role else replace(mention, role=role) for mention, role in pairs)


class _Judge:
    """Decides the roles of one document's mentions."""

    def __init__(
        self, text: str, passages: Sequence[Passage], mentions: Sequence[Mention], index: PlaceIndex
    ) -> None:
        self.text = text
        self.mentions = mentions
        self.index = index
        self.starting = {mention.start: mention for mention in mentions}
        self.lists = _lists(text, mentions)
        self.bounds: list[tuple[int, int]] = []
        number = 0
        for mention in mentions:
            while number < len(passages) and passages[number].end <= mention.start:
                number += 1
            inside = number < len(passages) and passages[number].start <= mention.start
            self.bounds.append((passages[number].start, passages[number].end) if inside else (0, len(text)))

    def role(self, number: int) -> Role:
        """Return the role of one mention."""
        mention = self.mentions[number]
        if self._is_demonym(mention):
            return "demonym"
        first, last = self.lists[number]
        before = self.text[max(self.bounds[number][0], self.mentions[first].start - 60) : self.mentions[first].start]
        own_after = self.text[mention.end : min(self.bounds[number][1], mention.end + 80)]
        after = self.text[self.mentions[last].end : min(self.bounds[number][1], self.mentions[last].end + 80)]
        if mention.section == "dateline":
            return "literal"
        return (
            self._by_form(mention, own_after)
            or _by_before(before, mention.name)
            or _by_after(after, before, mention, acts=self._acts(mention))
            or self._by_kind(mention)
        )

    def _is_demonym(self, mention: Mention) -> bool:
        """Tell whether a word is an adjective or demonym here, and not the name of the place it was resolved to."""
        if not self.index.demonym(mention.name):
            return False
        if mention.place is None:
            return not self.index.has(mention.name)
        spellings = {name.casefold() for name, _ in self.index.names(mention.place.id)}
        if mention.name.casefold().replace(".", "") not in {name.replace(".", "") for name in spellings}:
            return True
        before = _WORD.findall(self.text[max(0, mention.start - 20) : mention.start])
        located = bool(before) and before[-1].lower() in _LOCATIVE
        return mention.place.kind in _SETTLEMENTS and not located

    def _by_form(self, mention: Mention, after: str) -> Role | None:
        """Judge by what is tied to the name itself."""
        if _LED.match(after):
            return "literal" if after[1:].lower().startswith(("based", "held", "controlled")) else "associative"
        if _KIND_WORDS.intersection(mention.name.lower().split()[-1:]):  # a given span may be blank
            return "literal"
        possessive = _POSSESSIVE.match(after)
        if possessive:
            return self._by_owned(mention.end + possessive.end(), after[possessive.end() :])
        following = _FOLLOWING.match(after)
        word = following[1].lower() if following else ""
        if word in _KIND_WORDS:
            return "literal"
        return "associative" if word in _OFFICE else None

    def _by_owned(self, start: int, owned: str) -> Role | None:
        """Judge a possessive by what is owned: ground ("Armenia's border") or an office ("Armenia's army")."""
        following = [word.lower() for word in _WORD.findall(owned)[:2]]
        if not following:
            return None
        if following[0] == "side" or following[0] in _OFFICE:
            return "associative"
        literal = any(word in _GROUND for word in following) or self._is_name_after(start)
        return "literal" if literal else "associative"

    def _is_name_after(self, start: int) -> bool:
        """Tell whether a place of its own follows a possessive ("Armenia's Syunik Province")."""
        other = self.starting.get(start)
        return other is not None and not self._is_demonym(other)

    def _by_kind(self, mention: Mention) -> Role:
        place = mention.place
        if place is None or place.kind in _NATURE:
            return "literal"
        if place.kind in ("building", "site"):
            return "associative" if self.index.seat(place.id) else "literal"
        return "associative" if place.kind in ("country", "historical") else "literal"

    def _acts(self, mention: Mention) -> bool:
        """Tell whether the place can stand for a government: a country, or a seat of one."""
        place = mention.place
        return place is not None and (place.kind == "country" or bool(self.index.seat(place.id)))


def _lists(text: str, mentions: Sequence[Mention]) -> list[tuple[int, int]]:
    """Return for each mention the first and last of the list ("Lachin and Kalbajar") it stands in."""
    found: list[tuple[int, int]] = []
    first = 0
    for number, mention in enumerate(mentions):
        if number + 1 == len(mentions) or not _joins(text[mention.end : mentions[number + 1].start]):
            found += [(first, number)] * (number + 1 - first)
            first = number + 1
    return found


def _joins(between: str) -> bool:
    return len(between) < 12 and between.strip(" ,") in ("", "and", "or", "&", "the", "and the") and between != " "


def _by_before(before: str, name: str) -> Role | None:
    """Judge by the words that lead up to a name."""
    last = [word.lower() for word in _WORD.findall(before)[-4:]]
    while last and last[-1] in ("the", "neighboring", "neighbouring", "nearby"):
        last.pop()
    if not last or not before.rstrip()[-1:].isalnum():
        return None
    if last[-1] in _LOCATIVE:
        return "literal"
    if _POLITIES.intersection(name.lower().split()[-1:]):  # a given span may be blank
        return "associative"
    if _LOCATIVE_PHRASES.search(before):
        return "literal"
    return "associative" if last[-1] in _TOWARDS else None


def _by_after(after: str, before: str, mention: Mention, *, acts: bool) -> Role | None:
    """Judge by what a name is said to do."""
    found = [word.lower() for word in _WORD.findall(after)[:5]]
    text = after.lstrip()
    if not found or mention.place is None or mention.place.kind in _NATURE:
        return None
    if text.startswith(",") and found[0] == "which":
        found = found[1:]
    elif not text[:1].isalpha():
        return None
    verbs = [word for word in found if word not in _AUX_ADVERBS]
    if verbs and verbs[0] in _ACTS:
        return "associative"
    subject = not before.strip() or before.rstrip()[-1:] in '“"(,;:' or _SUBJECT.search(before)
    if len(verbs) > 1 and verbs[0] in _AUXILIARIES and subject and acts:
        return None if verbs[1] in _PASSIVE_LOCATIVE else "associative"
    return None
