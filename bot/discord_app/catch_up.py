"""Catching up, for a command and for a button."""

from bot.discord_app.conversation import acknowledge, answer
from bot.discord_app.desk import Interaction
from bot.discord_app.followed_topics import pick_followed
from bot.discord_app.render.catch_up_page import render_catch_up
from bot.models import Follow
from bot.services.catching_up import TOPICS_PICK_COUNT, Look, catch_up, memory_of
from bot.services.community_ports import Community


async def show_catch_up(interaction: Interaction) -> None:
    """Show who asks what they missed, and keep that they have looked."""
    await acknowledge(interaction, is_private=True)
    desk, member_id = interaction.client.desk, interaction.user.id
    now_at = desk.clock.now_at()
    look, follows = await desk.community.run(_load, member_id)
    topics = await pick_followed(
        desk, follows, today=now_at.date(), memory=memory_of(look), limit=TOPICS_PICK_COUNT
    )
    caught_up = await desk.reader.run(catch_up, look=look, topics=topics, now_at=now_at)
    await answer(interaction, render_catch_up(caught_up))
    last_digest_id = caught_up.last_digest_id
    await desk.community.run(lambda c: c.save_last_look(member_id, now_at, last_digest_id))


def _load(community: Community, member_id: int) -> tuple[Look | None, list[Follow]]:
    return community.find_last_look(member_id), community.load_follows(member_id)
