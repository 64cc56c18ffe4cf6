"""A small genuine discord.py client that does, once each, what a bot can do in a channel.

It is the fake that the playground is tried against: the simulation, the transcript and the chat
must show whatever it shows, and none of them knows it.
"""

from __future__ import annotations

import asyncio
import io
import re
from typing import Any, Self

import discord
from discord import app_commands

PAPERS = (
    "KV cache compression by chunks",
    "KV cache eviction revisited",
    "Speculative decoding with *draft* trees",
    "Diffusion for long videos",
    "A survey of retrieval",
)


def escape_markdown(text: str) -> str:
    """As `discord.utils.escape_markdown`, which warns of itself on Python 3.13."""
    return re.sub(r"([\\*_~|`>])", r"\\\1", text)


def render_page(query: str, page: int) -> discord.Embed:
    """One page of two hits, with every part that a card can have."""
    embed = discord.Embed(
        title=f"Results for {query}",
        url="https://example.org/search",
        colour=0x5865F2,
        description=f"**{escape_markdown(PAPERS[page])}** – [open]"
        f"(https://example.org/{page})\n-# page {page + 1} of {len(PAPERS)}",
    )
    embed.add_field(name="Who", value="18 authors")
    embed.add_field(name="When", value="2026-04-05")
    embed.add_field(name="Abstract", value="> We compress.\n- once\n- twice", inline=False)
    embed.set_footer(text="from 4 digests, 214 papers")
    return embed


class PageButton(
    discord.ui.DynamicItem[discord.ui.Button[discord.ui.View]],
    template=r"toy:page:(?P<page>\d+):(?P<query>.*)",
):
    """Turns the page of a result, also after a restart."""

    def __init__(self, page: int, query: str, label: str, *, disabled: bool = False) -> None:
        button: discord.ui.Button[discord.ui.View] = discord.ui.Button(
            label=label, custom_id=f"toy:page:{page}:{query}", disabled=disabled
        )
        super().__init__(button)
        self.page = page
        self.query = query

    @classmethod
    async def from_custom_id(
        cls,
        _interaction: discord.Interaction,
        item: discord.ui.Item[Any],
        match: re.Match[str],
        /,
    ) -> Self:
        label = getattr(item, "label", None) or ""
        return cls(int(match["page"]), match["query"], label)

    async def callback(self, interaction: discord.Interaction) -> None:
        await interaction.response.edit_message(
            embed=render_page(self.query, self.page), view=result_view(self.query, self.page)
        )


class CardMenu(discord.ui.Select[discord.ui.View]):
    """Opens the card of one paper."""

    def __init__(self) -> None:
        options = [
            discord.SelectOption(label=title, value=str(number), description=f"paper {number}")
            for number, title in enumerate(PAPERS)
        ]
        super().__init__(custom_id="toy:card", placeholder="Open a paper", options=options)

    async def callback(self, interaction: discord.Interaction) -> None:
        title = PAPERS[int(self.values[0])]
        await interaction.response.send_message(f"# {title}\nJust for you.", ephemeral=True)


class KeepMenu(discord.ui.Select[discord.ui.View]):
    """Of the papers any number may be kept, the second one is already."""

    def __init__(self) -> None:
        options = [
            discord.SelectOption(label=title, value=str(number), default=number == 1)
            for number, title in enumerate(PAPERS)
        ]
        super().__init__(
            custom_id="toy:keep", placeholder="Keep…", options=options, min_values=0, max_values=5
        )

    async def callback(self, interaction: discord.Interaction) -> None:
        kept = ", ".join(self.values) or "none"
        await interaction.response.edit_message(content=f"Kept: {kept}", view=None)


def result_view(query: str, page: int) -> discord.ui.View:
    """Page buttons, a link, a button that fails, and the menu."""
    view = discord.ui.View(timeout=None)
    last = len(PAPERS) - 1
    view.add_item(PageButton(max(0, page - 1), query, "Previous page", disabled=page == 0))
    view.add_item(PageButton(min(last, page + 1), query, "Next page", disabled=page == last))
    view.add_item(discord.ui.Button(label="Source", url="https://example.org/source"))
    view.add_item(CardMenu())
    return view


class NoteForm(discord.ui.Modal, title="Add a note"):
    """Asks for two texts."""

    heading: discord.ui.TextInput[Self] = discord.ui.TextInput(label="Heading", max_length=40)
    note: discord.ui.TextInput[Self] = discord.ui.TextInput(
        label="Note", style=discord.TextStyle.paragraph, required=False
    )

    async def on_submit(self, interaction: discord.Interaction) -> None:
        await interaction.response.send_message(
            f"Noted **{self.heading.value}**: {self.note.value}"
        )


class ToyClient(discord.Client):
    """The client; `gate` holds back the answer of /slow until a test opens it.

    With `tick_seconds` a task of its own wakes up again and again, as a schedule would.
    """

    def __init__(self, *, tick_seconds: float | None = None) -> None:
        intents = discord.Intents.default()
        intents.message_content = True
        super().__init__(intents=intents, allowed_mentions=discord.AllowedMentions.none())
        self.tree = app_commands.CommandTree(self)
        self.gate = asyncio.Event()
        self.tick_seconds = tick_seconds
        self.ticking: asyncio.Task[None] | None = None
        add_commands(self)

    async def setup_hook(self) -> None:
        self.add_dynamic_items(PageButton)
        await self.tree.sync()
        if self.tick_seconds is not None:
            self.ticking = asyncio.create_task(self.tick(self.tick_seconds))

    async def tick(self, seconds: float) -> None:
        while not self.is_closed():  # noqa: ASYNC110 - it stands for a schedule that looks at a clock
            await asyncio.sleep(seconds)

    async def on_message(self, message: discord.Message) -> None:
        if self.user is not None and self.user.mentioned_in(message) and not message.author.bot:
            await message.reply(f"You said: {message.clean_content}")


def add_commands(client: ToyClient) -> None:
    """Register everything; three small groups keep each function readable."""
    _add_searching(client.tree)
    _add_answers(client)
    _add_places(client.tree)


def _add_searching(tree: app_commands.CommandTree[ToyClient]) -> None:
    @tree.command(description="Search the indexed papers")
    @app_commands.describe(
        query="Words to look for", sort="What comes first", limit="How many", since="From this day"
    )
    @app_commands.choices(
        sort=[
            app_commands.Choice(name="Best match", value="relevance"),
            app_commands.Choice(name="Newest first", value="newest"),
        ]
    )
    async def search(
        interaction: discord.Interaction[ToyClient],
        query: str,
        sort: app_commands.Choice[str] | None = None,
        limit: app_commands.Range[int, 1, 25] = 10,
        since: str | None = None,
    ) -> None:
        asked = f"{query} | {sort.value if sort else '-'} | {limit} | {since or '-'}"
        await interaction.response.send_message(
            f"Asked for: {escape_markdown(asked)}",
            embed=render_page(query, 0),
            view=result_view(query, 0),
        )

    @search.autocomplete("query")
    async def complete_query(
        _interaction: discord.Interaction[ToyClient], current: str
    ) -> list[app_commands.Choice[str]]:
        fitting = [title for title in PAPERS if current.casefold() in title.casefold()]
        return [app_commands.Choice(name=title, value=title) for title in fitting]


def _add_answers(client: ToyClient) -> None:
    tree = client.tree

    @tree.command(description="Answer after a while")
    async def slow(interaction: discord.Interaction[ToyClient]) -> None:
        await interaction.response.defer(ephemeral=True)
        await client.gate.wait()
        await interaction.edit_original_response(content="At last.")
        await interaction.followup.send("And one more thing.", ephemeral=True)

    @tree.command(description="Promise an answer and forget it")
    async def forget(interaction: discord.Interaction[ToyClient]) -> None:
        await interaction.response.defer()

    @tree.command(description="Say nothing")
    async def ignore(_interaction: discord.Interaction[ToyClient]) -> None:
        return

    @tree.command(description="Fail")
    async def fail(_interaction: discord.Interaction[ToyClient]) -> None:
        message = "the toy broke"
        raise RuntimeError(message)

    @tree.command(description="Answer only you")
    async def whisper(interaction: discord.Interaction[ToyClient], loud: bool = False) -> None:  # noqa: FBT001, FBT002 (an option of the command)
        text = "PSST" if loud else "psst"
        await interaction.response.send_message(text, ephemeral=True)

    @tree.command(description="Ask what to keep")
    async def keep(interaction: discord.Interaction[ToyClient]) -> None:
        view = discord.ui.View(timeout=None)
        view.add_item(KeepMenu())
        await interaction.response.send_message("What?", view=view)

    @tree.command(description="Ask for a note")
    async def note(interaction: discord.Interaction[ToyClient]) -> None:
        await interaction.response.send_modal(NoteForm())

    @tree.command(description="Take and give a file")
    async def copy(interaction: discord.Interaction[ToyClient], file: discord.Attachment) -> None:
        content = await file.read()
        copied = discord.File(io.BytesIO(content), filename=f"copy-of-{file.filename}")
        await interaction.response.send_message("Here it is.", file=copied)

    @tree.context_menu(name="Count words")
    async def count(interaction: discord.Interaction[ToyClient], message: discord.Message) -> None:
        await interaction.response.send_message(f"{len(message.content.split())} words")


def _add_places(tree: app_commands.CommandTree[ToyClient]) -> None:
    @tree.command(description="Open a thread")
    async def discuss(interaction: discord.Interaction[ToyClient], title: str) -> None:
        channel = interaction.channel
        if not isinstance(channel, discord.TextChannel):
            await interaction.response.send_message("Not here.", ephemeral=True)
            return
        await interaction.response.send_message("Opening.", ephemeral=True)
        thread = await channel.create_thread(name=title, type=discord.ChannelType.public_thread)
        await thread.send(embed=discord.Embed(title=title, description="Let us talk."))

    @tree.command(description="Send a direct message")
    async def mail(interaction: discord.Interaction[ToyClient]) -> None:
        await interaction.user.send("Your daily papers.")
        await interaction.response.send_message(f"Sent, {interaction.user.mention}.")

    schedule = app_commands.Group(
        name="schedule",
        description="Daily highlights",
        default_permissions=discord.Permissions(manage_guild=True),
    )

    @schedule.command(description="Post highlights every day")
    async def add(
        interaction: discord.Interaction[ToyClient], time: str, channel: discord.TextChannel
    ) -> None:
        await interaction.response.send_message(f"At {time} in {channel.mention}.")

    @schedule.command(name="list", description="Show the schedules")
    async def show(interaction: discord.Interaction[ToyClient]) -> None:
        await interaction.response.send_message(view=ScheduleView("09:00 in papers", "Pause"))

    tree.add_command(schedule)


class PauseButton(discord.ui.Button[Any]):
    """Says first that something will change, and changes it then."""

    def __init__(self, label: str) -> None:
        super().__init__(label=label, custom_id="toy:pause")

    async def callback(self, interaction: discord.Interaction) -> None:
        await interaction.response.defer()
        await interaction.edit_original_response(view=ScheduleView("paused", "Resume"))


class ScheduleView(discord.ui.LayoutView):
    """A message in the newer layout: a container of texts with a button beside one."""

    def __init__(self, state: str, label: str) -> None:
        super().__init__()
        section: discord.ui.Section[Any] = discord.ui.Section(
            discord.ui.TextDisplay(state), accessory=PauseButton(label)
        )
        texts = (discord.ui.TextDisplay[Any]("## Schedules"), section)
        self.add_item(discord.ui.Container(*texts, accent_colour=0x57F287))
