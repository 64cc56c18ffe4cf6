"""`paperboy doctor`: what is wrong with this installation, and mending it."""

from collections.abc import Iterator
from contextlib import closing

import click

from bot.app import App
from bot.cli.json_forms import check_form, print_json
from bot.cli.options import json_option
from bot.cli.progress import track_papers
from bot.cli.upkeep import embed_papers
from bot.errors import IndexUnusable, PaperboyError, WrongUse
from bot.models import Check, CheckState
from bot.services.derivation import rebuild_terms, refresh_terms
from bot.services.diagnosis import (
    check_database,
    check_orphans,
    check_terms,
    check_vectors,
    check_vocabulary,
    forget_unused_vectors,
    mend_vectors,
    mend_vocabulary,
)
from bot.services.ingest import remove_unsighted_papers
from bot.services.ports import IndexReader, IndexWriter
from bot.text.counting import count_of

_MARKS = {
    CheckState.OK: ("ok", "green"),
    CheckState.WARNING: ("warning", "yellow"),
    CheckState.FAULT: ("FAULT", "red"),
}


@click.command()
@click.option("--repair", is_flag=True, help="Mend what can be mended, then look again.")
@click.option(
    "--forget-unused-vectors",
    "forget",
    is_flag=True,
    help="With --repair: delete the vectors of embedding models that are used no more.",
)
@json_option
@click.pass_context
def doctor(context: click.Context, repair: bool, forget: bool, as_json: bool) -> None:
    """Say what is wrong with this installation, and how to mend it.

    Looking changes nothing, and all of it is safe while the bot runs. Exit code 1 where something
    is at fault.
    """
    if forget and not repair:
        raise WrongUse("--forget-unused-vectors goes with --repair.")
    app: App = context.obj
    checks = diagnose(app)
    if repair:
        _repair(app, {check.name: check.state for check in checks}, forget=forget)
        checks = diagnose(app)
    if as_json:
        print_json({"checks": [check_form(check) for check in checks]})
    else:
        _print_checks(checks)
    if any(check.state is CheckState.FAULT for check in checks):
        context.exit(1)


def diagnose(app: App) -> list[Check]:
    """Every check, in the order in which things rest on each other."""
    return [*app.check_installation(), *_check_index(app)]


def _check_index(app: App) -> Iterator[Check]:
    """The checks of the index; where it cannot be read, there is no more to say."""
    if not app.settings.index_path.exists():
        sentence = f"There is no index in {app.settings.home_path} yet."
        yield Check("database", CheckState.WARNING, sentence, "paperboy ingest PATH")
        return
    try:
        with closing(app.open_reader()) as index:
            check = check_database(index)
            yield check
            if check.state is CheckState.OK:
                yield check_orphans(index)
                yield check_vocabulary(index, track_papers)
                yield _check_terms(app, index)
                yield from check_vectors(index, app.embedder_choices)
    except IndexUnusable as error:
        remedy = "Nothing was changed."
        yield Check("database", CheckState.FAULT, str(error), remedy)


def _check_terms(app: App, index: IndexReader) -> Check:
    try:
        terms = app.find_terms()
    except IndexUnusable as error:
        return Check("search index", CheckState.FAULT, str(error), "paperboy doctor --repair")
    try:
        return check_terms(index, terms)
    finally:
        if terms is not None:
            terms.close()


def _repair(app: App, states: dict[str, CheckState], *, forget: bool) -> None:
    """Mend what the checks found; a damaged database is left as it is."""
    if states.get("database") is not CheckState.OK:
        return
    with app.writer() as index:
        if states["papers"] is not CheckState.OK:
            count = remove_unsighted_papers(index)
            _say(f"{count_of(count, 'paper')} in no digest removed.")
        if states["vocabulary"] is not CheckState.OK:
            mend_vocabulary(index, track_papers)
            _say("The vocabulary was counted anew.")
        _repair_terms(app, index, from_nothing=states["search index"] is CheckState.FAULT)
        try:
            _repair_vectors(app, index, states, forget=forget)
        except PaperboyError as error:
            _say(str(error))


def _repair_terms(app: App, index: IndexWriter, *, from_nothing: bool) -> None:
    bring = rebuild_terms if from_nothing else refresh_terms
    with closing(app.open_terms()) as terms:
        if not bring(index, terms, track_papers):
            _say("Another Paperboy is busy with the search index; try again when it is done.")
        elif from_nothing:
            _say("The search index was made anew.")


def _repair_vectors(
    app: App, index: IndexWriter, states: dict[str, CheckState], *, forget: bool
) -> None:
    names = ("vectors", "removed papers")
    if any(states.get(name, CheckState.OK) is not CheckState.OK for name in names):
        mend_vectors(index, app.embedder_choices)
        embed_papers(app, index)
    if forget:
        count = forget_unused_vectors(index, app.embedder_choices)
        _say(f"{count_of(count, 'unused vector')} forgotten.")


def _say(sentence: str) -> None:
    click.echo(sentence, err=True)


def _print_checks(checks: list[Check]) -> None:
    for check in checks:
        word, color = _MARKS[check.state]
        click.echo(f"{click.style(f'{word:>7}', fg=color)}  {check.name}: {check.sentence}")
        if check.remedy and check.state is not CheckState.OK:
            click.echo(f"{'':>9}{check.remedy}")
