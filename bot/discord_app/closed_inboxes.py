"""Closed inboxes: members whom nothing reached hear why when they turn up, and it goes on."""

import logging

from bot.discord_app.conversation import answer_privately
from bot.discord_app.desk import DeskClient, Interaction
from bot.discord_app.render.following_page import render_closed_inbox
from bot.services.following import list_closed_inboxes, reopen_inbox

_LOG = logging.getLogger(__name__)


async def find_closed_inboxes(client: DeskClient) -> set[int]:
    """The members who have to be told."""
    return await client.desk.community.run(
        list_closed_inboxes, application_id=client.application_id or 0
    )


async def explain_closed_inbox(interaction: Interaction) -> None:
    """After an answer: tell the member, if there is anything to tell, and try again from now on."""
    client, member_id = interaction.client, interaction.user.id
    if member_id not in client.closed_inboxes:
        return
    client.closed_inboxes.discard(member_id)
    try:
        inbox = await client.desk.community.run(
            reopen_inbox,
            application_id=interaction.application_id,
            member_id=member_id,
            now_at=client.desk.clock.now_at(),
        )
    except Exception:  # noqa: BLE001 - the answer itself stands
        client.closed_inboxes.add(member_id)
        _LOG.exception("A closed inbox could not be looked at")
        return
    if inbox is not None:
        await answer_privately(interaction, render_closed_inbox(inbox))
