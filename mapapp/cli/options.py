"""Flags made from the settings' own names and words, and progress shown on a terminal only."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar, get_type_hints

import click

from mapapp.settings import HELP, Settings, load

F = TypeVar("F", bound=Callable[..., Any])
_METAVARS = {"store": "FILE", "gazetteer": "FOLDER"}


def setting(name: str) -> Callable[[F], F]:
    """Return the option for a setting: None when it is not given, so that the environment and config file count."""
    return click.option(
        f"--{name.replace('_', '-')}",
        name,
        type=get_type_hints(Settings)[name],
        metavar=_METAVARS.get(name),
        help=HELP[name],
    )


@contextmanager
def progress(label: str) -> Iterator[Callable[[int, int], object]]:
    """Give a function that is told how much is done of how much; a bar shows it on standard error when that is a
    terminal and there is more than one thing to do."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    console = Console(stderr=True)
    if not console.is_terminal:
        yield lambda done, total: None
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task(label, visible=False)
        yield lambda done, total: bar.update(task, completed=done, total=total, visible=total > 1)


def places_ready(gazetteer: str | None) -> None:
    """Build the index of places when it is not current, showing how far it is."""
    from mapapp.cli import gazetteer as places
    from mapapp.gazetteer.build import is_current

    folder = load({"gazetteer": gazetteer}).gazetteer_path
    if not is_current(folder):
        places.show(folder)


def say(message: str) -> None:
    """Print one line of what went wrong, or is worth knowing, on standard error."""
    click.echo(printable(message), err=True)


def printable(text: str) -> str:
    """Return text from a report as a terminal may show it: one line, no escape sequences, no marks that turn the
    direction of writing."""
    shown = (
        "\ufffd" if unicodedata.category(mark) in ("Cc", "Cf", "Cs") else mark for mark in " ".join(text.split())
    )
    return "".join(shown)
