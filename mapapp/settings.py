"""Every setting, declared once: name, default, help. Flags, environment variables, config file and docs follow.

Order of strength: command-line flag, environment variable `MAPAPP_<NAME>`, `[mapapp]` in the config file
`mapapp.toml` of the user's config folder, default.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from dataclasses import field as _field
from pathlib import Path
from typing import Any, get_type_hints

from platformdirs import user_config_path

from mapapp import paths
from mapapp.errors import BadInput


def _setting(default: Any, text: str) -> Any:
    return _field(default=default, metadata={"help": text})


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of one run; build it with `load`."""

    store: str = _setting("", "SQLite file of documents and incidents. Empty: incidents.sqlite in the data folder.")
    gazetteer: str = _setting("", "Folder of the gazetteer index. Empty: gazetteer/ in the data folder.")
    host: str = _setting("127.0.0.1", "Address `serve` binds to.")
    port: int = _setting(5000, "Port `serve` binds to.")
    allowed_hosts: str = _setting("", "Further host names the server answers to, separated by commas.")
    frame_ancestors: str = _setting("'none'", "Who may frame /embed: a CSP source list, such as https://example.org.")
    tiles: str = _setting("", "URL template of a tile layer ({z}/{x}/{y}); empty: the bundled basemap only.")
    tiles_attribution: str = _setting("", "Attribution the tile layer asks for, plain text.")
    resolver: str = _setting("ranker", "What finds the places of names: ranker, or geocoder, which asks online.")
    geocoder: str = _setting("nominatim", "Service the geocoder asks: nominatim or photon.")
    geocoder_domain: str = _setting("", "Host of the service, http:// before it for one without TLS. Empty: its own.")
    geocoder_user_agent: str = _setting("", "What the service is told besides mapapp's version, such as an e-mail.")
    geocoder_refresh_days: int = _setting(0, "Ask again what was answered more than so many days ago. 0: never.")

    @property
    def store_path(self) -> Path:
        """The store's file."""
        return Path(self.store).expanduser() if self.store else paths.user_data() / "incidents.sqlite"

    @property
    def gazetteer_path(self) -> Path:
        """The folder of the built gazetteer index."""
        return Path(self.gazetteer).expanduser() if self.gazetteer else paths.user_data() / "gazetteer"


NAMES = tuple(item.name for item in fields(Settings))
HELP = {item.name: str(item.metadata["help"]) for item in fields(Settings)}


def config_file() -> Path:
    """Return where the config file is looked for."""
    return user_config_path("mapapp", appauthor=False) / "mapapp.toml"


def load(flags: Mapping[str, object] | None = None, environ: Mapping[str, str] | None = None) -> Settings:
    """Return the settings in force; `flags` whose value is None were not given. Raises BadInput."""
    environ = os.environ if environ is None else environ
    values: dict[str, object] = _from_file(config_file())
    for name in NAMES:
        if f"MAPAPP_{name.upper()}" in environ:
            values[name] = environ[f"MAPAPP_{name.upper()}"]
    values.update({name: value for name, value in (flags or {}).items() if value is not None})
    return Settings(**{name: _typed(name, value) for name, value in values.items()})


def _from_file(path: Path) -> dict[str, object]:
    if not path.is_file():
        return {}
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8")).get("mapapp", {})
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadInput(f"{path}: wanted a TOML file with a [mapapp] table; {error}") from error
    unknown = sorted(set(table) - set(NAMES))
    if unknown:
        raise BadInput(f"{path}: no setting {unknown[0]!r}; there are {', '.join(NAMES)}")
    return dict(table)


def _typed(name: str, value: object) -> Any:
    wanted = get_type_hints(Settings)[name]
    try:
        return wanted(value)
    except (TypeError, ValueError) as error:
        raise BadInput(f"setting {name}: wanted {wanted.__name__}, got {value!r}") from error
