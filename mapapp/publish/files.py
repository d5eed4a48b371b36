"""Incidents written to a file whose ending says the format; a file is whole or not there at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path

from mapapp.errors import BadInput
from mapapp.model import Document, Incident
from mapapp.publish import geojson

FORMATS = {".geojson": "GeoJSON, RFC 7946", ".json": "GeoJSON, RFC 7946", ".html": "a map in one file"}


def write(
    path: Path,
    incidents: Iterable[Incident],
    documents: Iterable[Document] = (),
    about: Mapping[str, object] | None = None,
    title: str = "Incident map",
) -> None:
    """Write the incidents in the format that the file's ending names; raises BadInput for any other ending.

    `about` (say, the filters that were applied) goes into GeoJSON as a foreign member.
    """
    suffix = path.suffix.lower()
    if suffix not in FORMATS:
        endings = ", ".join(f"{ending} ({what})" for ending, what in FORMATS.items())
        raise BadInput(f"{path}: wanted a name ending in {endings}; got {suffix or 'no ending'}")
    if suffix == ".html":
        from mapapp.publish import folium

        content = folium.one_file_map(incidents, documents, title=title).html.encode("utf-8", "replace")
    else:
        content = geojson.dumps(geojson.feature_collection(incidents, documents, about))
    _write_whole(path, content)


def _write_whole(path: Path, content: bytes) -> None:
    """Write beside the target, then rename: a reader never sees half a file, a failure leaves the old one."""
    try:
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as part:
            try:
                part.write(content)
                part.flush()
                os.fsync(part.fileno())
            except OSError:
                Path(part.name).unlink()
                raise
        Path(part.name).chmod(0o644)
        Path(part.name).replace(path)
    except OSError as error:
        raise BadInput(f"{path}: wanted a file to write to; {error.strerror or error}") from error
