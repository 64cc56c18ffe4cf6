"""The part of the database that servers and members fill; beside the index, in the same file."""

from bot.store.discussions import DiscussionStore
from bot.store.guilds import GuildStore
from bot.store.members import MemberStore
from bot.store.schedules import ScheduleStore


class SqliteCommunity(ScheduleStore, GuildStore, MemberStore, DiscussionStore):
    """Implements `bot.services.community_ports.Community`; belongs to the thread that opened it.

    Outside a transaction each call is one of its own.
    """
