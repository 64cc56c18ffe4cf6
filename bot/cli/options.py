"""Options and arguments that several verbs share."""

from collections.abc import Callable
from datetime import date, datetime

import click

from bot.errors import WrongUse
from bot.text.periods import first_day, last_day, parse_day

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
