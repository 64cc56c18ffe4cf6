from pathlib import Path

import pytest

from bot.app import App
from bot.clock import FixedClock
from bot.config import LanguageModelSettings, Settings
from bot.fronts import embedding, open_desk
from bot.services.ingest import ingest_digest
from bot.services.ports import IndexWriter
from tests.builders import NOW_AT, make_digest, make_entry


@pytest.fixture
def app(tmp_path: Path) -> App:
    return App(Settings(home=tmp_path), FixedClock(NOW_AT))


def add(app: App, title: str) -> None:
    with app.writer() as index:
        ingest_digest(index, make_digest(make_entry(title, "About it.")), ingested_at=NOW_AT)


def count_pending(index: IndexWriter) -> int:
    [model] = index.count_vectors()
    return index.count_pending_papers(model)


async def test_without_a_language_model_nothing_phrases(app: App) -> None:
    assert app.open_phrasing() is None
    async with open_desk(app) as desk:
        assert desk.phrasing is None


async def test_a_language_model_is_opened_where_one_is_configured(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    chosen = LanguageModelSettings(address="http://127.0.0.1:9/v1", model="small")
    app = App(Settings(home=tmp_path, language_model=chosen), FixedClock(NOW_AT))

    async with open_desk(app) as desk:
        assert desk.phrasing is not None
    monkeypatch.setenv("PAPERBOY_LANGUAGE_MODEL_KEY_FILE", str(tmp_path / "absent"))
    async with open_desk(app) as desk:
        assert desk.phrasing is None
    assert "Answers are quoted, not phrased. PAPERBOY_LANGUAGE_MODEL_KEY_FILE" in caplog.text


async def test_papers_are_embedded_in_the_background(app: App) -> None:
    add(app, "Small Caches")
    async with open_desk(app) as desk:
        async with embedding(app, desk):
            while not await desk.writer.run(lambda index: index.count_vectors()):
                pass  # each turn lets the background have its own
        assert await desk.writer.run(count_pending) in {0, 1}
        add(app, "Large Caches")
        assert await desk.writer.run(count_pending) > 0
