"""What is kept about a member, from the database to the reply."""

import json
from typing import Any, Final

from bot.discord_app.desk import Interaction
from bot.discord_app.render.privacy_page import (
    render_forget_question,
    render_forgotten,
    render_kept,
    render_summaries_choice,
)
from bot.discord_app.render.reply import AttachedFile, Reply
from bot.services.leaving_out import include_member, leave_out_member
from bot.services.privacy import AboutMember, add_titles, forget_member, load_about_member

# Discord's own ids are larger than what many programs count to exactly: they are written as text.
_EXACT_BELOW: Final = 2**53


async def load_kept_page(interaction: Interaction) -> Reply:
    """Everything that is kept about who asks."""
    kept = await _load_kept(interaction)
    kept = await interaction.client.desk.reader.run(add_titles, kept)
    about = {"member_id": interaction.user.id, **kept}
    content = json.dumps(_spell_ids(about), ensure_ascii=False, indent=2) + "\n"
    return render_kept(kept, AttachedFile("about_you.json", content.encode()))


async def load_forget_question(interaction: Interaction) -> Reply:
    """Whether to delete it."""
    return render_forget_question(await _load_kept(interaction))


async def forget_all(interaction: Interaction) -> Reply:
    """Delete it, and say what it was."""
    kept = await interaction.client.desk.community.run(
        forget_member, interaction.application_id, interaction.user.id
    )
    return render_forgotten(kept)


async def save_summaries_choice(interaction: Interaction, *, is_left_out: bool) -> Reply:
    """Leave who asks out of summaries of discussions, or include them again."""
    desk, member_id = interaction.client.desk, interaction.user.id
    if is_left_out:
        await desk.community.run(leave_out_member, member_id, now_at=desk.clock.now_at())
    else:
        await desk.community.run(include_member, member_id)
    return render_summaries_choice(is_left_out=is_left_out)


async def _load_kept(interaction: Interaction) -> AboutMember:
    return await interaction.client.desk.community.run(
        load_about_member, interaction.application_id, interaction.user.id
    )


def _spell_ids(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _spell_ids(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_spell_ids(each) for each in value]
    is_large = isinstance(value, int) and value >= _EXACT_BELOW
    return str(value) if is_large else value
