"""The command line: parse, call the API, print. Every command is a thin twin of a Python function.

Commands live in this folder, one file a topic, and are imported only when called, so `mapapp --help` is instant.
"""

import importlib
import sys

import click

from mapapp.errors import MapappError

# command -> (module, attribute); the one-line help stands here so that --help imports nothing
COMMANDS: dict[str, tuple[str, str, str]] = {
    "serve": ("mapapp.cli.serve", "serve", "Show the map in a browser."),
    "add": ("mapapp.cli.store", "add", "Read reports and keep their incidents."),
    "remove": ("mapapp.cli.store", "remove", "Take reports out of the store."),
    "reread": ("mapapp.cli.store", "reread", "Read stored reports again."),
    "store": ("mapapp.cli.deciding", "store", "Keep reports apart, or put incidents together, by hand."),
    "verify": ("mapapp.cli.store", "verify", "Prove that every quote stands in its report."),
    "read": ("mapapp.cli.read", "read", "Read reports and print what was found."),
    "export": ("mapapp.cli.export", "export", "Write the incidents to a file."),
    "explain": ("mapapp.cli.explain", "explain", "Say why an incident is what it is."),
    "coverage": ("mapapp.cli.explain", "coverage", "Say which sources tell of which incidents."),
    "gazetteer": ("mapapp.cli.gazetteer", "gazetteer", "Build the index of places, look names up."),
    "evaluate": ("mapapp.cli.evaluate", "evaluate", "Score reading against a gold file."),
}


class LazyGroup(click.Group):
    """A click group whose commands are imported when they are first needed."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return command names in the order a newcomer meets them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import and return one command."""
        if cmd_name not in COMMANDS:
            return None
        module, attribute, _ = COMMANDS[cmd_name]
        command: click.Command = getattr(importlib.import_module(module), attribute)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, entry[2]) for name, entry in COMMANDS.items()])


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="mapapp")
@click.option("--debug", is_flag=True, help="Show the full traceback of an error.")
@click.pass_context
def cli(ctx: click.Context, debug: bool) -> None:
    """mapapp turns news reports into an incident map that can be trusted."""
    ctx.obj = {"debug": debug}


def main() -> None:
    """Run the command line; a user's mistake is one line on standard error and exit status 1."""
    try:
        cli()
    except MapappError as error:
        if "--debug" in sys.argv:
            raise
        click.echo(f"mapapp: {error}", err=True)
        sys.exit(1)
