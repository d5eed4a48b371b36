"""Names and their variants: kind words stripped or added, abbreviations, compass parts, small misspellings."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

POPULATED = frozenset({"city", "town", "village", "locality"})
_DIVISION = frozenset({"province", "district", "county", "region", "country"})
_LOCAL = frozenset({"district", "county", "province", "municipality"})
_WATER = frozenset({"lake", "sea", "river", "bay", "gulf", "strait", "ocean"})
_HEIGHTS = frozenset({"mountain", "range", "peak", "pass", "volcano"})

QUARTERS = ("neighborhood", "neighbourhood", "quarter", "barrio", "colonia")  # parts of a town

# A kind word of English reports -> the gazetteer kinds it may stand for. Plurals are looked up without their s.
KIND_WORDS: dict[str, frozenset[str]] = {
    **dict.fromkeys(("province", "oblast", "krai", "governorate", "prefecture", "marz", "canton", "state", "emirate"),
                    frozenset({"province", "region", "district"})),
    **dict.fromkeys(("voivodeship", "territory"), frozenset({"province", "region", "country"})),
    **dict.fromkeys(("enclave", "exclave"), frozenset({"region", "province", "district"})),
    "republic": frozenset({"country", "province", "region", "historical"}),
    "region": frozenset({"province", "region", "district", "valley", "range"}),
    **dict.fromkeys(("district", "rayon", "raion", "county", "parish", "department", "subdistrict", "municipality",
                     "borough", "tehsil", "woreda", "township", "commune"), _LOCAL),
    **dict.fromkeys(("city", "town", "village", "hamlet", "settlement", "suburb", "capital"), POPULATED),
    **dict.fromkeys(QUARTERS, frozenset({"locality", "village"})),
    **dict.fromkeys(("river", "creek", "stream"), frozenset({"river"})),
    **dict.fromkeys(("lake", "reservoir", "lagoon", "loch"), frozenset({"lake"})),
    **dict.fromkeys(("sea", "ocean", "gulf", "bay", "strait"), _WATER - {"river", "lake"}),
    **dict.fromkeys(("mountain", "mount", "mt", "peak", "range", "hill", "ridge"), _HEIGHTS),
    "pass": frozenset({"pass"}),
    **dict.fromkeys(("valley", "gorge"), frozenset({"valley", "region"})),
    "desert": frozenset({"desert", "region"}),
    **dict.fromkeys(("island", "peninsula", "isle", "atoll"), frozenset({"island", "region", "country", "province"})),
    "corridor": frozenset({"corridor", "road"}),
    **dict.fromkeys(("highway", "road"), frozenset({"road", "corridor"})),
    **dict.fromkeys(("base", "airbase"), frozenset({"base"})),
    **dict.fromkeys(("checkpoint", "crossing"), frozenset({"border_crossing"})),
}  # fmt: skip
DIVISION_WORDS = frozenset(word for word, kinds in KIND_WORDS.items() if "district" in kinds) - {"republic"}
LIKELY_KINDS = ("province", "county", "district", "region", "island", "river", "lake")  # of a name not found bare
_FIRST_WORDS = frozenset({"lake", "mount", "mt", "river", "gulf", "bay", "strait", "island", "isle", "loch", "sea"})
_OF_WORDS = frozenset({"city", "town", "village", "state", "province", "district", "region", "county", "republic",
                       "gulf", "bay", "strait", "sea", "island", "isle", "port", "kingdom", "territory", "canton",
                       "governorate", "oblast", "suburb", "municipality", "borough", "township"})  # fmt: skip

# Postal, AP and Canadian Press abbreviations of first-order divisions (AP Stylebook 2008, "state names").
_STATES = """AL:Ala. AK:Alaska AZ:Ariz. AR:Ark. CA:Calif. CO:Colo. CT:Conn. DE:Del. DC:D.C. FL:Fla. GA:Ga. HI:Hawaii
ID:Idaho IL:Ill. IN:Ind. IA:Iowa KS:Kan.,Kans. KY:Ky. LA:La. ME:Maine MD:Md. MA:Mass. MI:Mich. MN:Minn. MS:Miss.
MO:Mo. MT:Mont. NE:Neb.,Nebr. NV:Nev. NH:N.H. NJ:N.J. NM:N.M. NY:N.Y. NC:N.C. ND:N.D. OH:Ohio OK:Okla. OR:Ore.
PA:Pa.,Penn. RI:R.I. SC:S.C. SD:S.D. TN:Tenn. TX:Tex. UT:Utah VT:Vt. VA:Va. WA:Wash. WV:W.Va. WI:Wis. WY:Wyo."""
_PROVINCES = "AB:Alta. BC:B.C. MB:Man. NB:N.B. NL:N.L.,Nfld. NS:N.S. ON:Ont. PE:P.E.I. QC:Que. SK:Sask."
_SPELT = {"st": "saint", "ste": "sainte", "ft": "fort", "mt": "mount", "n": "north", "s": "south", "e": "east",
          "w": "west", "is": "island", "co": "county", "hts": "heights", "twp": "township"}  # fmt: skip
_COMPASS = re.compile(
    r"(?:(?:north|south|east|west)(?:[ -]?(?:east|west))?(?:ern)?(?:most)?|central|mid|upper|lower|greater|downtown|"
    r"uptown|inner|outer|metro(?:politan)?|suburban|rural|mainland|coastal|the|old)[ -]+(?=\S)",
    re.IGNORECASE,
)
_SITES = frozenset({
    "international", "national", "regional", "municipal", "central", "general", "memorial", "community", "state",
    "airport", "airfield", "airbase", "university", "college", "school", "hospital", "medical", "center", "centre",
    "station", "stadium", "square", "bridge", "prison", "jail", "camp", "port", "harbor", "harbour", "market", "park",
    "mosque", "church", "cathedral", "museum", "zoo", "court", "courthouse", "refinery", "metro", "proper", "suburbs",
    "outskirts", "countryside", "area", "metropolitan", "downtown", "junction", "heights", "front", "pocket", "axis",
})  # fmt: skip
_POSSESSIVE = re.compile(r"['’]s?$")
_DROPPED = frozenset("aeiouyh")
_ALIKE = {
    **{vowel: "aeiouy".replace(vowel, "") for vowel in "aeiouy"},
    "k": "qcg", "q": "kg", "c": "ksz", "g": "kqj", "j": "gyz", "z": "sj", "s": "zc", "v": "wbf", "w": "v", "b": "vp",
    "p": "b", "f": "v", "d": "t", "t": "d",
}  # fmt: skip


@lru_cache(maxsize=65536)
def fold(name: str) -> str:
    """Return the name in lower case without diacritics, dots and apostrophes, hyphens as spaces."""
    if name.isascii() and name.replace(" ", "").isalnum():
        return " ".join(name.lower().split())
    flat = "".join(c for c in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(c))
    return " ".join(re.sub(r"[-–—/_\s]+", " ", re.sub(r"[.'’‘`ʻʿʾ]", "", flat)).split())


@lru_cache(maxsize=8192)
def tidy(name: str) -> str:
    """Return the name as it would stand alone: one space between words, no article, no possessive."""
    flat = " ".join(name.split())
    flat = _POSSESSIVE.sub("", flat)
    return flat[4:] if flat[:4].lower() == "the " and len(flat) > 4 else flat


@lru_cache(maxsize=8192)
def kind_word(word: str) -> frozenset[str] | None:
    """Return the gazetteer kinds a word may stand for, in either number; None when it is no kind word."""
    low = word.lower().rstrip(".")
    if low in KIND_WORDS:
        return KIND_WORDS[low]
    for ending, singular in (("ies", "y"), ("es", ""), ("s", "")):
        if low.endswith(ending) and low[: -len(ending)] + singular in KIND_WORDS:
            return KIND_WORDS[low[: -len(ending)] + singular]
    return None


@lru_cache(maxsize=8192)
def split_kind(name: str) -> tuple[str, str] | None:
    """Split a compound into base and kind word: "Syunik Province", "Lake Sev", "city of Vardenis"; else None."""
    words = name.split()
    if len(words) < 2:
        return None
    if kind_word(words[-1]):
        return " ".join(words[:-1]), words[-1].lower()
    if words[0].lower().rstrip(".") in _FIRST_WORDS and words[1].lower() != "of":
        return " ".join(words[1:]), words[0].lower().rstrip(".")
    if len(words) > 2 and words[1].lower() == "of" and words[0].lower() in _OF_WORDS:
        return tidy(" ".join(words[2:])), words[0].lower()
    return None


def compounds(base: str, word: str) -> tuple[str, ...]:
    """Return the compounds a gazetteer may list a base and kind word under: "Sev Lake", "Lake Sev"."""
    title = word.title()
    singular = {"ies": "y"}.get(title[-3:], "")
    title = title[:-3] + singular if singular else title.removesuffix("s") if kind_word(title[:-1]) else title
    last = f"{base} {title}"
    return (last, f"{title} {base}") if title.lower() in _FIRST_WORDS else (last,)


@lru_cache(maxsize=1)
def _abbreviations() -> dict[str, str]:
    table: dict[str, str] = {}
    for country, line in (("US", _STATES), ("CA", _PROVINCES)):
        for entry in line.split():
            code, forms = entry.split(":")
            for form in forms.split(","):
                if form.endswith("."):
                    table[form] = table[form.upper()] = f"iso:{country}-{code}"
            if country == "US":
                table[code] = f"iso:US-{code}"
    return table


def abbreviated(name: str) -> str | None:
    """Return the id of the division that a state's or province's abbreviation stands for."""
    return _abbreviations().get(name.replace(" ", "")) or _abbreviations().get(name.replace(" ", "") + ".")


def spelt_out(name: str) -> str | None:
    """Return the name with "St.", "Ft.", "N." and the like written out, None when there is nothing to write out."""
    words = name.replace("-", " ").split()
    full = [_SPELT.get(word.rstrip(".").lower(), word) if len(words) > 1 else word for word in words]
    return " ".join(full) if full != words else None


def without_compass(name: str) -> str | None:
    """Return "northern California" as "California", None when the name has no such part."""
    rest = name
    while match := _COMPASS.match(rest):
        rest = rest[match.end() :]
    return rest if rest != name else None


def town_of(name: str) -> str | None:
    """Return "Baghdad International Airport" as "Baghdad": what a site is named after; None for other names."""
    words = name.split()
    kept = list(words)
    while len(kept) > 1 and kept[-1].lower().rstrip(".") in _SITES:
        kept.pop()
    return " ".join(kept) if len(kept) < len(words) else None


def misspellings(name: str) -> Iterator[str]:
    """Yield folded names that spelling or transliteration may have made of another: one edit of a likely sort.

    A letter doubled or single, a vowel or h more or less, two letters swapped, a vowel for a vowel, a consonant for
    one of like sound. Longer names only: of a short one too many are others' names.
    """
    word = fold(name)
    if not 7 <= len(word) <= 24 or not word.replace(" ", "").isalpha():
        return
    seen = {word}
    for at in range(1, len(word)):  # the first letter is hardly ever wrong
        head, letter, tail = word[:at], word[at], word[at + 1 :]
        edits = [head + letter + letter + tail, head + letter + "h" + tail]
        if letter in _DROPPED or letter in (head[-1], tail[:1]):
            edits.append(head + tail)
        edits.extend(head + other + tail for other in _ALIKE.get(letter, ""))
        if tail:
            edits.append(head + tail[0] + letter + tail[1:])
        for edit in edits:
            if edit not in seen:
                seen.add(edit)
                yield edit
