"""The papers that a pressed button or a menu is about."""

from bot.discord_app.conversation import acknowledge, acknowledge_change, answer_privately
from bot.discord_app.desk import Interaction
from bot.discord_app.render.custom_ids import Press
from bot.discord_app.render.notices import OLD_COMPONENT, render_notice
from bot.discord_app.render.pick_answers import Offered
from bot.discord_app.render.pick_buttons import picked_paper_ids
from bot.errors import WrongPlace
from bot.services.papers import follow_papers, number_papers


async def take_up_pick(interaction: Interaction, press: Press) -> tuple[Offered, bool] | None:
    """Acknowledge, and find the papers of a button below papers; and whether it has but one.

    None where the button is of another version, which was said then.

    Raises:
        PaperNotFound: none of the papers is in the index any more.
    """
    paper_ids = picked_paper_ids(press)
    if not paper_ids:
        await answer_privately(interaction, render_notice(OLD_COMPONENT))
        return None
    await acknowledge(interaction, is_private=True)
    offered = await interaction.client.desk.reader.run(number_papers, paper_ids)
    return offered, len(paper_ids) == 1


async def take_up_choice(
    interaction: Interaction, press: Press
) -> tuple[Offered, frozenset[int]] | None:
    """Acknowledge, and find the papers of a menu; and those of them that were chosen.

    None where the menu is of another version, which was said then.

    Raises:
        PaperNotFound: none of the papers is in the index any more.
    """
    paper_ids = press.compact_numbers()
    if not paper_ids:
        await answer_privately(interaction, render_notice(OLD_COMPONENT))
        return None
    await acknowledge_change(interaction)
    offered = await interaction.client.desk.reader.run(number_papers, paper_ids)
    wanted = [int(value) for value in press.chosen]
    chosen = frozenset(await interaction.client.desk.reader.run(follow_papers, wanted))
    return offered, chosen


def titles_of(offered: Offered) -> dict[int, str]:
    """The papers' titles."""
    return {paper.paper_id: paper.title for paper in offered.values()}


def get_guild_id(interaction: Interaction) -> int:
    """The server that votes count in.

    Raises:
        WrongPlace: there is none.
    """
    if interaction.guild_id is None:
        raise WrongPlace("Votes count within a server: vote for the paper in a channel of one.")
    return interaction.guild_id
