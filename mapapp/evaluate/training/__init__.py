"""Make the weights of reading from gold documents: places' names (a chain), which place (a ranker), roles.

Nothing here runs when reports are read. Fitting the chain needs scipy (`pip install mapapp[train]`).
"""

from __future__ import annotations

import importlib
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mapapp.errors import Unavailable

Array = NDArray[Any]
Floats = NDArray[np.float64]


def scipy_module(name: str) -> Any:
    """Return a module of scipy ("sparse"). Raises Unavailable saying how to get it."""
    try:
        return importlib.import_module(f"scipy.{name}")
    except ImportError as error:
        raise Unavailable("training: scipy is not installed; run `pip install mapapp[train]`") from error
