"""Obstacles: what would keep a schedule's posts from going out as wished."""

import discord

from bot.models import ScheduleDraft, ScheduleKind

PostPlace = discord.abc.GuildChannel | discord.Thread


def list_obstacles(guild: discord.Guild | None, draft: ScheduleDraft) -> list[str]:
    """Each in a sentence that tells an admin what to do; none where the channel is not known."""
    channel = None if guild is None else guild.get_channel_or_thread(draft.channel_id or 0)
    if guild is None or channel is None:
        return []
    may = channel.permissions_for(guild.me)
    is_text = isinstance(channel, discord.TextChannel)
    obstacles = []
    missing = [name for name, is_given in _needed(channel, draft, may) if not is_given]
    if missing:
        obstacles.append(f"Before it can post there, Paperboy needs: {', '.join(missing)}.")
    role = None if draft.role_id is None else guild.get_role(draft.role_id)
    if role is not None and not (role.mentionable or may.mention_everyone):
        obstacles.append(
            "The role is shown but nobody notified: let anyone mention it, or give Paperboy the "
            "permission Mention Everyone."
        )
    if draft.publishes and not (isinstance(channel, discord.TextChannel) and channel.is_news()):
        obstacles.append("Only posts in announcement channels can be published; this is none.")
    if draft.opens_thread and not is_text:
        obstacles.append("Posts in threads and forums get no thread of their own.")
    return obstacles


def _needed(
    channel: PostPlace, draft: ScheduleDraft, may: discord.Permissions
) -> list[tuple[str, bool]]:
    """Each permission that posting there takes, and whether it is given."""
    if isinstance(channel, discord.Thread):
        sending = ("Send Messages in Threads", may.send_messages_in_threads)
    else:
        sending = ("Send Messages", may.send_messages)
    needed = [
        ("View Channel", may.view_channel),
        sending,
        ("Embed Links", may.embed_links),
        ("Read Message History", may.read_message_history),
    ]
    if draft.opens_thread and isinstance(channel, discord.TextChannel):
        needed.append(("Create Public Threads", may.create_public_threads))
    if draft.kind is ScheduleKind.WEEKLY:
        needed.append(("Attach Files", may.attach_files))
    return needed
