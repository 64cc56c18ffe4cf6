"""Answers in a language model's words, on the terminal."""

from typing import TYPE_CHECKING

import click

from bot.app import App
from bot.cli.text_forms import print_wrapped
from bot.errors import WrongUse
from bot.models import Answer, PhrasedText

if TYPE_CHECKING:
    from bot.services.phrasing import Phrasing

phrase_option = click.option(
    "--phrase/--no-phrase",
    "wants_phrasing",
    default=None,
    help="In a language model's words, too; by default where one is configured. JSON only quotes.",
)


def find_phrased(app: App, answer: Answer, wants_phrasing: bool | None) -> PhrasedText | None:
    """The answer in a language model's words; None where it is only quoted.

    Args:
        app: knows whether a model is configured.
        answer: with its quoted sentences.
        wants_phrasing: True to be told why it is only quoted, None for whatever can be had.

    Raises:
        WrongUse: phrasing is wanted, and no model is configured.
        MissingExtra: phrasing is wanted, and its package is not installed.
    """
    if wants_phrasing is False or not (answer.is_answered or wants_phrasing):
        return None
    phrasing = _open(app) if wants_phrasing else app.find_phrasing()
    if phrasing is None:
        return None
    from bot.services.phrasing import phrase_answer  # noqa: PLC0415 - seldom needed

    text = phrase_answer(phrasing, answer)
    if text is None and wants_phrasing and answer.is_answered:
        click.echo(f"{phrasing.model} said nothing that can be shown.", err=True)
    return text


def print_phrased(text: PhrasedText) -> None:
    """The paragraph, each sentence with the papers that it rests on, and whose words they are."""
    said = []
    for sentence in text.sentences:
        papers = dict.fromkeys(f"[#{quote.paper_id}]" for quote in sentence.quotes)
        said.append(f"{sentence.text} {''.join(papers)}")
    print_wrapped(" ".join(said))
    click.secho(f"AI-phrased by {text.model}, from these sentences:\n", dim=True)


def _open(app: App) -> "Phrasing":
    phrasing = app.open_phrasing()
    if phrasing is None:
        raise WrongUse(
            "No language model is configured: set language_model.address and language_model.model."
        )
    return phrasing
