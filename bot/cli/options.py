"""Options and arguments that several verbs share."""

import re
from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Final

import click

from bot.errors import WrongUse
from bot.text.periods import first_day, last_day, parse_day

_EXCLUSION: Final = re.compile(r"-(?!-|h?$)")

json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON, for scripts.")


class Day(click.ParamType[date]):
    """A day, or the first or last day of a month or year."""

    def __init__(self, parse: Callable[[str], date], name: str) -> None:
        self._parse = parse
        self.name = name

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> date:
        """The day, or a usage error that shows the expected form."""
        if isinstance(value, date) and not isinstance(value, datetime):
            return value
        try:
            return self._parse(str(value))
        except WrongUse as error:
            self.fail(str(error), param, ctx)


SINGLE_DAY = Day(parse_day, "YYYY-MM-DD")
FIRST_DAY = Day(first_day, "YYYY[-MM[-DD]]")
LAST_DAY = Day(last_day, "YYYY[-MM[-DD]]")


class QueryCommand(click.Command):
    """Takes -word for a part of the query: the only short option of such a verb is -h."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the arguments; click takes nothing for an option that begins with a space."""
        shielded = [f" {each}" if _EXCLUSION.match(each) else each for each in args]
        return super().parse_args(ctx, shielded)


def join_words(words: Sequence[str]) -> str:
    """The query of a `QueryCommand` as it was typed."""
    return " ".join(word.removeprefix(" ") for word in words)
