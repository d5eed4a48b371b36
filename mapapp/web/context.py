"""What a request can reach: the settings, the static files, and a store opened for it alone."""

from __future__ import annotations

import mimetypes
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from flask import Response, current_app, g
from werkzeug.routing import PathConverter
from werkzeug.security import safe_join

from mapapp import paths
from mapapp.errors import NotFound, Unavailable
from mapapp.settings import Settings
from mapapp.store.sqlite import Store, open_store
from mapapp.web.assets import Assets
from mapapp.web.layers import Layers

EXTENSION = "mapapp"
YEAR = 365 * 24 * 3600


class DocumentConverter(PathConverter):
    """A document's id in an address: any characters at all, a slash in front and line ends too."""

    regex = "(?s:.+)"
    part_isolating = False  # it may hold slashes


@dataclass(frozen=True, slots=True)
class Context:
    """What one application was made with."""

    settings: Settings
    assets: Assets
    layers: Layers


def context() -> Context:
    """Return what the application at work was made with."""
    return cast(Context, current_app.extensions[EXTENSION])


def store() -> Store:
    """Return this request's store, opened when it is first asked for. Raises Unavailable when it cannot be."""
    if "store" not in g:
        g.store = opened()
    return cast(Store, g.store)


def opened() -> Store:
    """Open the store, as it is now, for the caller to close. Raises Unavailable when it cannot be."""
    try:
        found = open_store(context().settings.store_path)
    except NotFound as error:  # the page that was asked for is not what is missing
        raise Unavailable(str(error)) from error
    found.hold()
    return found


def static_file(name: str) -> Response:
    """Send a file of the browser side, to be kept: its address changes whenever a file does. Raises NotFound."""
    path = safe_join(str(paths.STATIC), name)
    if path is None or not Path(path).is_file():
        raise NotFound(f"static file {name!r}: no such file")
    response = Response(Path(path).read_bytes(), mimetype=mimetypes.guess_type(name)[0])
    response.cache_control.public = response.cache_control.immutable = True
    response.cache_control.max_age = YEAR
    return response


def close_store(_: BaseException | None = None) -> None:
    """Close the request's store, if it opened one."""
    used = g.pop("store", None)
    if used is not None:
        used.close()
