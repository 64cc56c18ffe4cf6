"""The client: Paperboy's connection to Discord."""

import logging
from typing import Final

import discord

from bot.discord_app.command_sync import sync_commands
from bot.discord_app.command_tree import PaperboyTree
from bot.discord_app.complaint import complain
from bot.discord_app.component import Component
from bot.discord_app.conversation import answer_privately
from bot.discord_app.desk import Desk, DeskClient, Interaction
from bot.discord_app.render.custom_ids import parse_custom_id
from bot.discord_app.render.notices import OLD_COMPONENT, RESTARTING, render_notice
from bot.discord_app.views import PRESSES
from bot.discord_app.work_in_progress import WorkInProgress

_LOG = logging.getLogger(__name__)
# Discord keeps an interaction open for 15 minutes, service managers seldom wait for two.
FINISH_TIMEOUT_SECONDS: Final = 20.0


class PaperboyClient(DeskClient):
    """Answers commands and presses; listens to no messages and mentions nobody."""

    def __init__(self, desk: Desk) -> None:
        # Paperboy never speaks: discord.py need not warn that it could not.
        discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False
        intents = discord.Intents.none()
        intents.guilds = True
        super().__init__(
            intents=intents,
            allowed_mentions=discord.AllowedMentions.none(),
            max_messages=None,
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
        )
        self.desk = desk
        self.tree = PaperboyTree(self)
        self.command_ids = {}
        self._work = WorkInProgress()

    async def setup_hook(self) -> None:
        """Before the first event: know our components, and let Discord know our commands."""
        self.add_dynamic_items(Component)
        self.command_ids = await sync_commands(self, self.desk)

    async def on_ready(self) -> None:
        """Connected, or connected again: the operator may want to know."""
        _LOG.info("Connected to Discord as %s, in %d servers", self.user, len(self.guilds))

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

    async def finish_work(self) -> None:
        """Take no more work, and finish what is in progress."""
        unfinished = await self._work.finish(FINISH_TIMEOUT_SECONDS)
        if unfinished:
            _LOG.warning("Stopping with %d answers unfinished", unfinished)


def create_client(desk: Desk) -> PaperboyClient:
    """A client that is not connected yet: the same for Discord, the playground and tests."""
    # Paperboy has no voice: the packages for it are not missed, and nobody need be warned.
    discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False
    return PaperboyClient(desk)
