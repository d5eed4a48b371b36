"""Run mapapp's commands in this process, as the shell would see them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from click.testing import CliRunner

from mapapp.cli import cli
from mapapp.errors import MapappError


@dataclass(frozen=True)
class Ran:
    """What a command did."""

    status: int
    out: str
    err: str

    @property
    def lines(self) -> list[dict[str, Any]]:
        """Standard output as JSON Lines."""
        return [json.loads(line) for line in self.out.splitlines()]


def mapapp(*arguments: str | Path, stdin: str | bytes | None = None) -> Ran:
    """Run a command; a mistake of the user's is one line on standard error and status 1, as in `mapapp.cli.main`."""
    result = CliRunner().invoke(cli, [str(argument) for argument in arguments], input=stdin)
    if isinstance(result.exception, MapappError):
        return Ran(1, result.stdout, f"{result.stderr}mapapp: {result.exception}\n")
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return Ran(result.exit_code, result.stdout, result.stderr)
