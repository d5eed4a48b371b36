"""How pages everywhere word their furniture, captions, bylines and datelines: tables of patterns."""

from __future__ import annotations

import re

_SOCIAL = r"(?:facebook|twitter|whatsapp|telegram|e-?mail|print|pinterest|linkedin|x)"
_AGENCIES = (
    r"AFP|AP|Associated Press|Reuters|UPI|EFE|ACAN-EFE|TASS|ITAR-TASS|Interfax|RIA(?: Novosti)?|Xinhua|DPA|dpa|ANSA"
    r"|PTI|IANS|Anadolu(?: Agency)?|AA|BBC|CNN|RFE/RL|VOA|Bloomberg|Kyodo|Yonhap|SANA|IRNA|NOTIMEX|PRENSA LATINA"
    r"|AZERTAC|ARMENPRESS|Ukrinform|Getty(?: Images)?|EPA|Agencies|Agence France-Presse"
)
_MONTHS = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)"
)


def _any(patterns: tuple[str, ...], before: str = "", after: str = "") -> re.Pattern[str]:
    return re.compile(f"{before}(?:{'|'.join(patterns)}){after}", re.IGNORECASE)


# a line that begins like this is furniture of a page
FURNITURE_START = _any(
    (
        # pointers to other texts
        r"(?:read|see|watch|listen)[ ,]+(?:also|more|next|now|the full)\b",
        r"(?:also read|more (?:on|from|in|stories)|continue reading|most (?:read|popular|viewed))\b",
        r"(?:related|recommended|don.?t miss)\b.{0,30}(?:$|:)",
        r"related (?:posts?|articles?|stories|news|topics|content|coverage|links?)\b",
        r"you (?:may|might) (?:also )?(?:like|be interested)",
        r"(?:trending(?: now)?|latest (?:news|stories|headlines)|in this (?:article|story)|table of contents)\W*$",
        r"(?:next|previous) (?:article|post|story)",
        r"(?:editor.?s picks?|breaking news alerts?|page \d+ of \d+)",
        r"(?:view|show) (?:comments|gallery|all|more)\b",
        # comments
        r"leave a (?:reply|comment)",
        r"(?:post|add) a comment",
        r"join the (?:conversation|discussion)",
        r"there are no comments",
        r"(?:no|\d+) (?:comments?|replies|shares?|views?|responses?)\W*$",
        r"comments?(?: are closed| \(\d+\))?\W*$",
        r"your email address\b",
        r"(?:required fields|save my name|notify me of)",
        # accounts, newsletters, money
        r"(?:log ?in\b.{0,20}$|sign (?:in|up)\b|subscri(?:be|bers? only|ption)\b|register (?:now|here|for free)\b)",
        r"pledge (?:today|now)",
        r"donate\b.{0,25}$",
        r"support (?:our|us|independent|quality)\b",
        r"become a (?:member|patron|supporter)\b",
        r"make a donation\b",
        r"(?:get|receive) (?:our|the) .{0,40}(?:newsletter|inbox|alerts?)",
        r"newsletter\b.{0,30}$",
        r"download (?:our|the) .{0,30}app\b",
        r"(?:advertise?ment|sponsored|promoted)\b.{0,20}$",
        # sharing
        r"spread the (?:love|word)",
        r"share (?:this|on|via|with)\b",
        r"(?:share|tweet|like this)\W*$",
        rf"{_SOCIAL}(?:[\s,|]+{_SOCIAL})*\W*$",
        r"(?:follow us|click here)\b",
        # the page itself
        r"(?:loading|menu|home|search|close|back to top)\W*$",
        r"skip to\b",
        r"(?:copyright\b|©|\(c\) \d{4}|all rights reserved)",
        r"terms (?:of|and)\b.{0,40}$",
        r"(?:privacy policy|cookie|we use cookies|this (?:site|website) uses)",
        r"(?:tags?|categor(?:y|ies)|topics?)\s*:",
        r"filed under",
        r"posted in\b",
        r"source\s*:\s*https?:",
        r"https?://\S+\s*$",
        r"this (?:article|story|report) (?:was|is) (?:originally|first|brought)",
        r"(?:about|contact) (?:us|the author)\W*$",
        r"reprints?\b.{0,20}$",
        r"(?:correction request|report (?:a|an) (?:typo|error)\b)",
    ),
    before=r"\W*",
)
# wording that gives furniture away anywhere in a short line
FURNITURE_ANYWHERE = _any(
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
_PICTURE = r"(?:photo(?:graph)?|picture|image|video|frame|screen ?grab)"
_OF_PICTURES = r"(?:undated |handout |archive |aerial |satellite |screen ?grab |file |still |frame |video )*"
CAPTION_START = _any(
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
CAPTION_END = _any(
    (
        r"(?:photos?|image|picture|photograph|pic|credit|courtesy|handout)\s*(?:credit|by|courtesy)?\s*[:©/]\s*"
        r"[^.:]{1,70}\.?",
        r"[\[(](?:[^)\]]*\b)?(?:photos?|images?|picture|file|handout)\b[^)\]]*[)\]]",
        rf"(?:©|\bvia\b)\s*(?:{_AGENCIES})[^.]{{0,40}}",
    ),
    after=r"\W*$",
)
BYLINE = re.compile(
    r"\W*(?:(?:[Bb]y|BY|(?:[Ww]ritten|[Rr]eporting|[Ss]tory) by|[Ff]rom our)\s+"
    r"(?:[A-Z][\w.'’-]+[\s,|/&-]*|and\s+){1,8}[^.!?]{0,60}$"
    r"|(?i:(?:on\s+)?(?:published|updated|last updated|posted|first published|created|date|modified|issued))\b"
    r"\W{0,3}[^.!?]{0,80}$)"
)
DATE_LINE = re.compile(
    r"[\W\d]*(?:(?:mon|tues?|wednes|thurs?|fri|satur|sun)(?:day)?\.?\W+)?(?:\d{1,2}\W+)?"
    rf"{_MONTHS}\b[\W\d]*(?:[ap]\.?m\.?|[a-z]{{2,4}}|gmt)?[\W\d]*$"
    r"|\W*\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}\b[\W\d]*(?:[ap]\.?m\.?|[a-z]{2,4}|gmt)?\W*$",
    re.IGNORECASE,
)
AGENCY_LINE = re.compile(rf"(?:[^.!?]{{0,40}}[\s/(,–—-])?(?:{_AGENCIES})(?:[\s/),–—-][^.!?]{{0,40}})?\W*$")
# "BAGHDAD (AP) -- ", "Yerevan, 12 May (Interfax) - ", "GENEVA — ", "SAN SALVADOR, 3 JAN 90 -- [REPORT] [TEXT] "
DATELINE_PREFIX = re.compile(
    r"\s*(?:(?P<loud>[^\W\d_a-z][^\n.!?()\[\]–—a-z]{1,60}(?:[A-Z][a-z]+\.?)?)|(?P<quiet>[A-Z][^\n!?()\[\]–—]{1,50}))"
    rf"(?P<agency>\s*\([^()\n]{{2,40}}\)|,?\s*[-/]?\s*(?:{_AGENCIES}))?"
    r"\s*(?P<dash>--+|[–—_]|-(?=\s))(?:\s*\[[^\]\n]{1,80}\])*\s*"
)
BARE_DATELINE = re.compile(r"[A-Z][^!?:]{2,60}(?:\([^()]{2,40}\))?\s*(?:--+|[–—_-])$")  # a place and a dash
TERMINAL = re.compile(r"[.!?…][\"”’'»)*]*(?:\[\d{1,3}\])*\s*$")
INNER_STOP = re.compile(r"[.!?][”\"]?\s+[A-Z“\"]")
URL = re.compile(r"\s*(?:https?://|www\.)\S+\s*$")
GLUED = re.compile(r"[a-z?!.][‘“][A-Z]|[a-z]\d[\d,]*\s[A-Z]|[a-z][.?!][A-Z][a-z]")  # teasers run together
