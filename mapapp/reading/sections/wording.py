"""How pages everywhere word their furniture, captions, bylines and datelines: tables of patterns.

A report has far more text than furniture, so each pattern stands behind a question that costs next to nothing: the
line's first word, a word it must hold, its last sign.
"""

from __future__ import annotations

import re
from functools import cache

from mapapp.reading.tokens import words

_SOCIAL = r"(?:facebook|twitter|whatsapp|telegram|e-?mail|print|pinterest|linkedin|x)"
_SOCIALS = rf"(?:[\s,|]+{_SOCIAL})*\W*$"
# of two that begin alike the longer one first
AGENCIES = (
    "AFP", "AP", "Associated Press", "Reuters", "UPI", "EFE", "ACAN-EFE", "TASS", "ITAR-TASS", "Interfax",
    "RIA Novosti", "RIA", "Xinhua", "DPA", "dpa", "ANSA", "PTI", "IANS", "Anadolu Agency", "Anadolu", "AA", "BBC",
    "CNN", "RFE/RL", "VOA", "Bloomberg", "Kyodo", "Yonhap", "SANA", "IRNA", "NOTIMEX", "PRENSA LATINA", "AZERTAC",
    "ARMENPRESS", "Ukrinform", "Getty Images", "Getty", "EPA", "Agencies", "Agence France-Presse",
)  # fmt: skip
_AGENCIES = "|".join(AGENCIES)
_MONTHS = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)"
)


def _any(patterns: tuple[str, ...], before: str = "", after: str = "") -> re.Pattern[str]:
    return re.compile(f"{before}(?:{'|'.join(patterns)}){after}", re.IGNORECASE)


# a line that begins with one of these words and goes on like this is furniture of a page
_FURNITURE: tuple[tuple[str, str], ...] = (
    # pointers to other texts
    ("read see watch listen", r"[ ,]+(?:also|more|next|now|the full)\b"),
    ("also", r" read\b"),
    ("more", r" (?:on|from|in|stories)\b"),
    ("continue", r" reading\b"),
    ("most", r" (?:read|popular|viewed)\b"),
    ("related recommended", r".{0,30}(?:$|:)"),
    ("don", r".t miss\b.{0,30}(?:$|:)"),
    ("dont", r" miss\b.{0,30}(?:$|:)"),
    ("related", r" (?:posts?|articles?|stories|news|topics|content|coverage|links?)\b"),
    ("you", r" (?:may|might) (?:also )?(?:like|be interested)"),
    ("trending", r"(?: now)?\W*$"),
    ("latest", r" (?:news|stories|headlines)\W*$"),
    ("in", r" this (?:article|story)\W*$"),
    ("table", r" of contents\W*$"),
    ("next previous", r" (?:article|post|story)"),
    ("editor", r".s picks?"),
    ("editors", r"['’]? picks?"),
    ("breaking", r" news alerts?"),
    ("page", r" \d+ of \d+"),
    ("view show", r" (?:comments|gallery|all|more)\b"),
    # comments
    ("leave", r" a (?:reply|comment)"),
    ("post add", r" a comment"),
    ("join", r" the (?:conversation|discussion)"),
    ("there", r" are no comments"),
    ("no #", r" (?:comments?|replies|shares?|views?|responses?)\W*$"),
    ("comment comments", r"(?: are closed| \(\d+\))?\W*$"),
    ("your", r" email address\b"),
    ("required", r" fields"),
    ("save", r" my name"),
    ("notify", r" me of"),
    # accounts, newsletters, money
    ("log", r" in\b.{0,20}$"),
    ("login", r".{0,20}$"),
    ("sign", r" (?:in|up)\b"),
    ("subscribe subscription", r""),
    ("subscriber subscribers", r" only\b"),
    ("register", r" (?:now|here|for free)\b"),
    ("pledge", r" (?:today|now)"),
    ("donate", r".{0,25}$"),
    ("support", r" (?:our|us|independent|quality)\b"),
    ("become", r" a (?:member|patron|supporter)\b"),
    ("make", r" a donation\b"),
    ("get receive", r" (?:our|the) .{0,40}(?:newsletter|inbox|alerts?)"),
    ("newsletter", r".{0,30}$"),
    ("download", r" (?:our|the) .{0,30}app\b"),
    ("advertisement advertisment sponsored promoted", r".{0,20}$"),
    # sharing
    ("spread", r" the (?:love|word)"),
    ("share", r" (?:this|on|via|with)\b"),
    ("share tweet", r"\W*$"),
    ("like", r" this\W*$"),
    ("facebook twitter whatsapp telegram email print pinterest linkedin x", _SOCIALS),
    ("e", rf"-mail{_SOCIALS}"),
    ("follow", r" us\b"),
    ("click", r" here\b"),
    # the page itself
    ("loading menu home search close", r"\W*$"),
    ("back", r" to top\W*$"),
    ("skip", r" to\b"),
    ("copyright", r""),
    ("c", r"\) \d{4}"),
    ("all", r" rights reserved"),
    ("terms", r" (?:of|and)\b.{0,40}$"),
    ("privacy", r" policy"),
    ("cookie cookies", r""),
    ("we", r" use cookies"),
    ("this", r" (?:site|website) uses"),
    ("this", r" (?:article|story|report) (?:was|is) (?:originally|first|brought)"),
    ("tag tags category categories topic topics", r"\s*:"),
    ("filed", r" under"),
    ("posted", r" in\b"),
    ("source", r"\s*:\s*https?:"),
    ("http https", r"://\S+\s*$"),
    ("about contact", r" (?:us|the author)\W*$"),
    ("reprint reprints", r".{0,20}$"),
    ("correction", r" request"),
    ("report", r" (?:a|an) (?:typo|error)\b"),
)
# wording that gives furniture away anywhere in a short line
_FURNITURE_ANYWHERE = _any(
    (
        r"thanks to (?:our )?(?:you|readers|supporters|donors)\b",
        r"\byour (?:support|donation)s?\b",
        r"\bour (?:newsletter|journalism|readers|app)\b",
        r"\bnewsletter\b",
        r"\b(?:use|accept|our) cookies\b",
        r"all rights reserved",
        r"email address will not be published",
        r"required fields are marked",
        r"\bsubscribe (?:to|for|now)\b",
        r"\bfollow us on\b",
        r"\bdownload (?:the|our) app\b",
        r"\bclick here\b",
        r"\bterms of (?:use|service)\b",
    )
)
# one of these is in whatever _FURNITURE_ANYWHERE matches
_GIVEAWAYS = (
    "thanks to ", "your ", "our ", "newsletter", "cookies", "rights reserved", "email address", "required fields",
    "subscribe ", "follow us", "download ", "click here", "terms of",
)  # fmt: skip
_PICTURE = r"(?:photo(?:graph)?|picture|image|video|frame|screen ?grab)"
_OF_PICTURES = r"(?:undated |handout |archive |aerial |satellite |screen ?grab |file |still |frame |video )*"
_CAPTION_START = _any(
    (
        rf"in (?:this|a|an) {_OF_PICTURES}{_PICTURE}\b",
        rf"this {_OF_PICTURES}(?:{_PICTURE}|grab)\b[^.]{{0,60}}\b(?:shows?|taken|released|provided|made|grab)\b",
        rf"(?:file|handout|stock|archive|illustrative|representational) (?:{_PICTURE}|pic)\b",
        r"(?:photos?|image|picture|pic|photograph|illustration|caption)\s*(?:credit|by|courtesy)?\s*[:©/(]",
        r"(?:photo|image|picture|photograph) (?:by|courtesy|credit)\b",
        r"\((?:photo|image|picture|ap photo|file)\b",
        r"file\s*[-–—:]\s",
    ),
    before=r"\W*",
)
# what the first word of _CAPTION_START begins with
_CAPTION_OPENERS = (
    "in", "this", "file", "handout", "stock", "archive", "illustrati", "representational", "photo", "image", "pic",
    "caption", "ap",
)  # fmt: skip
_CAPTION_END = _any(
    (
        r"(?:photos?|image|picture|photograph|pic|credit|courtesy|handout)\s*(?:credit|by|courtesy)?\s*[:©/]\s*"
        r"[^.:]{1,70}\.?",
        r"[\[(](?:[^)\]]*\b)?(?:photos?|images?|picture|file|handout)\b[^)\]]*[)\]]",
        rf"(?:©|\bvia\b)\s*(?:{_AGENCIES})[^.]{{0,40}}",
    ),
    after=r"\W*$",
)
# one of these is in whatever _CAPTION_END matches
_CREDITS = ("photo", "image", "pic", "credit", "courtesy", "handout", "file", "©", "via")
_CREDIT_SIGNS = (":", "/", ")", "]", "©", "via")
_BYLINE = re.compile(
    r"\W*(?:(?:[Bb]y|BY|(?:[Ww]ritten|[Rr]eporting|[Ss]tory) by|[Ff]rom our)\s+"
    r"(?:[A-Z][\w.'’-]+[\s,|/&-]*|and\s+){1,8}[^.!?]{0,60}$"
    r"|(?i:(?:on\s+)?(?:published|updated|last updated|posted|first published|created|date|modified|issued))\b"
    r"\W{0,3}[^.!?]{0,80}$)"
)
_BYLINE_OPENERS = (
    "by", "written", "reporting", "story", "from", "on", "published", "updated", "last", "posted", "first", "created",
    "date", "modified", "issued",
)  # fmt: skip
_DATE_LINE = re.compile(
    r"[\W\d]*(?:(?:mon|tues?|wednes|thurs?|fri|satur|sun)(?:day)?\.?\W+)?(?:\d{1,2}\W+)?"
    rf"{_MONTHS}\b[\W\d]*(?:[ap]\.?m\.?|[a-z]{{2,4}}|gmt)?[\W\d]*$"
    r"|\W*\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}\b[\W\d]*(?:[ap]\.?m\.?|[a-z]{2,4}|gmt)?\W*$",
    re.IGNORECASE,
)
_NAMED_DAYS = words("mon tue wed thu fri sat sun jan feb mar apr may jun jul aug sep oct nov dec")
_AGENCY_LINE = re.compile(rf"(?:[^.!?]{{0,40}}[\s/(,–—-])?(?:{_AGENCIES})(?:[\s/),–—-][^.!?]{{0,40}})?\W*$")
# "BAGHDAD (AP) -- ", "Yerevan, 12 May (Interfax) - ", "GENEVA — ", "PARIS (FRANCE), 3 JAN 90 (DPA) -- [REPORT] "
_DATELINE_PREFIX = re.compile(
    r"\s*(?:(?P<loud>[^\W\d_a-z][^\n.!?()\[\]–—a-z]{1,60}(?:\s?\([^()\n\[\]a-z]{2,40}\),[^\n.!?()\[\]–—a-z]{3,24})?"
    r"(?:[A-Z][a-z]+\.?)?)|(?P<quiet>[A-Z][^\n!?()\[\]–—]{1,50}))"
    rf"(?P<agency>\s*\([^()\n]{{2,40}}\)|,?\s*[-/]?\s*(?:{_AGENCIES}))?"
    r"\s*(?P<dash>--+|[–—_]|-(?=\s))(?:\s*\[[^\]\n]{1,160}\])*\s*"
)
# "MOSCOW, May 12. /TASS/. ", "YEREVAN, MAY 12, ARMENPRESS. ", "BAKU, Azerbaijan, May 12. Trend: "
_WIRE_PREFIX = re.compile(
    rf"\s*[A-Z][^\n:!?/]{{2,60}}?,\s(?:(?i:{_MONTHS})\.?\s\d{{1,2}}|\d{{1,2}}\s(?i:{_MONTHS}))\b\.?(?:,?\s\d{{4}})?"
    r"(?:[.,]?\s?/[A-Z][^/\n]{1,24}/\.?|,\s[A-Z]{4,}\.|\.\s[A-Z]\w+:)\s*(?:[-–—]+\s*)?"
)
# "GOMA, DR Congo, 14 June 2022 — ", "Port Sudan (Sudan) (AFP) – ", "Dhaka, Dec 24 2021: ", "NEW DELHI: "
_PLACE = r"[^\W\d_a-z][\w'’.-]*(?:[ -](?:[^\W\d_a-z][\w'’.-]*|de|del|la|el|al|of|the|and)){0,3}"
_PLACES = rf"{_PLACE}(?:,\s{_PLACE}){{0,2}}"
_ON = (
    r"(?:(?i:mon|tues?|wednes|thurs?|fri|satur|sun)(?:day)?\.?,?\s)?"
    rf"(?:(?i:{_MONTHS})\.?\s\d{{1,2}}|\d{{1,2}}\s(?i:{_MONTHS})\.?)(?:,?\s(?:\d{{4}}|\d\d))?"
)
_DASH = r"\s*(?:--+|[–—])\s*|\s-\s+"
_PLACE_PREFIX = re.compile(
    r"\s*(?!(?:The|An?|In|On|At|By|From|For|After|But|And|When|While|This|That|It|He|She|They|We)\s)"
    rf"(?:{_PLACES},\s{_ON}(?:\s\([^()\n]{{2,40}}\))*(?:{_DASH}|[:.]\s+)"
    rf"|{_PLACES}(?:\s\([^()\n]{{2,40}}\)){{1,2}}(?:{_DASH}|:\s+)"
    rf"|{_PLACE},\s{_PLACE}(?:{_DASH})"
    rf"|(?!(?:UPDATE|BREAKING|WATCH|LIVE|NOTE|EXCLUSIVE|EXPLAINER|FACTBOX|ANALYSIS|OPINION|CORRECTION|VIDEO|PHOTOS?)\b)"
    r"[A-Z][A-Z'’-]{2,}(?:\s[A-Z'’-]+){0,2}:\s+)"
    r"(?=[\"“‘'(]?[A-Z\d])"
)
_BARE_DATELINE = re.compile(r"[A-Z][^!?:]{2,60}(?:\([^()]{2,40}\))?\s*(?:--+|[–—_-])$")  # a place and a dash
_TERMINAL = re.compile(r"[.!?…][\"”’'»)*]*(?:\[\d{1,3}\])*\s*$")
INNER_STOP = re.compile(r"[.!?][”\"]?\s+[A-Z“\"]")
URL = re.compile(r"\s*(?:https?://|www\.)\S+\s*$")
GLUED = re.compile(r"[a-z?!.][‘“][A-Z]|[a-z]\d[\d,]*\s[A-Z]|[a-z][.?!][A-Z][a-z]")  # teasers run together

_FIRST = re.compile(r"\W*+(\w+)")
_FIRST_LETTERS = re.compile(r"[\W\d]*+([^\W\d]{3})")
_ENDING = frozenset(".!?…\"”’'»)*]")
_JOINING = ("--", "–", "—", "_", "- ", "-\n")


@cache
def _furniture() -> dict[str, str]:
    """Return what may follow a first word of furniture, by that word."""
    table: dict[str, list[str]] = {}
    for openers, rest in _FURNITURE:
        for word in openers.split():
            table.setdefault(word, []).append(rest)
    return {word: "|".join(rests) for word, rests in table.items()}


@cache  # as many as the table has rows at most
def _rest(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


def is_furniture(text: str) -> bool:
    """Tell whether a line, stripped of white space, is furniture of a page by its words."""
    first = _FIRST.match(text)
    if len(text) < 2 or "©" in text[: first.start(1) if first else len(text)]:
        return True
    if first:
        word = first[1].lower()
        rest = _furniture().get("#" if word.isdecimal() else word)
        if rest is not None and _rest(rest).match(text, first.end()):
            return True
    if text.count(" ") > 40 or not any(map(text.lower().__contains__, _GIVEAWAYS)):
        return False
    return len(text.split()) <= 30 and _FURNITURE_ANYWHERE.search(text) is not None


def opens_caption(text: str) -> bool:
    """Tell whether a line begins as the caption of a picture does."""
    first = _FIRST.match(text)
    return bool(first and first[1].lower().startswith(_CAPTION_OPENERS) and _CAPTION_START.match(text))


def ends_caption(text: str) -> bool:
    """Tell whether a line ends with the credit of a picture."""
    folded = text.lower()
    if not any(map(folded.__contains__, _CREDIT_SIGNS)):
        return False
    return any(map(folded.__contains__, _CREDITS)) and _CAPTION_END.search(text) is not None


def is_dateline(text: str) -> bool:
    """Tell whether a short line says no more than who wrote it, where or when."""
    letters = _FIRST_LETTERS.match(text)
    first = _FIRST.match(text)
    if not first:
        return False
    if (first[1][0].isdecimal() or (letters and letters[1].lower() in _NAMED_DAYS)) and _DATE_LINE.match(text):
        return True
    if first[1].lower().startswith(_BYLINE_OPENERS) and _BYLINE.match(text):
        return True
    if text.strip("()[]/ ") in AGENCIES or (
        len(text.split()) <= 8 and not text.isupper() and _AGENCY_LINE.match(text)
    ):
        return True
    return len(text) <= 80 and text.endswith(("--", "–", "—", "_", "-")) and _BARE_DATELINE.match(text) is not None


def finished(text: str) -> bool:
    """Tell whether a line ends as a sentence does."""
    end = text[-40:].rstrip()[-1:]
    return end in _ENDING and (end in ".!?…" or _TERMINAL.search(text[-40:]) is not None) if end else False


def dateline_prefix(text: str, start: int, end: int) -> re.Match[str] | None:
    """Return what may be a dateline that opens text[start:end]: a place, an agency, a dash."""
    end = min(end, start + 300)
    possible = any(map(text[start:end].__contains__, _JOINING))
    return _DATELINE_PREFIX.match(text, start, end) if possible else None


def wire_prefix(text: str, start: int, end: int) -> int:
    """Return the end of a dateline as TASS, Armenpress or Trend write it, 0 where text[start:end] opens with none."""
    possible = text[start : start + 2].isupper() or "/" in text[start : start + 110]
    match = _WIRE_PREFIX.match(text, start, min(end, start + 140)) if possible else None
    return match.end() if match and match.end() < end else 0


def place_prefix(text: str, start: int, end: int) -> int:
    """Return the end of a dateline that is known by a place with a country, a date or a bracket; 0 for none."""
    opening = text[start : min(end, start + 60)]
    possible = opening.lstrip()[:1].isupper() and ("," in opening or "(" in opening or ":" in opening)
    match = _PLACE_PREFIX.match(text, start, min(end, start + 140)) if possible else None
    if match is None or match.end() >= end or (match[0].isupper() and text[match.end() : end].isupper()):
        return 0  # in capitals everything looks like a place
    return match.end()
