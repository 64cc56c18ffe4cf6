"""The help: what Paperboy can do, on what grounds, and what it keeps."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from bot.discord_app.render.limits import DESCRIPTION_LIMIT_CHARS
from bot.discord_app.render.markdown import Markdown, escape, stack
from bot.discord_app.render.notices import EMPTY_INDEX
from bot.discord_app.render.phrases import bold, capitalised, room_beside, say_coverage
from bot.discord_app.render.reply import PAPER_COLOUR, Card, Field, Reply
from bot.models import Coverage

INTRODUCTION: Final = Markdown(
    "I keep an index of the paper digests this community receives, and answer from it.\n"
    "What I quote stands in a paper's abstract; what I do not know I call unknown."
)
ASKING: Final = Markdown(
    "Type /ask, or mention me in a question: I answer in up to four quoted sentences, or say that "
    "the papers do not. A reply to my answer, or the next question in a thread, may leave out what "
    "we are talking about; in a thread about a paper I look there first. Direct messages need no "
    "mention."
)
SEARCHING: Final = escape(
    'Beside words, a search takes "a phrase", -without, org:nvidia or org:"UC Berkeley", '
    "since:2025-06, until:2025-12-31, comments:>=3, upvotes:>=10, has:code and sort:newest. "
    "Filters alone list the newest papers that fit."
)
PRIVACY: Final = Markdown(
    "I read the words of no message but those that mention me, that come to me alone, that you "
    "point me to, or that belong to a discussion that somebody asks me to summarise; I keep none. "
    "/privacy summaries leaves yours out. I keep what you ask me to: your votes, saved papers, "
    "followed topics and schedules, what was sent to you, and when you last caught up; "
    "/privacy show lists all of it, /privacy forget deletes it. A search whose buttons go on "
    "working is kept without your name."
)
MENUS_LIMIT_CHARS: Final = 500
MODEL_LIMIT_CHARS: Final = 80


@dataclass(frozen=True, slots=True)
class CommandLine:
    """A slash command as the help shows it."""

    name: str
    description: str
    command_id: int | None  # Discord's; with it the name can be tapped


def render_help(
    commands: Sequence[CommandLine],
    menus: Sequence[str],
    coverage: Coverage,
    *,
    model: str | None = None,
) -> Reply:
    """The commands to tap, what the index covers, and what is kept about people.

    Args:
        commands: the slash commands.
        menus: the names of what stands in a message's own menu.
        coverage: what the index holds.
        model: the language model that phrases answers; None where they are quoted only.
    """
    lines = [_render_command(command) for command in commands]
    room = room_beside(DESCRIPTION_LIMIT_CHARS, INTRODUCTION) - len("\n\n")
    listed, _ = stack(lines, room)
    card = Card(
        title=Markdown("Paperboy"),
        description=Markdown(f"{INTRODUCTION}\n\n{listed}"),
        fields=(
            Field(Markdown("How to ask"), ASKING, is_inline=False),
            Field(Markdown("How to search"), SEARCHING, is_inline=False),
            Field(Markdown("On a message"), _say_menus(menus), is_inline=False),
            Field(Markdown("What I know"), _say_knowledge(coverage), is_inline=False),
            Field(Markdown("Privacy"), PRIVACY, is_inline=False),
            *_say_model(model),
        ),
        colour=PAPER_COLOUR,
    )
    return Reply(cards=(card,))


def _render_command(command: CommandLine) -> Markdown:
    name = f"**/{escape(command.name)}**"
    if command.command_id is not None:
        name = f"</{command.name}:{command.command_id}>"
    return Markdown(f"{name} {escape(command.description)}")


def _say_menus(menus: Sequence[str]) -> Markdown:
    names, _ = stack([bold(escape(name)) for name in menus], MENUS_LIMIT_CHARS, ", ")
    return Markdown(f"Right-click it, or hold it, then Apps: {names or 'nothing yet'}")


def _say_model(model: str | None) -> list[Field]:
    """What leaves this place, where something does."""
    if model is None:
        return []
    name = bold(escape(model, MODEL_LIMIT_CHARS)) or Markdown("a language model")
    said = (
        f"My answers may be put into other words by {name}: it is sent the question and the "
        "sentences that I quote, and nothing else. The footer says so, and the quotations stay."
    )
    return [Field(Markdown("AI-phrased answers"), Markdown(said), is_inline=False)]


def _say_knowledge(coverage: Coverage) -> Markdown:
    if coverage.paper_count == 0:
        return EMPTY_INDEX
    return Markdown(capitalised(say_coverage(coverage)))
