"""Words around a name that tell how it is used."""

from __future__ import annotations

import re

from mapapp.reading.tokens import words

# after these a name is where something is or happens
LOCATIVE = words(
    """
    in at near inside outside within into across throughout around along beyond above below beside via onto
    under north south east west northeast northwest southeast southwest northern southern eastern western
    central upper lower downtown inner outer greater
    """
)
# and after these phrases of two words: the last word, and what may stand before it
_BEFORE_LAST = {
    "of": """
        region regions province provinces district districts city cities town towns village villages capital capitals
        territory territories enclave enclaves area areas part parts most all outskirts suburb suburbs border borders
        coast coasts shore shores bank banks hill hills mountain mountains plain plains countryside street streets
        north south east west middle centre center control swath swaths swathes republic republics state states county
        counties lake lakes river rivers valley valleys island islands
        """,
    "for": "independence",
    "over": "tensions control dispute conflict war",
    "in": "war conflict arrive arrived born based",
    "into": "smuggled",
    "to": """
        way trip visit road traveled travelled went go goes going fly flew moved return returned drove deported sent
        smuggled
        """,
    "from": "arrive arrived came fled mile miles kilometer kilometers kilometre kilometres km road smuggled imported",
}
LOCATIVE_PHRASES = {last: words(listed) for last, listed in _BEFORE_LAST.items()}
# and after these verbs
LOCATIVE_VERBS = words(
    """
    fled left entered visit visited visiting connect connects connecting reach reached reaching cross crossed captured
    seized invaded shelled bombed attacked hit struck liberated occupied between
    """
)
# what a state or its government does; "has", "was" and the like say nothing by themselves
ACTS = words(
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
ACTIVE = words("has have had will would should could may might must can did does do to")
AUXILIARIES = words("has had have is was were are will would should could may might must can did does do to")
POLITIES = words("republic federation union kingdom emirate caliphate")
PASSIVE_LOCATIVE = words("located situated home")
AUX_ADVERBS = words("not also already now still since never repeatedly immediately quickly later earlier reportedly")
# before a name: it is acted upon or dealt with as somebody
TOWARDS = words(
    """
    accuse accused accuses accusing ask asked asks asking urge urged urges urging warn warned blame blamed
    blaming support supported supporting supports help helped helping against by with call called calls on
    member ally allies join joined joining told tell telling sue sued sanction sanctions over
    """
)
OFFICE = words(
    """
    president minister premier prime chancellor king queen government parliament army military forces troops
    ministry officials official spokesman spokeswoman spokesperson ambassador embassy embassies envoy
    diplomat diplomats secretary senate congress department state administration police navy regime leader
    leaders authorities foreign defence defense supreme court policy sanctions side delegation team soldiers
    peacekeepers assistance support help aid claims allies ally response decision interests influence
    relations deputy general national air militia militias militiamen rebels fighters militants insurgents guerrillas
    separatists jihadists gunmen gang gangs cartel clan clans
    """
)
GROUND = words(
    """
    border borders territory territories soil coast coastline region regions province provinces north south
    east west northern southern eastern western northeast northwest capital city cities town towns village
    villages district districts mountains lake river rivers airport airports port ports streets suburbs
    outskirts frontier side area areas largest second biggest main highway highways forests coastal central
    downtown neighborhood neighborhoods county market markets marketplace bazaar square quarter quarters hospital
    hospitals clinic clinics mosque mosques church churches cathedral school schools station stations stadium prison
    prisons cemetery bridge bridges
    """
)
KIND_WORDS = words(
    """
    county district province region oblast governorate prefecture municipality parish township marz rayon
    raion krai corridor lake river valley mountains island islands peninsula sea gulf strait desert pass bay
    basin reservoir dam airport village town mountain mount plateau border
    """
)
NATURE = frozenset(
    {"lake", "sea", "river", "mountain", "range", "pass", "valley", "island", "desert", "corridor", "plain", "gulf",
     "strait", "peninsula", "plateau", "forest", "canal", "dam", "reservoir", "road", "bridge", "village", "district"}
)  # fmt: skip
SETTLEMENTS = frozenset({"city", "town", "village", "locality"})
# a capitalised word of these after a name makes the two the name of a body, not of a place
BODIES = words(
    """
    administration agency air army assembly association authority authorities bank board bureau cabinet center
    centers centre chamber club coalition college commission committee company congress council court courts
    customs department district embassy federation fire fish forces foundation geological government guard
    health highway house institute judge legislature marines ministry museum national navy open parliament party
    patrol police pollution press public school secretary senate sheriff society special state superior supreme
    team times treasury tribune trial university central
    """
)
# "of" after these: the name's government, people or a body named after it
PERSONS = words(
    """
    government governments president presidents people minister ministers ministry king queen emperor prime
    parliament bank university commission department council ambassador leader leaders republic state
    kingdom federation army navy church party congress senate leadership rulers ally allies enemy enemies
    chancellor premier secretary association
    """
)
# every match of DEALINGS ends in one of these, a word at most behind it, or in "of" and two
LINKS = words("from to with between by against for")
# what passes between states: with "from", "to" or "with" after it, the name is a party to it
DEALINGS = re.compile(
    r"\b(?:assistance|support|help|aid|appeal\w*|requests?|requested|pressure|relations|relationship|ties|talks"
    r"|negotiations?|wars?|alliances?|peace|agreements?|treat(?:y|ies)|deals?|tensions?|threats?|demands?|backing"
    r"|loyal|disillusioned|angry|accord|pact|cooperation|funding|funds?|loans?|weapons|arms|messages?|letters?"
    r"|permission|approval|independence|membership|invitation|clash(?:es)?|dispute|conflict|victory|defeat|match"
    r"|allied|friendly|hostile|close)"
    r"(?: \w+)? (?:from|to|with|between|by|against|for)(?: the| both| neighbou?ring)?\s*$"
    r"|\b\w+ed by (?:the )?$|\bunder (?:the )?(?:\w+ )?(?:control|rule|command|protection) of (?:the )?(?:\w+ )?$",
    re.IGNORECASE,
)
# after these a clause opens
OPENERS = words(
    """
    that what which whether if because as while when where how though although said says think thinks believe
    believes believed expect expects expected understand understands understood know knows knew want wants wanted
    hope hopes hoped fear fears feared claim claims claimed let see whom who but and
    """
)
