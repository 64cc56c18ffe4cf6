"""The kinds of posts: to add one, write how it is composed and name it here."""

from collections.abc import Mapping
from typing import Final

from bot.discord_app.posting.daily import compose_daily
from bot.discord_app.posting.inbox import compose_inbox
from bot.discord_app.posting.post import Compose
from bot.discord_app.posting.weekly import compose_weekly
from bot.models import ScheduleKind

COMPOSERS: Final[Mapping[ScheduleKind, Compose]] = {
    ScheduleKind.DAILY: compose_daily,
    ScheduleKind.WEEKLY: compose_weekly,
    ScheduleKind.INBOX: compose_inbox,
}
