"""Text files and folders of them. A file's text is its bytes decoded as UTF-8 and nothing else: no newline is
translated, no byte order mark dropped, so offsets stay true to what is on the disk."""

from __future__ import annotations

from pathlib import Path

from mapapp.errors import BadInput
from mapapp.model import Document
from mapapp.sources import catalogue
from mapapp.sources.base import Loaded, Problem, Source

PLAIN = (".txt", ".text")
# what people will try next, and what to tell them
OTHER = {
    ".htm": "a web page", ".html": "a web page", ".xhtml": "a web page", ".mhtml": "a web page",
    ".pdf": "a PDF", ".doc": "a Word document", ".docx": "a Word document", ".odt": "an OpenDocument text",
    ".rtf": "rich text", ".epub": "an e-book", ".md": "Markdown", ".csv": "a table", ".tsv": "a table",
    ".xls": "a spreadsheet", ".xlsx": "a spreadsheet", ".json": "JSON", ".xml": "XML", ".rss": "a feed",
    ".zip": "an archive", ".gz": "an archive", ".tar": "an archive", ".7z": "an archive",
    ".png": "an image", ".jpg": "an image", ".jpeg": "an image", ".gif": "an image", ".webp": "an image",
}  # fmt: skip
_MAGIC = {
    b"%PDF-": "a PDF", b"PK\x03\x04": "a ZIP archive or an office document", b"\x89PNG": "an image",
    b"\xff\xd8\xff": "an image", b"GIF8": "an image", b"\x1f\x8b": "gzip", b"\x7fELF": "a program",
    b"SQLite format 3\0": "a database", b"{\\rtf": "rich text", b"\xd0\xcf\x11\xe0": "an old office document",
}  # fmt: skip
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_SAMPLE = 65536
_MOST_CONTROL = 0.3  # more control characters than this and it is no text: `file` and Perl's -T draw the line there
_WHITE = frozenset("\t\n\r\f\v\x1b\b")


def load_file(path: Path, entry: catalogue.Entry | None = None) -> Loaded:
    """Return the document of a text file, or the problem that names it."""
    try:
        text = _text(path)
        _id(path)
    except BadInput as error:
        return Loaded(problems=(Problem(str(path), str(error)),))
    known = entry or catalogue.Entry()
    document = Document(
        id=path.stem,
        text=text,
        title=known.title,
        publisher=known.publisher,
        language=known.language,
        published=known.published,
        url=known.url,
    )
    return Loaded((Source(document, str(path), path.stem),))


def load_folder(folder: Path) -> tuple[list[Loaded], int]:
    """Return what each text file of a folder and its sub-folders gives, in order of path, and how many files are not
    plain text and were passed over. Hidden files are not looked at.

    A folder whose sources.toml is no such file gives one problem and none of its own reports: they would be stored
    under wrong dates.
    """
    found: list[Loaded] = []
    passed = 0
    for home in _homes(folder):
        try:
            known = catalogue.read(home)
        except BadInput as error:
            found.append(Loaded(problems=(Problem(str(home), str(error)),)))
            continue
        found += [Loaded(problems=(_wrong(home, name, why),)) for name, why in known.wrong.items()]
        for path in sorted(home.iterdir()):
            if not path.is_file() or _hidden(path, folder) or path.name == catalogue.NAME or path.name in known.wrong:
                continue
            if path.suffix.lower() in PLAIN or path.name in known.entries:
                found.append(load_file(path, known.entries.get(path.name)))
            else:
                passed += 1
    return found, passed


def _homes(folder: Path) -> list[Path]:
    """Return a folder and its sub-folders, each once: a link may lead back to one that is there already."""
    below = sorted(path for path in folder.rglob("*") if path.is_dir() and not _hidden(path, folder))
    found: dict[Path, Path] = {}
    for home in (folder, *sorted(below, key=Path.is_symlink)):
        found.setdefault(home.resolve(), home)
    return sorted(found.values())


def load_one(path: Path) -> Loaded:
    """Return the document of one file, with what the sources.toml beside it says of it."""
    try:
        known = catalogue.read(path.parent)
    except BadInput as error:
        loaded = load_file(path)
        return Loaded(loaded.sources, (*loaded.problems, Problem(str(path), f"{error}; read without it", lost=False)))
    if path.name in known.wrong:
        return Loaded(problems=(_wrong(path.parent, path.name, known.wrong[path.name]),))
    return load_file(path, known.entries.get(path.name))


def _wrong(home: Path, name: str, why: str) -> Problem:
    return Problem(str(home / name), f"{home / catalogue.NAME}: {why}")


def _hidden(path: Path, folder: Path) -> bool:
    return any(part.startswith(".") for part in path.relative_to(folder).parts)


def _id(path: Path) -> None:
    try:
        path.stem.encode("utf-8")
    except UnicodeEncodeError:
        raise BadInput("wanted a file name in Unicode, since it becomes the report's id; rename the file") from None


def _text(path: Path) -> str:
    """Return the text of a file; raises BadInput saying what was wanted and what is there."""
    kind = OTHER.get(path.suffix.lower())
    if kind:
        raise BadInput(f"wanted plain text (.txt), this is {kind}, which cannot be read yet; save it as text")
    try:
        data = path.read_bytes()
    except OSError as error:
        raise BadInput(f"cannot be opened: {error.strerror or error}") from error
    return decoded(data)


def decoded(data: bytes) -> str:
    """Return bytes as text, never altered. Raises BadInput when they are empty, binary or not UTF-8."""
    if not data.strip():
        raise BadInput("the file is empty; wanted a report's text")
    for magic, kind in _MAGIC.items():
        if data.startswith(magic):
            raise BadInput(f"wanted plain text, this is binary ({kind})")
    if data.startswith(_UTF16):
        raise BadInput("wanted UTF-8, this is UTF-16; convert it: iconv -f UTF-16 -t UTF-8")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        if b"\0" in data:
            raise BadInput("wanted plain text, this is binary") from None
        raise BadInput(
            f"wanted UTF-8, byte {error.start} (0x{data[error.start]:02x}) is not; if it is Windows Cyrillic, "
            "say, convert it: iconv -f WINDOWS-1251 -t UTF-8"
        ) from None
    sample = text[:_SAMPLE]
    control = sum(letter < " " and letter not in _WHITE for letter in sample)
    if control > _MOST_CONTROL * len(sample):
        raise BadInput("wanted plain text, this is binary")
    if not text.strip("\ufeff \t\r\n"):
        raise BadInput("the file is empty; wanted a report's text")
    return text
