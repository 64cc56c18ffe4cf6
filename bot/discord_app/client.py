"""The client: Paperboy's connection to Discord."""

import asyncio
import logging
from typing import Any, Final

import discord
from discord import app_commands

from bot.discord_app.closed_inboxes import explain_closed_inbox, find_closed_inboxes
from bot.discord_app.command_sync import sync_commands
from bot.discord_app.command_tree import PaperboyTree
from bot.discord_app.complaint import complain
from bot.discord_app.component import Component
from bot.discord_app.conversation import answer_privately
from bot.discord_app.desk import Desk, DeskClient, Interaction
from bot.discord_app.mentions import Mentions
from bot.discord_app.posting.rounds import Rounds
from bot.discord_app.render.custom_ids import parse_custom_id
from bot.discord_app.render.notices import OLD_COMPONENT, RESTARTING, render_notice
from bot.discord_app.unrepeatable import watch_unrepeatable
from bot.discord_app.views import PRESSES
from bot.discord_app.work_in_progress import WorkInProgress
from bot.services.guilds import note_guilds

_LOG = logging.getLogger(__name__)

Command = app_commands.Command[Any, ..., Any] | app_commands.ContextMenu
# Discord keeps an interaction open for 15 minutes, service managers seldom wait for two.
FINISH_TIMEOUT_SECONDS: Final = 20.0


class PaperboyClient(DeskClient):
    """Answers commands, presses and mentions, and posts what is scheduled."""

    def __init__(self, desk: Desk) -> None:
        # Paperboy never speaks: discord.py need not warn that it could not.
        discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False
        intents = discord.Intents.none()
        intents.guilds = True
        # What messages say is privileged, but for those that mention us and direct messages.
        intents.guild_messages = intents.dm_messages = True
        super().__init__(
            intents=intents,
            allowed_mentions=discord.AllowedMentions.none(),
            max_messages=None,
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            http_trace=watch_unrepeatable(),
        )
        self.desk = desk
        self.tree = PaperboyTree(self)
        self.command_ids = {}
        self.closed_inboxes = set()
        self._work = WorkInProgress()
        self._mentions = Mentions(self, self._work.admit_running_task)
        self._rounds = Rounds(self)
        self._posting: asyncio.Task[None] | None = None

    async def setup_hook(self) -> None:
        """Before the first event: know our components, and let Discord know our commands."""
        self.add_dynamic_items(Component)
        self.command_ids = await sync_commands(self, self.desk)
        self.closed_inboxes |= await find_closed_inboxes(self)
        self._posting = asyncio.create_task(self._rounds.keep_going())

    async def on_ready(self) -> None:
        """Connected, or connected again: the operator may want to know."""
        _LOG.info("Connected to Discord as %s, in %d servers", self.user, len(self.guilds))
        await self._note_guilds()

    async def on_guild_join(self, guild: discord.Guild) -> None:
        """A server that comes back finds its settings as they were."""
        _LOG.info("Joined the server %d", guild.id)
        await self._note_guilds()

    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """A server's settings are kept for a while after it was left."""
        _LOG.info("Left the server %d", guild.id)
        await self._note_guilds()

    async def on_message(self, message: discord.Message) -> None:
        """Somebody says something: perhaps a question to us."""
        await self._mentions.take_up(message)

    async def on_app_command_completion(self, interaction: Interaction, _command: Command) -> None:
        """A command was answered: there may be something else to say to whoever used it."""
        if self._work.admit_running_task():
            await explain_closed_inbox(interaction)

    async def admit(self, interaction: Interaction) -> bool:
        """Let the running task answer the interaction, unless Paperboy is about to stop."""
        if self._work.admit_running_task():
            return True
        if interaction.type is not discord.InteractionType.autocomplete:
            await answer_privately(interaction, render_notice(RESTARTING))
        return False

    async def press(
        self, interaction: Interaction, custom_id: str, chosen: tuple[str, ...]
    ) -> None:
        """Do what the button or menu is for; one of another version is told so politely."""
        pressed = parse_custom_id(custom_id, chosen)
        action = PRESSES.get(pressed.kind) if pressed is not None else None
        try:
            if pressed is None or action is None:
                await answer_privately(interaction, render_notice(OLD_COMPONENT))
            else:
                await action(interaction, pressed)
        except Exception as error:  # noqa: BLE001 - the error table decides, as for commands
            await complain(interaction, error, place=custom_id)
        await explain_closed_inbox(interaction)

    async def finish_work(self) -> None:
        """Take no more work, and finish what is in progress."""
        unfinished, _ = await asyncio.gather(
            self._work.finish(FINISH_TIMEOUT_SECONDS), self._finish_posting()
        )
        if unfinished:
            _LOG.warning("Stopping with %d answers unfinished", unfinished)

    async def close(self) -> None:
        """Disconnect; what was on its way is found again by the ledger."""
        if self._posting is not None:
            self._posting.cancel()
            await asyncio.gather(self._posting, return_exceptions=True)
        await super().close()

    async def _finish_posting(self) -> None:
        try:
            await asyncio.wait_for(self._rounds.stop(), FINISH_TIMEOUT_SECONDS)
        except TimeoutError:
            _LOG.warning("Stopping with a scheduled post on its way")

    async def _note_guilds(self) -> None:
        await self.desk.community.run(
            note_guilds,
            [guild.id for guild in self.guilds],
            application_id=self.application_id or 0,
            now_at=self.desk.clock.now_at(),
        )


def create_client(desk: Desk) -> PaperboyClient:
    """A client that is not connected yet: the same for Discord, the playground and tests."""
    # Paperboy has no voice: the packages for it are not missed, and nobody need be warned.
    discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False
    return PaperboyClient(desk)
