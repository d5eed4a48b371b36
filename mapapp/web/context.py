"""What a request can reach: the settings, the static files, and a store opened for it alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from flask import current_app, g

from mapapp.errors import NotFound, Unavailable
from mapapp.settings import Settings
from mapapp.store.sqlite import Store, open_store
from mapapp.web.assets import Assets

EXTENSION = "mapapp"


@dataclass(frozen=True, slots=True)
class Context:
    """What one application was made with."""

    settings: Settings
    assets: Assets


def context() -> Context:
    """Return what the application at work was made with."""
    return cast(Context, current_app.extensions[EXTENSION])


def store() -> Store:
    """Return this request's store, opened when it is first asked for. Raises Unavailable when it cannot be."""
    if "store" not in g:
        try:
            g.store = open_store(context().settings.store_path)
        except NotFound as error:  # the page that was asked for is not what is missing
            raise Unavailable(str(error)) from error
    return cast(Store, g.store)


def close_store(_: BaseException | None = None) -> None:
    """Close the request's store, if it opened one."""
    opened = g.pop("store", None)
    if opened is not None:
        opened.close()
