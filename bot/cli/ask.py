"""`paperboy ask`: sentences of the papers that answer a question."""

from pathlib import Path

import click

from bot.app import App
from bot.cli.json_forms import ask_form, print_json
from bot.cli.options import QueryCommand, join_words, json_option
from bot.cli.phrasing import find_phrased, phrase_option, print_phrased
from bot.cli.progress import track
from bot.cli.query_file import QueryId, iter_queries
from bot.cli.text_forms import describe_coverage, print_wrapped
from bot.errors import EmptyQuery, MalformedQuery, WrongUse
from bot.models import Answer, PhrasedText
from bot.services.answer_wording import describe_makers, describe_period, describe_unanswered
from bot.services.answers import answer_question
from bot.services.coverage import get_coverage
from bot.services.library import Library


@click.command(cls=QueryCommand)
@click.argument("words", nargs=-1, metavar="QUESTION")
@click.option(
    "--questions",
    "questions_path",
    type=click.Path(path_type=Path, exists=True, dir_okay=False, allow_dash=True),
    help='Many questions: JSON Lines of {"id", "text"}; answers come as JSON in the same order.',
)
@phrase_option
@json_option
@click.pass_obj
def ask(
    app: App,
    words: tuple[str, ...],
    questions_path: Path | None,
    wants_phrasing: bool | None,
    as_json: bool,
) -> None:
    """Answer a question with sentences of the papers, each with its source.

    QUESTION also takes the filters of search: org:nvidia, since:2025-06, "a phrase", -word. Where
    the papers hold no answer, that is said, with the papers that come nearest.
    """
    if bool(words) == bool(questions_path):
        raise WrongUse("Give either a question or --questions FILE: paperboy ask what is kv cache")
    with app.library() as library:
        if questions_path is not None:
            for question_id, text in track(list(iter_queries(questions_path)), "Answering"):
                print_json(ask_form(_answer_any(library, text, question_id)))
            return
        answer = answer_question(library, join_words(words))
    if as_json:
        print_json(ask_form(answer))
    else:
        _print_answer(answer, find_phrased(app, answer, wants_phrasing))


def _answer_any(library: Library, text: str, question_id: QueryId) -> Answer:
    """The answer; none to a question that cannot be asked, since the others still want theirs."""
    try:
        return answer_question(library, text)
    except (EmptyQuery, MalformedQuery, WrongUse) as error:
        click.echo(f"question {question_id}: {error}", err=True)
        return Answer(
            question=text,
            corrected_question=None,
            sentences=(),
            papers=(),
            nearest=(),
            evidence=0.0,
            coverage=get_coverage(library),
        )


def _print_answer(answer: Answer, phrased: PhrasedText | None) -> None:
    if answer.corrected_question and answer.is_answered:
        click.echo(f"Answering: {answer.corrected_question}\n")
    if makers := describe_makers(answer):
        print_wrapped(makers)
        click.echo()
    if phrased is not None:
        print_phrased(phrased)
    for sentence in answer.sentences:
        print_wrapped(f"“{sentence.text}” [#{sentence.paper_id}]", indent=2)
    if answer.is_answered:
        click.echo()
        for paper in answer.papers:
            print_wrapped(f"#{paper.paper_id} {paper.title}", dim=True)
    else:
        print_wrapped(describe_unanswered(answer))
        for near in answer.nearest:
            click.echo(f"  nearest: {near.title}  #{near.paper_id}")
    if period := describe_period(answer):
        click.secho(period, dim=True)
    if answer.coverage.paper_count:
        click.secho(describe_coverage(answer.coverage), dim=True)
