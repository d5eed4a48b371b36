"""Which part of a report a block of text is: headline, dateline, caption, body, or boilerplate of the page.

A block is a paragraph: one line, or several lines of a hard-wrapped one. The rules look at the wording that pages
everywhere share ("Leave a Reply", "Photo: ...", "Read also"), at the shape of a line (no full stop, all of it a
place and an agency) and at where it stands; never at a particular site.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from mapapp.model import Document, Section

LINE = re.compile(r"[^\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]*\S[^\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]*")
MAX_HEADLINE = 180  # characters
MAX_FURNITURE = 400  # longer lines are text, whatever they begin with
MAX_CAPTION = 700

_MONTHS = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)"
)
_AGENCIES = (
    r"(?:AFP|AP|Associated Press|Reuters|UPI|EFE|ACAN-EFE|TASS|ITAR-TASS|Interfax|RIA(?: Novosti)?|Xinhua|DPA|ANSA|PTI"
    r"|IANS|Anadolu(?: Agency)?|AA|BBC|CNN|RFE/RL|VOA|Bloomberg|Kyodo|Yonhap|SANA|IRNA|NOTIMEX|PRENSA LATINA|AZERTAC"
    r"|ARMENPRESS|Ukrinform|Getty(?: Images)?|EPA|Agencies|Agence France-Presse|dpa)"
)

# a line that begins like this is furniture of a page
_FURNITURE_START = re.compile(
    r"\W*(?:"
    r"(?:read|see|watch|listen)[ ,]+(?:also|more|next|now|the full)\b|also read\b|(?:read|see) also\b|more (?:on|from|in|stories)\b"
    r"|related\b.{0,30}(?:$|:)|related (?:posts?|articles?|stories|news|topics|content|coverage|links?)\b|recommended\b.{0,25}(?:$|:)"
    r"|you (?:may|might) (?:also )?(?:like|be interested)|don.?t miss\b.{0,30}(?:$|:)|trending(?: now)?\W*$|most (?:read|popular|viewed)\b"
    r"|leave a (?:reply|comment)|post a comment|add a comment|join the (?:conversation|discussion)|there are no comments"
    r"|(?:no|\d+) (?:comments?|replies|shares?|views?|responses?)\W*$|comments?(?: are closed| \(\d+\))?\W*$|your email address\b"
    r"|required fields|save my name|notify me of|log ?in\b.{0,20}$|sign (?:in|up)\b|subscri(?:be|bers? only|ption)\b|register (?:now|here|for free)\b"
    r"|spread the (?:love|word)|share (?:this|on|via|with)\b|share\W*$|tweet\W*$|(?:facebook|twitter|whatsapp|telegram|e-?mail|print|pinterest|linkedin)"
    r"(?:[\s,|]+(?:facebook|twitter|whatsapp|telegram|e-?mail|print|pinterest|linkedin|x))*\W*$|like this\W*$|follow us\b|click here\b"
    r"|pledge (?:today|now)|donate\b.{0,25}$|support (?:our|us|independent|quality)\b|become a (?:member|patron|supporter)\b|make a donation\b"
    r"|(?:get|receive) (?:our|the) .{0,40}(?:newsletter|inbox|alerts?)|newsletter\b.{0,30}$|download (?:our|the) .{0,30}app\b"
    r"|advertise?ment\b|sponsored\b.{0,30}$|promoted\b.{0,20}$|loading\W*$|skip to\b|menu\W*$|home\W*$|search\W*$|close\W*$|back to top|next (?:article|post|story)|previous (?:article|post|story)"
    r"|copyright\b|©|\(c\) \d{4}|all rights reserved|terms (?:of|and)\b.{0,40}$|privacy policy|cookie|we use cookies|this (?:site|website) uses"
    r"|tags?\s*:|filed under|categor(?:y|ies)\s*:|posted (?:in|by|on)\b|topics?\s*:|source\s*:\s*https?:|https?://\S+\s*$|this (?:article|story|report) (?:was|is) (?:originally|first|brought)"
    r"|(?:about|contact) (?:us|the author)\W*$|editor.?s picks?|breaking news alerts?|latest (?:news|stories|headlines)\W*$|in this (?:article|story)\W*$|table of contents"
    r"|page \d+ of \d+|continue reading|view (?:comments|gallery|all)\b|show (?:more|comments)|reprints?\b.{0,20}$|correction request|report (?:a|an) (?:typo|error)\b"
    r")",
    re.IGNORECASE,
)
# wording that gives furniture away anywhere in a short line
_FURNITURE_ANYWHERE = re.compile(
    r"(?:thanks to (?:our )?(?:you|readers|supporters|donors)\b|\byour (?:support|donation|contribution)s?\b|\bour (?:newsletter|journalism|readers|app)\b"
    r"|\bnewsletter\b|all rights reserved|\bcookies\b|email address will not be published|required fields are marked"
    r"|\bsubscribe (?:to|for|now)\b|\bfollow us on\b|\bdownload (?:the|our) app\b|\bclick here\b|\bterms of (?:use|service)\b)",
    re.IGNORECASE,
)
_CAPTION_START = re.compile(
    r"\W*(?:in (?:this|a|an) (?:undated |handout |archive |aerial |satellite |screen ?grab |file |still )*(?:photo(?:graph)?|picture|image|video|frame|screen ?grab)\b"
    r"|this (?:undated |handout |file |aerial |satellite |frame |video )*(?:photo(?:graph)?|picture|image|grab)\b[^.]{0,60}\b(?:shows?|taken|released|provided|made|grab)\b"
    r"|(?:file|handout|stock|archive|illustrative|representational) (?:photo(?:graph)?|picture|image|pic)\b"
    r"|(?:photo|image|picture|pic|photo credit|photo by|photograph|illustration|caption|photos?/video)\s*(?:credit|by|courtesy)?\s*[:©/(]"
    r"|(?:photo|image|picture|photograph) (?:by|courtesy|credit)\b|\((?:photo|image|picture|ap photo|file)\b|file\s*[-–—:]\s)",
    re.IGNORECASE,
)
_CAPTION_END = re.compile(
    r"(?:(?:photo|image|picture|photograph|pic|photos|credit|courtesy|photo credit|handout)\s*(?:credit|by|courtesy)?\s*[:©/]\s*[^.:]{1,70}\.?"
    rf"|[\[(](?:[^)\]]*\b)?(?:photo|image|picture|file|{_AGENCIES}|getty images|handout)\b[^)\]]*[)\]]"
    rf"|(?:©|\bvia\b)\s*{_AGENCIES}[^.]{{0,40}})\W*$",
    re.IGNORECASE,
)
_BYLINE = re.compile(
    r"\W*(?:(?:by|written by|reporting by|story by|from our)\s+(?:[A-Z][\w.'’-]+[\s,|/&-]*|and\s+){1,8}(?:[^.!?]{0,60})$"
    r"|(?:published|updated|last updated|posted|first published|created|date|modified|issued)\b\W{0,3}[^.!?]{0,80}$)"
)
_DATE_LINE = re.compile(
    rf"[\W\d]*(?:(?:mon|tues?|wednes|thurs?|fri|satur|sun)(?:day)?\.?\W+)?(?:\d{{1,2}}\W+)?{_MONTHS}\b[\W\d]*(?:[ap]\.?m\.?|[a-z]{{2,4}}|gmt)?[\W\d]*$"
    r"|\W*\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}\b[\W\d]*(?:[ap]\.?m\.?|[a-z]{2,4}|gmt)?\W*$",
    re.IGNORECASE,
)
_AGENCY_LINE = re.compile(rf"(?:[^.!?]{{0,40}}[\s/(,–—-])?{_AGENCIES}(?:[\s/),–—-][^.!?]{{0,40}})?\W*$")
# "BAGHDAD (AP) -- ", "Yerevan, 12 May (Interfax) - ", "GENEVA — ", "SAN SALVADOR, 3 JAN 90 -- [REPORT] [TEXT] "
_DATELINE_PREFIX = re.compile(
    r"\s*(?:(?P<loud>[^\W\d_a-z][^\n.!?()\[\]–—a-z]{1,60}(?:[A-Z][a-z]+\.?)?)|(?P<quiet>[A-Z][^\n!?()\[\]–—]{1,50}))"
    rf"(?P<agency>\s*\([^()\n]{{2,40}}\)|,?\s*[-/]?\s*{_AGENCIES})?"
    r"\s*(?P<dash>--+|[–—_]|-(?=\s))(?:\s*\[[^\]\n]{1,80}\])*\s*"
)
_TERMINAL = re.compile(r"[.!?…][\"”’'»)\]*\d]*\s*$")
_GLUED = re.compile(r"[a-z?!.][‘“][A-Z]|[a-z]\d[\d,]*\s[A-Z]|[a-z][.?!][A-Z][a-z]")  # teasers run together


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph [start, end) of the text with its section."""

    start: int
    end: int
    section: Section


@dataclass(slots=True)
class _Line:
    """A paragraph while its section is being decided."""

    start: int
    end: int
    text: str
    gap: bool  # a blank line stands before it
    section: Section | None = None

    @property
    def finished(self) -> bool:
        """Whether it ends as a sentence does."""
        return _TERMINAL.search(self.text[-40:]) is not None

    @property
    def words(self) -> int:
        return len(self.text[:2000].split())


def blocks(document: Document) -> tuple[Block, ...]:
    """Return the paragraphs of the document in order; they cover everything but white space."""
    lines = _paragraphs(document.text)
    for line in lines:
        line.section = _by_wording(line)
    _mark_repeats(lines)
    _mark_tail(lines)
    _mark_headline(lines, document.title)
    found: list[Block] = []
    for line in lines:
        section = line.section or "body"
        cut = _prefix(line, section, document.title)
        if cut:
            head: Section = "headline" if cut[1] == "headline" else "dateline"
            found.append(Block(line.start, cut[0], head))
            dateline = _dateline_end(document.text, cut[0], line.end) if head == "headline" else 0
            if dateline:
                found.append(Block(cut[0], dateline, "dateline"))
            found.append(Block(max(cut[0], dateline), line.end, section))
        else:
            found.append(Block(line.start, line.end, section))
    return tuple(_trimmed(document.text, found))


def _trimmed(text: str, found: list[Block]) -> list[Block]:
    trimmed = []
    for block in found:
        piece = text[block.start : block.end]
        start = block.start + len(piece) - len(piece.lstrip())
        end = block.start + len(piece.rstrip())
        if end > start:
            trimmed.append(Block(start, end, block.section))
    return trimmed


def _paragraphs(text: str) -> list[_Line]:
    """Split into paragraphs at line ends, joining the lines of hard-wrapped ones."""
    lines: list[_Line] = []
    last_end = 0
    for match in LINE.finditer(text):
        breaks = len(re.findall(r"\r\n|[^\S \t\xa0]", text[last_end : match.start()]))
        lines.append(_Line(match.start(), match.end(), match.group(), gap=breaks > 1))
        last_end = match.end()
    joints = [index for index in range(1, len(lines)) if not lines[index].gap]
    full = sum(45 <= len(lines[index - 1].text) <= 110 and not lines[index - 1].finished for index in joints)
    wrapped = len(joints) >= 3 and full >= 0.5 * len(joints)
    joined: list[_Line] = []
    pieces: list[str] = []
    for index, line in enumerate(lines):
        before = lines[index - 1] if index else None
        if before and not line.gap and _continues(before, line, wrapped=wrapped):
            joined[-1].end = line.end
            pieces.append(line.text)
            continue
        if joined and len(pieces) > 1:
            joined[-1].text = text[joined[-1].start : joined[-1].end]
        joined.append(_Line(line.start, line.end, line.text, line.gap))
        pieces = [line.text]
    if joined:
        joined[-1].text = text[joined[-1].start : joined[-1].end]
    return joined


def _continues(before: _Line, line: _Line, *, wrapped: bool) -> bool:
    """Tell whether a line goes on where the one before it broke off."""
    if before.finished and not (wrapped and len(before.text) >= 55):
        return False
    if line.text.lstrip()[:1].islower() and len(before.text) >= 30:
        return True
    return wrapped and 45 <= len(before.text) <= 110


def _by_wording(line: _Line) -> Section | None:
    text = line.text.strip()
    if len(text) <= MAX_FURNITURE and (len(text) < 2 or _FURNITURE_START.match(text)):
        return "boilerplate"
    if len(text) <= MAX_FURNITURE and line.words <= 30 and _FURNITURE_ANYWHERE.search(text):
        return "boilerplate"
    if len(text) <= MAX_CAPTION and (_CAPTION_START.match(text) or _CAPTION_END.search(text[-160:])):
        return "caption"
    if len(text) <= 120 and (_DATE_LINE.match(text) or _BYLINE.match(text) or _is_agency_line(text)):
        return "dateline"
    return None


def _is_agency_line(text: str) -> bool:
    return len(text.split()) <= 8 and _AGENCY_LINE.match(text) is not None and not text.isupper()


def _mark_repeats(lines: list[_Line]) -> None:
    """A line that the next one repeats and carries on is the cut-off caption above the caption."""
    for line, after in zip(lines, lines[1:], strict=False):
        text = line.text.strip()
        if line.section is None and len(text) > 40 and after.text.strip().startswith(text):
            line.section = after.section


def _mark_tail(lines: list[_Line]) -> None:
    """Teasers and calls for support after the report's last sentence are boilerplate.

    The tail begins after the last paragraph that reads like text; a tail counts only where some line of it is known
    furniture, or where it opens with a teaser heading (a few words in lower case).
    """
    start = len(lines)
    while start > 1 and _may_be_tail(lines, start - 1):
        start -= 1
    tail = lines[start:]
    if not any(line.section == "boilerplate" for line in tail):
        return
    first_known = next(index for index, line in enumerate(tail) if line.section == "boilerplate")
    heading = next((index for index, line in enumerate(tail) if _is_teaser(line)), first_known)
    for line in tail[min(first_known, heading) :]:
        if line.section in (None, "dateline"):
            line.section = "boilerplate"


def _is_teaser(line: _Line) -> bool:
    text = line.text.strip()
    if line.section is not None or line.finished:
        return False
    return (text[:1].islower() and line.words <= 6) or (len(text) > 40 and _GLUED.search(text[:4000]) is not None)


def _may_be_tail(lines: list[_Line], index: int) -> bool:
    line = lines[index]
    if line.section == "boilerplate":
        return True
    return not line.finished or line.words <= 8


def _mark_headline(lines: list[_Line], title: str | None) -> None:
    """The first line that is neither furniture nor date line is a headline when it looks like one."""
    wanted = _plain(title) if title else ""
    for index, line in enumerate(lines[:6]):
        if line.section in ("boilerplate", "dateline", "caption"):
            continue
        if line.section is None and _is_headline(lines, index, wanted):
            line.section = "headline"
        return


def _is_headline(lines: list[_Line], index: int, wanted: str) -> bool:
    line = lines[index]
    text = line.text.strip()
    if wanted and _plain(text) == wanted:
        return True
    if len(text) > MAX_HEADLINE or len(lines) < index + 2 or not any(char.isalpha() for char in text):
        return False
    if not line.finished:
        return any(after.words >= 8 for after in lines[index + 1 :])
    # a headline with a full stop: alone before furniture, a date line or a caption
    return lines[index + 1].section in ("boilerplate", "dateline", "caption") and line.words <= 25


def _plain(text: str) -> str:
    return re.sub(r"\W+", " ", text).strip().casefold()


def _prefix(line: _Line, section: Section, title: str | None) -> tuple[int, Section] | None:
    """Return where a headline or dateline run into the paragraph ends, and which it is."""
    if section != "body":
        return None
    text = line.text
    if title and len(text) > len(title) + 20 and line.start < 200:
        head = title.strip().rstrip(".")
        start = len(text) - len(text.lstrip())
        if (
            head
            and text.startswith(head, start)
            and text[start + len(head) : start + len(head) + 1] in (".", "!", "?")
        ):
            return line.start + start + len(head) + 1, "headline"
    cut = _dateline_end(text, 0, len(text))
    return (line.start + cut, "dateline") if cut else None


def _dateline_end(text: str, start: int, end: int) -> int:
    """Return the end of a dateline that opens text[start:end], 0 when none does."""
    match = _DATELINE_PREFIX.match(text, start, min(end, start + 300))
    if not match or match.end() >= end:
        return 0
    loud = match["loud"]
    place = (loud or match["quiet"] or "").strip()
    if loud:
        letters = [char for char in place if char.isalpha()]
        good = len(letters) >= 3 and len(place.split()) <= 8
        bracketed = "[" in match.group() or match["agency"] is not None
        good = good and (bracketed or match["dash"] != "-" or bool(re.search(r"\d", place)))
        return match.end() if good and not (text[start:end].isupper() and not bracketed) else 0
    good = match["agency"] is not None and len(place.split()) <= 6 and place[:1].isupper()
    return match.end() if good else 0
