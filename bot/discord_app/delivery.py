"""Delivery: a Reply becomes Discord's objects; the only bridge from render/ to discord."""

from dataclasses import dataclass
from io import BytesIO
from typing import Any

import discord

from bot.discord_app.component import Component
from bot.discord_app.render.reply import Button, Card, Menu, Reply, Row


def build_embed(card: Card) -> discord.Embed:
    """Discord's form of a card."""
    embed = discord.Embed(
        title=card.title or None,
        url=card.url,
        description=card.description or None,
        colour=card.colour,
    )
    for field in card.fields:
        embed.add_field(name=field.name, value=field.value, inline=field.is_inline)
    if card.footer:
        embed.set_footer(text=card.footer)
    if card.image:
        embed.set_image(url=f"attachment://{card.image}")
    return embed


def build_view(rows: tuple[Row, ...]) -> discord.ui.View | None:
    """Discord's form of buttons and menus; None where there are none."""
    if not rows:
        return None
    view = discord.ui.View(timeout=None)
    for number, row in enumerate(rows):
        parts = (row,) if isinstance(row, Menu) else row
        for part in parts:
            view.add_item(Component(_build_item(part, number)))
    return view


@dataclass(frozen=True, slots=True)
class MessageParts:
    """A message in Discord's objects; None and [] take away what stood there before."""

    content: str | None
    mentions: discord.AllowedMentions
    embeds: list[discord.Embed]
    view: discord.ui.View | None
    files: list[discord.File]
    keeps_files: bool = False  # where the message is edited

    def given(self) -> dict[str, Any]:
        """The parts that there are, for a new message."""
        parts = {
            "content": self.content,
            "embeds": self.embeds,
            "view": self.view,
            "files": self.files,
        }
        return {
            "allowed_mentions": self.mentions,
            **{name: part for name, part in parts.items() if part},
        }


def message_parts(reply: Reply) -> MessageParts:
    """Discord's form of a whole message."""
    return MessageParts(
        content=_content_of(reply) or None,
        mentions=_mentions_of(reply),
        embeds=[build_embed(card) for card in reply.cards],
        view=build_view(reply.rows),
        files=[
            discord.File(BytesIO(file.content), file.name, description=file.description or None)
            for file in reply.files
        ],
        keeps_files=reply.keeps_files,
    )


def _content_of(reply: Reply) -> str:
    if reply.role_id is None:
        return reply.content
    return f"<@&{reply.role_id}> {reply.content}".rstrip()


def _mentions_of(reply: Reply) -> discord.AllowedMentions:
    """Nobody, whatever the texts hold, but the role that was asked for."""
    mentions = discord.AllowedMentions.none()
    if reply.role_id is not None:
        mentions.roles = [discord.Object(reply.role_id)]
    return mentions


def _build_item(part: Button | Menu, row: int) -> "discord.ui.Item[discord.ui.View]":
    if isinstance(part, Button):
        return discord.ui.Button(
            style=discord.ButtonStyle.danger if part.is_danger else discord.ButtonStyle.secondary,
            label=part.label,
            custom_id=part.custom_id,
            disabled=not part.is_enabled,
            row=row,
        )
    options = [
        discord.SelectOption(
            label=option.label,
            value=option.value,
            description=option.description or None,
            default=option.is_chosen,
        )
        for option in part.options
    ]
    return discord.ui.Select(
        custom_id=part.custom_id,
        placeholder=part.placeholder,
        min_values=1 if part.most == 1 else 0,
        max_values=min(part.most, len(options)),
        options=options,
        row=row,
    )
