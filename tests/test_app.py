import logging
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.app import App
from bot.clock import FixedClock
from bot.config import SearchSettings, Settings
from bot.services.ingest import ingest_digest
from bot.store import open_writer
from tests.builders import NOW_AT, make_digest, make_entry


@pytest.fixture
def app(tmp_path: Path) -> App:
    return App(Settings(home=tmp_path), FixedClock(NOW_AT))


def add(app: App, *titles: str) -> None:
    with app.writer() as index:
        digest = make_digest(*(make_entry(title, "About it.") for title in titles))
        ingest_digest(index, digest, ingested_at=NOW_AT)


def test_before_serving_the_search_index_is_brought_up_to_date(
    app: App, caplog: pytest.LogCaptureFixture
) -> None:
    add(app, "Small Caches", "Large Caches")
    with caplog.at_level(logging.INFO, logger="bot"):
        app.bring_terms_up_to_date()
        app.bring_terms_up_to_date()

    assert caplog.messages == ["The search index was 2 papers behind; brought up to date in 0.0 s"]
    with closing(app.open_terms()) as terms:
        assert terms.load_paper_ids() == {1, 2}


def test_another_process_may_be_doing_that(app: App, caplog: pytest.LogCaptureFixture) -> None:
    add(app, "Small Caches")
    with (
        caplog.at_level(logging.INFO, logger="bot"),
        closing(app.open_terms()) as terms,
        terms.writing(),
    ):
        app.bring_terms_up_to_date()

    assert caplog.messages == ["Another Paperboy is bringing the search index up to date"]


def test_the_samples_are_found_by_meaning_too(app: App) -> None:
    with app.with_papers() as samples:
        with samples.writer() as index:
            assert sum(index.count_vectors().values()) == index.load_coverage().paper_count > 30
        with samples.library() as library:
            assert library.meaning is not None


def test_samples_need_no_model(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    search = SearchSettings(embedding_model=str(tmp_path / "absent"))
    app = App(Settings(home=tmp_path, search=search))

    with app.with_papers() as samples, samples.library() as library:
        assert library.coverage.paper_count > 30
    assert "Searching by words alone. search.embedding_model" in caplog.text


def test_the_world_of_the_samples_begins_when_they_are_news_and_ends_with_it(app: App) -> None:
    with app.with_papers() as samples:
        assert samples.clock.now_at() == datetime(2026, 3, 13, 8, 58, tzinfo=UTC)
        assert samples.settings.index_path.exists()
    assert not samples.settings.home_path.exists()
    assert [path.name for path in app.settings.home_path.iterdir() if path.is_dir()] == ["search"]


def test_over_papers_of_ones_own_it_is_now(app: App) -> None:
    add(app, "Small Caches")
    with app.with_papers() as own:
        assert own is app


@pytest.mark.parametrize("opens_writer", [True, False])
def test_whoever_opens_an_old_index_finds_tldrs_by_the_present_rule(
    app: App, caplog: pytest.LogCaptureFixture, *, opens_writer: bool
) -> None:
    with closing(open_writer(app.settings.index_path)) as index:
        digest = make_digest(make_entry("Small Caches", "About small caches."))
        ingest_digest(index, digest, ingested_at=NOW_AT)
        with index.transaction():
            index.replace_tldrs({1: "Chosen long ago."})

    with caplog.at_level(logging.INFO, logger="bot"):
        if opens_writer:
            app.open_writer().close()
        with app.library() as library:
            paper = library.index.find_paper(1)

    assert paper is not None
    assert paper.tldr == "About small caches."
    assert caplog.messages == ["1 tldr chosen anew by a better rule"]
