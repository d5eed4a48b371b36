"""What can go wrong that a person can put right; everything else is a bug and keeps its traceback.

A message names the thing, what was wanted, what is there, and the command that helps. Errors are caught in two
places only: the command line (one line, exit 1) and web/errors.py (one table from class to HTTP status).
"""


class MapappError(Exception):
    """Base of every error that is the user's to mend."""


class BadInput(MapappError):  # noqa: N818 - the house names errors by what happened
    """What was given cannot be used: a file, a parameter, a date."""


class NotFound(MapappError):  # noqa: N818
    """What was asked for is not there: an incident, a document, a place."""


class Unavailable(MapappError):  # noqa: N818
    """What is needed cannot be had now: the gazetteer is not built, the store is locked."""
