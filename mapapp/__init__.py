"""mapapp turns news reports into an incident map that can be trusted.

`read`, `open_store` and `incident_map` are the ways in; `mapapp.model` has the types they speak. Nothing is imported
before it is asked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mapapp.api import incident_map, open_store, read

__all__ = ["incident_map", "open_store", "read"]


def __getattr__(name: str) -> Any:
    if name == "__version__":
        from importlib.metadata import version

        return version("mapapp")
    if name not in __all__:
        raise AttributeError(f"module 'mapapp' has no attribute {name!r}")
    from mapapp import api

    return getattr(api, name)


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__, "__version__"])
