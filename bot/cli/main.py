"""The command `paperboy`: its verbs, and what becomes of errors."""

import importlib
import logging
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

import click

from bot.app import App
from bot.config import load_settings
from bot.errors import PaperboyError, WrongUse

# Each verb stands in a module of its own and is imported only when it is called: a search must
# not wait for what serving needs.
VERBS = {
    "try": "bot.cli.try_locally:try_locally",
    "serve": "bot.cli.serve:serve",
    "ingest": "bot.cli.ingest:ingest",
    "parse": "bot.cli.parse:parse",
    "fetch": "bot.cli.fetch:fetch",
    "search": "bot.cli.search:search",
    "show": "bot.cli.show:show",
    "related": "bot.cli.related:related",
    "ask": "bot.cli.ask:ask",
    "summarise": "bot.cli.summarise:summarise",
    "highlights": "bot.cli.highlights:highlights",
    "recap": "bot.cli.recap:recap",
    "export": "bot.cli.export:export",
    "status": "bot.cli.status:status",
    "doctor": "bot.cli.doctor:doctor",
    "evaluate": "bot.cli.evaluate:evaluate",
}
EXIT_WORK_FAILED, EXIT_WRONG_USE, EXIT_INTERRUPTED = 1, 2, 130


class _Verbs(click.Group):
    """The verbs in the order in which a newcomer meets them, each imported on demand."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """The verbs' names; click asks for them."""
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """The verb of that name; None where there is none."""
        if cmd_name not in VERBS:
            return None
        module_name, _, name = VERBS[cmd_name].partition(":")
        command = getattr(importlib.import_module(module_name), name)
        assert isinstance(command, click.Command)  # noqa: S101 - VERBS names nothing else
        return command


@click.command(cls=_Verbs, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="paperboy", message="%(prog)s %(version)s")
@click.option(
    "--config",
    "config_path",
    type=click.Path(path_type=Path, dir_okay=False),
    help="A configuration file; by default the one that PAPERBOY_CONFIG names.",
)
@click.pass_context
def paperboy(context: click.Context, config_path: Path | None) -> None:
    """Answer questions about research papers, from a local index of paper digests.

    New here? Run `paperboy try` for a chat with the bot in this terminal.
    """
    context.obj = App(load_settings(config_path))
    logging.basicConfig(
        level=context.obj.settings.log.level.upper(),
        format="%(asctime)s %(levelname)s %(name)s: %(message)s",
        stream=sys.stderr,
    )


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the command line and exit: 0 done, 1 work that failed, 2 wrong use."""
    try:
        exit_code = paperboy.main(arguments, prog_name="paperboy", standalone_mode=False)
    except click.exceptions.Abort:
        sys.exit(EXIT_INTERRUPTED)
    except click.ClickException as error:
        error.show()
        sys.exit(EXIT_WRONG_USE)
    except PaperboyError as error:
        click.echo(f"paperboy: {error}", err=True)
        for title in getattr(error, "nearest", ()):
            click.echo(f"  nearest: {title}", err=True)
        sys.exit(EXIT_WRONG_USE if isinstance(error, WrongUse) else EXIT_WORK_FAILED)
    except OSError as error:
        what = f"{error.filename}: " if error.filename else ""
        click.echo(f"paperboy: {what}{error.strerror or error}", err=True)
        sys.exit(EXIT_WORK_FAILED)
    sys.exit(exit_code or 0)
