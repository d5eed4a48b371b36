"""Which part of a report a block of text is: headline, dateline, caption, body, or boilerplate of the page.

A block is a paragraph: one line, or several lines of a hard-wrapped one. The rules look at the wording that pages
everywhere share ("Leave a Reply", "Photo: ...", "Read also"), at the shape of a line (no full stop, all of it a
place and an agency) and at where it stands; never at a particular site.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from mapapp.model import Document, Section
from mapapp.reading.sections import wording

_LINE = re.compile(r"[^\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")
_BREAKS = re.compile(r"\r\n|[^\S \t\xa0]")
MAX_HEADLINE = 180  # characters
MAX_FURNITURE = 400  # longer lines are text, whatever they begin with
MAX_CAPTION = 700  # when it opens like one
MAX_CREDITED = 350  # when it only ends with a credit


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
        return wording.finished(self.text)

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
        if block.start < block.end and not (text[block.start].isspace() or text[block.end - 1].isspace()):
            trimmed.append(block)
            continue
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
    for match in _LINE.finditer(text):
        if match.group().isspace():
            continue
        gap = text[last_end : match.start()]
        breaks = len(gap) if gap in ("\n", "\n\n") else len(_BREAKS.findall(gap))
        lines.append(_Line(match.start(), match.end(), match.group(), gap=breaks > 1))
        last_end = match.end()
    wrapped = _is_wrapped(lines)
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


def _is_wrapped(lines: list[_Line]) -> bool:
    """Tell whether the text is hard-wrapped: most lines are full, and most full lines run on in lower case."""
    joints = [(before, line) for before, line in pairwise(lines) if not line.gap]
    full = [line for before, line in joints if 45 <= len(before.text) <= 110 and not before.finished]
    running = sum(line.text.lstrip()[:1].islower() or line.text.isupper() for line in full)
    return len(joints) >= 3 and len(full) >= 0.5 * len(joints) and running >= 0.5 * len(full)


def _continues(before: _Line, line: _Line, *, wrapped: bool) -> bool:
    """Tell whether a line goes on where the one before it broke off."""
    if (before.finished and not (wrapped and len(before.text) >= 55)) or wording.URL.match(before.text):
        return False
    if line.text.lstrip()[:1].islower() and len(before.text) >= 30:
        return wrapped or not (
            len(line.text) <= 120 and (wording.is_dateline(line.text) or re.match(r"on\s+[A-Z]", line.text))
        )
    return wrapped and 45 <= len(before.text) <= 110


def _by_wording(line: _Line) -> Section | None:
    text = line.text.strip()
    if len(text) <= MAX_FURNITURE and wording.is_furniture(text):
        return "boilerplate"
    if len(text) <= MAX_CAPTION and wording.opens_caption(text):
        return "caption"
    if len(text) <= MAX_CREDITED and wording.ends_caption(text[-160:]):
        return "caption"
    if len(text) <= 120 and wording.is_dateline(text):
        return "dateline"
    return None


def _mark_repeats(lines: list[_Line]) -> None:
    """A line that the next one repeats and carries on is the cut-off caption above the caption."""
    for line, after in pairwise(lines):
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
    return (text[:1].islower() and line.words <= 6) or (
        len(text) > 40 and wording.GLUED.search(text[:4000]) is not None
    )


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
    if text.endswith((":", ",", ";")) or "[" in text:
        return False
    if not line.finished:
        return any(after.words >= 8 for after in lines[index + 1 :])
    # one sentence with a full stop: alone before furniture or a date line
    return lines[index + 1].section in ("boilerplate", "dateline") and not wording.INNER_STOP.search(text)


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
    match = wording.dateline_prefix(text, start, end)
    if not match or match.end() >= end:
        return wording.wire_prefix(text, start, end) or wording.place_prefix(text, start, end)
    loud = match["loud"]
    place = (loud or match["quiet"] or "").strip()
    if loud:
        letters = [char for char in place if char.isalpha()]
        good = len(letters) >= 3 and len(place.split()) <= 10
        bracketed = "[" in match.group() or match["agency"] is not None
        good = good and (bracketed or match["dash"] != "-" or bool(re.search(r"\d", place)))
        if good and not (text[start:end].isupper() and not bracketed):
            return match.end()
    elif match["agency"] is not None and len(place.split()) <= 6 and place[:1].isupper():
        return match.end()
    return wording.place_prefix(text, start, end)
