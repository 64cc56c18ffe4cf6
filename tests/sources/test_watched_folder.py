"""A watched folder: what is complete, what is handed out when, and where a file is laid."""

from pathlib import Path

import pytest

from bot.sources.watched_folder import WatchedFolder, _write_note


@pytest.fixture
def folder(tmp_path: Path) -> WatchedFolder:
    watched = WatchedFolder(tmp_path)
    watched.prepare()
    return watched


def look(folder: WatchedFolder) -> list[str]:
    return [file.name for file in folder._find_due()]


def tree(folder: WatchedFolder) -> dict[str, str]:
    """What lies in the trays, by name."""
    return {
        str(path.relative_to(folder.path)): path.read_text()
        for path in sorted(folder.path.rglob("*"))
        if path.is_file()
    }


def test_a_file_that_grows_is_left_alone(folder: WatchedFolder) -> None:
    path = folder.path / "page.txt"
    path.write_text("one")
    assert look(folder) == []
    path.write_text("one, two")
    assert look(folder) == []
    assert look(folder) == ["page.txt"]


def test_a_file_that_somebody_still_writes_is_left_alone(folder: WatchedFolder) -> None:
    path = folder.path / "page.txt"
    with path.open("w") as writing:
        writing.write("one")
        writing.flush()
        found = [look(folder) for _ in range(3)]
        if any(found):
            pytest.skip("this disk does not tell who writes")
    with path.open():
        assert look(folder) == ["page.txt"]


@pytest.mark.parametrize(
    "names",
    [
        pytest.param(["page.html.part"], id="half a download"),
        pytest.param(["Page.HTML.CRDOWNLOAD"], id="whatever the case"),
        pytest.param(["page.html", "page.html.part"], id="a place that is kept for a download"),
        pytest.param([".page.html.x7"], id="hidden"),
    ],
)
def test_a_name_that_is_not_the_last_one_is_left_alone(
    folder: WatchedFolder, names: list[str]
) -> None:
    for name in names:
        (folder.path / name).write_text("")
    assert [look(folder) for _ in range(3)] == [[], [], []]
    assert folder.strangers == []


def test_a_file_that_stays_is_handed_out_when_it_has_changed(folder: WatchedFolder) -> None:
    path = folder.path / "page.txt"
    path.write_text("one")
    assert [look(folder) for _ in range(3)] == [[], ["page.txt"], []]
    assert folder.is_unchanged(path)
    path.write_text("one, two")
    assert not folder.is_unchanged(path)
    assert [look(folder) for _ in range(3)] == [[], ["page.txt"], []]
    path.unlink()
    assert not folder.is_unchanged(path)


def test_a_file_that_stays_is_handed_out_ever_more_seldom(folder: WatchedFolder) -> None:
    (folder.path / "page.txt").write_text("one")
    found = [number for number in range(1, 200) if look(folder)]
    assert found == [2, 32, 92]


def test_a_file_that_comes_back_is_a_new_one(folder: WatchedFolder) -> None:
    path = folder.path / "page.txt"
    for _ in range(2):
        path.write_text("one")
        assert [look(folder) for _ in range(2)] == [[], ["page.txt"]]
        folder.file_away(path, is_read=True)
    assert tree(folder) == {"done/page.txt": "one", "done/page-2.txt": "one"}


@pytest.mark.parametrize(
    ("before", "name", "after"),
    [
        pytest.param({}, "a.txt", {"a.txt": "new", "a.txt.txt": "why"}, id="nothing lies there"),
        pytest.param(
            {"a.txt": "old"}, "a.txt",
            {"a.txt": "old", "a-2.txt": "new", "a-2.txt.txt": "why"}, id="one of its name",
        ),
        pytest.param(
            {"a.txt": "old", "a-2.txt": "old"}, "a.txt",
            {"a.txt": "old", "a-2.txt": "old", "a-3.txt": "new", "a-3.txt.txt": "why"}, id="two",
        ),
        pytest.param(
            {"a.txt": "old"}, "a", {"a.txt": "old", "a-2": "new", "a-2.txt": "why"},
            id="a file that has the name of its note",
        ),
        pytest.param(
            {"a.txt": "why"}, "a", {"a": "new", "a.txt": "why"},
            id="its own note, left by a process that was killed",
        ),
        pytest.param(
            {}, "ä" * 125 + ".json",
            {"ä" * 123 + ".json": "new", "ä" * 123 + ".json.txt": "why"},
            id="no room for the note's name",
        ),
    ],
)  # fmt: skip
def test_a_refused_file_and_its_note_take_nobody_elses_place(
    folder: WatchedFolder, before: dict[str, str], name: str, after: dict[str, str]
) -> None:
    for other, content in before.items():
        (folder.path / "refused" / other).write_text(content)
    path = folder.path / name
    path.write_text("new")
    folder.file_away(path, is_read=False, note="why")
    assert tree(folder) == {f"refused/{each}": content for each, content in after.items()}


def test_a_link_that_leads_nowhere_is_not_overwritten(folder: WatchedFolder) -> None:
    link = folder.path / "done" / "page.txt"
    link.symlink_to(folder.path / "absent")
    (folder.path / "page.txt").write_text("new")
    assert folder.file_away(folder.path / "page.txt", is_read=True).name == "page-2.txt"
    assert link.is_symlink()


def test_a_tray_that_was_removed_is_made_anew(folder: WatchedFolder) -> None:
    (folder.path / "done").rmdir()
    (folder.path / "page.txt").write_text("new")
    folder.file_away(folder.path / "page.txt", is_read=True)
    assert tree(folder) == {"done/page.txt": "new"}


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no full disk here")
def test_half_a_note_is_not_left_behind(folder: WatchedFolder) -> None:
    path = folder.path / "letter"
    path.write_text("new")
    (folder.path / "refused" / "letter.txt").symlink_to("/dev/full")
    with pytest.raises(OSError, match="No space left"):
        _write_note(folder.path / "refused" / "letter.txt", "why")
    folder.file_away(path, is_read=False, note="why")
    assert tree(folder) == {"refused/letter": "new", "refused/letter.txt": "why"}


def test_a_file_that_cannot_be_moved_is_an_error(folder: WatchedFolder) -> None:
    with pytest.raises(OSError, match="absent"):
        folder.file_away(folder.path / "absent", is_read=True)
