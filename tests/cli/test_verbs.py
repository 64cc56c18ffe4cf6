import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from pybtex.database import parse_string

from bot.cli.main import VERBS
from tests.cli.conftest import SAMPLES, Run

PAGE = SAMPLES / "gpu_kernels_and_quantization.txt"
PAPER_FORM = {
    "paper_id": int, "arxiv_id": str, "title": str, "abstract": str, "tldr": str,
    "published_on": str, "published_on_is_inferred": bool, "authors": list, "author_count": int,
    "organization": dict, "comment_count": int, "upvotes": int, "keywords": list,
    "code_url": str, "url": str, "first_seen_on": str, "first_seen_on_is_inferred": bool,
    "sightings": list,
}  # fmt: skip
MAY_BE_UNKNOWN = {
    "arxiv_id", "published_on", "author_count", "organization", "comment_count", "upvotes",
    "code_url",
}  # fmt: skip


def assert_form(value: dict[str, Any], form: dict[str, type]) -> None:
    assert list(value) == list(form)
    for key, kind in form.items():
        assert isinstance(value[key], kind) or (value[key] is None and key in MAY_BE_UNKNOWN), key


def test_every_verb_explains_itself(run: Run) -> None:
    assert all(verb in run("--help").out for verb in VERBS)
    for verb in VERBS:
        assert run(verb, "--help").out.startswith(f"Usage: paperboy {verb}")


def test_ingest_reads_the_samples_once(run: Run) -> None:
    first = run("ingest", "--json", SAMPLES)
    again = run("ingest", "--json", SAMPLES)

    assert first.code == again.code == 0
    assert [list(value) for value in first.values] == [
        ["source", "format", "added", "updated", "unchanged", "skipped"]
    ] * len(first.values)
    assert sum(value["added"] for value in first.values) >= 30
    assert sum(value["added"] + value["updated"] for value in again.values) == 0


def test_nothing_but_answers_is_printed_in_a_pipe(run: Run) -> None:
    assert run("ingest", SAMPLES).err == ""


def test_a_folder_that_cannot_be_watched_is_told_of(run: Run, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "done").write_text("no folder")
    failed = run("ingest", "--watch", tmp_path / "in")
    assert failed.code == 1
    assert f"cannot be watched: File exists ({tmp_path / 'in' / 'done'})" in failed.err
    absent = run("ingest", "--watch", tmp_path / "absent")
    assert absent.code == 2
    assert "--watch takes one folder" in absent.err


def test_ingest_sums_up_for_people(run: Run) -> None:
    assert "4 digests read: 39 new papers" in run("ingest", SAMPLES).out


def test_a_bad_file_is_named_and_the_rest_is_read(run: Run, tmp_path: Path) -> None:
    bad = tmp_path / "shopping.txt"
    bad.write_text("milk\n")

    finished = run("ingest", bad, PAGE)

    assert finished.code == 1
    assert f"refused: {bad}" in finished.err
    assert "1 digest read" in finished.out
    assert "1 file refused; 1 digest read" in finished.err


def test_a_stray_file_in_a_folder_is_left_out_with_a_word(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "digests"
    folder.mkdir()
    (folder / "notes.txt").write_text("milk\n")
    (folder / "page.txt").write_bytes(PAGE.read_bytes())
    (folder / ".hidden").write_text("x")

    finished = run("ingest", folder)

    assert finished.code == 0
    assert f"left out: {folder / 'notes.txt'}" in finished.err
    assert ".hidden" not in finished.err


@pytest.mark.parametrize(
    ("content", "words"),
    [
        pytest.param(b"%PDF-1.7 \xe2\xe3", "found a PDF", id="a PDF"),
        pytest.param(b"\x00\x01\x02" * 20, "found binary data", id="bytes that are no text"),
        pytest.param(b"PK\x03\x04cut", "the zip archive is damaged", id="half an archive"),
        pytest.param(b"", "", id="empty"),
    ],
)
def test_what_cannot_be_read_is_refused(
    run: Run, tmp_path: Path, content: bytes, words: str
) -> None:
    path = tmp_path / "odd.txt"
    path.write_bytes(content)

    finished = run("ingest", path)

    assert finished.code == 1
    assert f"refused: {path}" in finished.err
    assert words in finished.err


def test_a_missing_path_and_an_empty_folder_are_explained(run: Run, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()

    assert "does not exist" in run("ingest", tmp_path / "absent").err
    assert "There is no digest in" in run("ingest", tmp_path / "empty").err


def test_a_missing_path_does_not_stop_the_others(run: Run, tmp_path: Path) -> None:
    finished = run("ingest", tmp_path / "absent", "", PAGE)

    assert finished.code == 1
    assert "absent does not exist" in finished.err
    assert "1 digest read" in finished.out


def test_a_film_is_refused(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "film.mkv"
    path.write_bytes(b" " * (2**26 + 1))

    assert "more than 64 MiB" in run("ingest", path).err


def test_parse_shows_without_touching_the_index(run: Run) -> None:
    [value] = run("parse", "--json", PAGE).values

    assert list(value) == [
        "source", "format", "issued_on", "issued_on_is_inferred", "entries", "skipped",
    ]  # fmt: skip
    assert (value["source"], value["format"], value["issued_on"]) == (
        PAGE.name, "text_cards", "2026-03-13",
    )  # fmt: skip
    form = {"position": int, "line": int} | {
        key: kind
        for key, kind in PAPER_FORM.items()
        if key not in {"paper_id", "tldr", "sightings"}
    }
    for entry in value["entries"]:
        assert_form(entry, form)
    assert run("status", "--json").values[0]["papers"] == 0


def test_parse_is_readable_for_people(run: Run) -> None:
    out = run("parse", PAGE).out

    assert out.startswith(f"{PAGE.name}: text_cards, 2026-03-13 (inferred), 14 entries")
    assert "authors unknown · date unknown · comments unknown" in out
    assert re.search(r"line \d+ · arXiv id unknown · abstract of \d+ words", out)


def test_parse_counts_what_was_skipped(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "papers.jsonl"
    path.write_text('{"title": "Snow", "arxiv_id": "2603.04001"}\n{"text": "Cold."}\n', "utf-8")
    lines = run("parse", path).out.splitlines()

    assert lines[0] == "papers.jsonl: paper_lines, day unknown, 1 entry, 1 skipped"
    assert lines[2].strip() == "line 1 · arXiv 2603.04001 · no abstract"
    assert lines[-1].strip().startswith("line 2 skipped: no title")


def test_the_day_can_be_given(run: Run) -> None:
    [value] = run("parse", "--json", "--issued-on", "2024-04-14", PAGE).values
    assert value["issued_on"] == "2024-04-14"

    wrong = run("parse", "--issued-on", "yesterday", PAGE)
    assert wrong.code == 2
    assert "“yesterday” is no day; write it as 2026-03-31" in wrong.err


@pytest.mark.parametrize("verb", ["ingest", "parse"])
def test_a_day_to_come_is_refused(run: Run, verb: str) -> None:
    finished = run(verb, "--issued-on", "2999-01-01", PAGE)

    assert (finished.code, finished.out) == (2, "")
    assert "2999-01-01 lies in the future; a digest is of a day that has come." in finished.err


def test_the_day_that_was_given_stays(run: Run) -> None:
    assert run("ingest", "--issued-on", "2024-04-14", PAGE).code == 0
    before = run("export").out

    assert ", 0 updated, " in run("ingest", PAGE).out
    assert run("export").out == before
    assert "latest digest: 2024-04-14\n" in run("status").out


def test_search_prints_the_documented_form(filled: Run) -> None:
    [value] = filled("search", "--json", "--limit", 3, "attention", "kernels").values

    assert list(value) == ["id", "query", "corrected_query", "total", "hits"]
    assert (value["id"], value["query"], value["corrected_query"]) == (
        None,
        "attention kernels",
        None,
    )
    assert [hit["rank"] for hit in value["hits"]] == [1, 2, 3]
    assert list(value["hits"][0]) == [
        "rank", "score", "paper_id", "external_id", "title", "snippet",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("period", "count"),
    [
        pytest.param(["--since", "2026-03"], 22, id="since a month"),
        pytest.param(["--until", "2025"], 8, id="until the end of a year"),
        pytest.param(["--since", "2026-03-06", "--until", "2026-03-06"], 2, id="one day"),
    ],
)
def test_search_takes_days_months_and_years(filled: Run, period: list[str], count: int) -> None:
    [value] = filled("search", "--json", "--limit", 50, *period, "a model").values

    assert value["total"] == count


def test_many_queries_are_answered_in_order(filled: Run, tmp_path: Path) -> None:
    queries = tmp_path / "queries.jsonl"
    queries.write_text(
        '{"id": "b", "text": "quantization"}\n\n'
        '{"id": "a", "text": "?!"}\n{"id": 7, "text": "video"}\n'
    )

    values = filled("search", "--queries", queries).values

    assert [value["id"] for value in values] == ["b", "a", 7]
    assert [value["total"] > 0 for value in values] == [True, False, True]


def test_a_query_that_cannot_be_asked_is_named_and_the_rest_is_answered(
    filled: Run, tmp_path: Path
) -> None:
    queries = tmp_path / "queries.jsonl"
    queries.write_text('{"id": "a", "text": "sort:best"}\n{"id": "b", "text": "video"}\n')

    finished = filled("search", "--queries", queries)

    assert [value["total"] > 0 for value in finished.values] == [False, True]
    assert finished.err.startswith("query a: “sort:best” is not understood")


def test_options_and_the_query_say_the_same(filled: Run) -> None:
    by_options = filled("search", "--json", "--min-upvotes", 5, "--has-code", "model").values
    by_query = filled("search", "--json", "model upvotes:>=5 has:code").values
    alone = filled("search", "--min-upvotes", 5, "--has-code").out

    assert by_options[0]["hits"] == by_query[0]["hits"] != []
    assert "with upvotes from 5, with code; the index holds 39 papers" in alone


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        pytest.param(["search"], 2, "Give either a query or --queries", id="no query"),
        pytest.param(["search", "?!"], 2, "no word to search for", id="no word"),
        pytest.param(["search", "x has:video"], 2, "write has:code", id="wrong filter"),
        pytest.param(["search", "--sort", "best", "x"], 2, "relevance", id="wrong choice"),
        pytest.param(["search", "--limit", "9" * 20, "x"], 2, "not in the range", id="too many"),
        pytest.param(["show", "zebra crossing"], 2, "No indexed paper is called", id="no paper"),
        pytest.param(["related", "zebra crossing"], 2, "is called", id="nothing to relate"),
        pytest.param(["related", "--limit", "0", "#1"], 2, "not in the range", id="none wanted"),
        pytest.param(["show", "#99999"], 2, "No paper has the number", id="no number"),
        pytest.param(["frobnicate"], 2, "No such command", id="no verb"),
        pytest.param(["--config", "absent.yaml", "status"], 2, "absent.yaml", id="no settings"),
        pytest.param(["serve"], 2, "PAPERBOY_DISCORD_TOKEN", id="no token"),
    ],
)
def test_wrong_use_is_explained(filled: Run, arguments: list[str], code: int, words: str) -> None:
    finished = filled(*arguments)

    assert finished.code == code
    assert words in finished.err
    assert finished.out == ""


def test_queries_may_hold_any_text(filled: Run, tmp_path: Path) -> None:
    queries = tmp_path / "queries.jsonl"
    texts = ["video\u2028generation", "half a \ud83d sign", "video"]
    lines = [json.dumps({"id": n, "text": text}) for n, text in enumerate(texts)]
    lines[0] = lines[0].replace("\\u2028", "\u2028")
    queries.write_text("\n".join(lines), encoding="utf-8-sig")

    values = filled("search", "--queries", queries).values

    assert [value["id"] for value in values] == [0, 1, 2]


def test_a_wrong_line_of_queries_is_named(filled: Run, tmp_path: Path) -> None:
    queries = tmp_path / "queries.jsonl"
    queries.write_text('{"id": "a", "text": "x"}\n{"text": "no id"}\n')

    finished = filled("search", "--queries", queries)

    assert finished.code == 1
    assert "queries.jsonl, line 2: expected" in finished.err


def test_search_is_readable_for_people(filled: Run) -> None:
    out = filled("search", "quantizaton").out

    assert out.startswith("Showing results for: quantization")
    assert "papers with any of these words; the index holds 39 papers from 4 digests" in out
    assert "Nothing found" in filled("search", "xylophone").out
    assert filled("search", "quantizaton since:2030").out.startswith("Nothing found")


@pytest.mark.parametrize(
    "arguments",
    [("-nvidia", "attention"), ("-nvidia attention",), ("--limit", 5, "--", "-nvidia attention")],
    ids=["two words", "one argument", "after two dashes"],
)
def test_a_query_may_begin_with_what_it_excludes(
    filled: Run, arguments: tuple[object, ...]
) -> None:
    [value] = filled("search", "--json", *arguments).values

    assert value["query"] == "-nvidia attention"
    assert value["total"] > 0


def test_an_option_that_search_does_not_know_is_no_word(filled: Run) -> None:
    assert filled("search", "--limt", 5, "attention").code == 2
    assert "Usage: " in filled("search", "-h").out


def test_show_prints_the_documented_form(filled: Run) -> None:
    [value] = filled("show", "--json", "2603.05890").values

    assert_form(value, {**PAPER_FORM, "former_paper_ids": list})
    counts = ["digest", "position", "comment_count", "upvotes"]
    reading = ["issued_on", "issued_on_is_inferred", "read_at"]
    assert [list(sighting) for sighting in value["sightings"]] == [
        [*counts, *reading, "title", "matched_by"]
    ] * 2
    assert {sighting["matched_by"] for sighting in value["sightings"]} == {"first", "arxiv_id"}
    assert value["former_paper_ids"] == []
    assert value["title"].startswith("Lost in Stories")
    assert "seen in: 2026-03-11.json" in filled("show", "Lost in Storis").out


def test_show_says_why_other_titles_are_the_paper(run: Run, tmp_path: Path) -> None:
    abstract = " ".join(f"word{number}" for number in range(30))
    digests = {
        "page.jsonl": {"title": "Smal Caches for Long Contexts", "abstract": abstract},
        "renamed.jsonl": {"title": "Forgetting Is Enough", "arxiv_id": "2604.00001"},
        "final.jsonl": {
            "title": "Small Caches for Long Contexts",
            "arxiv_id": "2604.00001",
            "abstract": abstract,
        },
    }
    for name, paper in digests.items():
        (tmp_path / name).write_text(json.dumps(paper))
        assert run("ingest", tmp_path / name).code == 0

    [value] = run("show", "--json", "2").values
    shown = " ".join(run("show", "1").out.split())

    assert (value["paper_id"], value["former_paper_ids"]) == (1, [2])
    assert [(each["title"], each["matched_by"]) for each in value["sightings"]] == [
        ("Smal Caches for Long Contexts", "first"),
        ("Forgetting Is Enough", "arxiv_id"),
        ("Small Caches for Long Contexts", "near_title"),
    ]
    assert "also known as: #2" in shown
    assert "page.jsonl, day unknown, entry 1 · seen as “Smal Caches for Long Contexts”" in shown
    assert (
        "renamed.jsonl, day unknown, entry 1 · seen as “Forgetting Is Enough”, by its arXiv id"
        in shown
    )
    assert "final.jsonl, day unknown, entry 1\n" in run("show", "1").out


def test_related_prints_the_documented_form(filled: Run) -> None:
    [value] = filled("related", "--json", "--limit", 2, "QServe").values

    assert list(value) == ["paper_id", "title", "related"]
    assert value["title"].startswith("QServe")
    assert [each["rank"] for each in value["related"]] == [1, 2]
    assert list(value["related"][0]) == ["rank", "score", "paper_id", "title", "shared"]
    assert value["paper_id"] not in [each["paper_id"] for each in value["related"]]
    assert all(isinstance(thing, str) for each in value["related"] for thing in each["shared"])
    out = filled("related", "QServe").out
    assert out.startswith(f"Papers like: {value['title']}  #{value['paper_id']}\n\n  1. ")
    assert "     shares: " in out


def test_related_says_where_nothing_comes_close(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "one.jsonl"
    path.write_text(json.dumps({"id": "a", "title": "Small Caches", "text": "They are small."}))
    run("ingest", path)

    assert "Nothing comes close; the index holds 1 paper." in run("related", "#1").out
    assert run("related", "--json", "#1").values[0]["related"] == []


def test_summarise_prints_the_documented_form(filled: Run) -> None:
    [value] = filled("summarise", "--json", "quantization").values

    assert list(value) == ["topic", "paper_count", "themes", "numbers", "timeline", "coverage"]
    sentence = value["themes"][0]["sentences"][0]
    assert list(sentence) == ["text", "paper_id", "title", "sentence_index"]
    assert list(value["numbers"][0]) == ["value", "sentence", "paper_id"]
    assert list(value["timeline"][0]) == ["month", "count", "inferred_count"]
    dated = sum(each["count"] for each in value["timeline"])
    assert dated <= value["paper_count"]
    text = filled("summarise", "quantization").out
    assert "quantization: drawn from " in text
    assert "Reported numbers" in text
    assert "When they were published" in text
    assert "The index holds nothing on" in filled("summarise", "xylophone").out


def test_summarise_writes_a_document(filled: Run, tmp_path: Path) -> None:
    path = tmp_path / "overview.md"
    finished = filled("summarise", "quantization", "--markdown", path)

    assert f"Wrote {path}" in finished.err
    assert finished.out == ""
    document = path.read_text(encoding="utf-8")
    assert document.startswith("# quantization\n")
    assert document == filled("summarise", "quantization", "--markdown", "-").out


def test_summarise_reads_filters(filled: Run) -> None:
    [value] = filled("summarise", "--json", "quantization since:2027").values

    assert value["themes"] == []
    assert filled("summarise", "quantization since:soon").code == 2


def test_recap_prints_the_documented_form(filled: Run) -> None:
    [value] = filled("recap", "--json", "--until", "2026-03-12", "--limit", "2").values

    assert list(value) == [
        "since", "until", "digests", "candidates", "new", "without_counts", "without_date",
        "older", "upvotes_gained", "comments_gained", "papers", "themes", "days",
    ]  # fmt: skip
    assert (value["since"], value["until"]) == ("2026-03-06", "2026-03-12")
    assert (value["digests"], value["candidates"]) == (3, 26)
    assert [list(paper) for paper in value["papers"]] == [["paper_id", "title", "reasons"]] * 2
    assert [list(theme) for theme in value["themes"]] == [["name", "share", "papers"]] * 2
    assert [day["papers"] for day in value["days"]] == [0, 0, 0, 0, 9, 9, 9]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        pytest.param(["--until", "2026-03-12"], "why: 102 upvotes", id="a week"),
        pytest.param(["--until", "2026-03-19"], "12 older papers of saved searches", id="a search"),
        pytest.param(
            ["--until", "2026-05-12"], "is of 2026-03-12: add --until 2026-03-12", id="a quiet week"
        ),
        pytest.param(["--until", "2026-03-12", "--topic", "images"], "on “images”", id="a topic"),
    ],
)
def test_recap_is_readable(filled: Run, options: list[str], said: str) -> None:
    assert said in filled("recap", *options).out


@pytest.mark.parametrize(
    ("verb", "stream"), [("recap", "out"), ("highlights", "out"), ("export", "err")]
)
def test_an_empty_index_says_how_to_fill_it(run: Run, verb: str, stream: str) -> None:
    finished = run(verb)

    assert getattr(finished, stream) == "The index is empty. Fill it with: paperboy ingest PATH\n"
    assert finished.code == 0


def test_recap_draws_its_picture(filled: Run, tmp_path: Path) -> None:
    pytest.importorskip("matplotlib", reason="pictures need the extra `pictures`")

    drawn = filled("recap", "--until", "2026-03-12", "--picture", tmp_path / "week.png")
    quiet = filled("recap", "--until", "2026-05-12", "--picture", tmp_path / "quiet.png")

    assert (drawn.code, quiet.code) == (0, 0)
    assert (tmp_path / "week.png").read_bytes().startswith(b"\x89PNG")
    assert "nothing to draw" in quiet.err
    assert not (tmp_path / "quiet.png").exists()


def test_highlights_print_the_documented_form(filled: Run) -> None:
    [value] = filled("highlights", "--json", "--on", "2026-03-11").values

    assert list(value) == ["on", "on_is_inferred", "candidates", "picks"]
    assert (value["on"], value["candidates"]) == ("2026-03-11", 9)
    assert list(value["picks"][0]) == ["paper_id", "title", "score", "reasons"]
    printed = filled("highlights").out
    assert "why: " in printed
    assert re.search(r"score 0\.\d{3}: upvotes 0\.\d{3}, ", printed)
    assert "nor of any day before" in filled("highlights", "--on", "2020-01-01").out
    later = filled("highlights", "--on", "2026-04-20").out
    assert later == "There is no digest of 2026-04-20; the latest before is of 2026-03-12.\n"
    none = filled("highlights", "--on", "2026-03-13", "--topic", "robot laundry").out
    assert re.fullmatch(
        r"None of the \d+ papers in digests of 2026-03-13 \(inferred\) is on “robot laundry”\.\n",
        none,
    )


def test_an_export_can_be_read_back(
    filled: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    exported = filled("export", "--format", "jsonl")
    path = tmp_path / "export.jsonl"
    path.write_text(exported.out, encoding="utf-8")
    monkeypatch.setenv("PAPERBOY_HOME", str(tmp_path / "second"))

    assert filled("ingest", path).code == 0

    again = filled("export").values
    changed = {"sightings", "first_seen_on", "first_seen_on_is_inferred", "paper_id"}
    assert [without(value, changed) for value in again] == [
        without(value, changed) for value in exported.values
    ]


def test_an_export_as_bibtex_has_an_entry_for_each_paper(filled: Run) -> None:
    entries = parse_string(filled("export", "--format", "bibtex").out, "bibtex").entries

    assert len(entries) == len(filled("export").values) == 39
    assert len(filled("export", "--format", "bibtex", "--json").values) == 39


def without(value: dict[str, Any], keys: set[str]) -> dict[str, Any]:
    return {key: each for key, each in value.items() if key not in keys}


def test_status_says_what_is_there_and_what_is_unknown(filled: Run) -> None:
    [value] = filled("status", "--json").values

    assert (value["papers"], value["digests"], value["skipped"]) == (39, 4, 0)
    assert value["digests_by_format"] == {"api_json": 3, "text_cards": 1}
    assert value["forms"][0] == {
        "format": "api_json", "digests": 3, "readings": 3, "entries": 27, "skipped": 0,
        "first_issued_on": "2026-03-10", "last_issued_on": "2026-03-12",
        "first_issued_on_is_inferred": False, "last_issued_on_is_inferred": False,
    }  # fmt: skip
    assert value["days"][0] == {
        "on": "2026-03-13", "on_is_inferred": True, "digests": {"text_cards": 1},
    }  # fmt: skip
    assert (value["skipped_reasons"], value["suspected_layout_changes"]) == ([], [])
    out = filled("status").out
    assert "39 papers from 4 digests" in out
    assert "api_json: 3 digests, 2026-03-10 to 2026-03-12, 27 entries" in out


def test_status_says_what_was_skipped_and_which_layout_may_be_new(
    filled: Run, tmp_path: Path
) -> None:
    items = [{"paper": {"title": f"Paper {number}"}} for number in range(40)]
    for day, unread in (("2026-04-01", 0), ("2026-04-02", 20)):
        shown = [{"paper": {"titel": "Typo"}}] * unread + items[unread:]
        (tmp_path / f"{day}.json").write_text(json.dumps(shown))
        filled("ingest", "--issued-on", day, tmp_path / f"{day}.json")

    out = filled("status").out

    assert "20 skipped: no title: expected a text as …, found nothing" in out
    assert (
        "api_json may have a new layout: of 1 digest since 2026-04-02 50% of the cards were not "
        "read, 0% before"
    ) in out
    [value] = filled("status", "--json").values
    assert value["skipped_reasons"][0]["count"] == 20
    assert value["suspected_layout_changes"][0]["since"] == "2026-04-02"


def test_status_of_an_empty_index_says_how_to_fill_it(run: Run) -> None:
    assert "paperboy ingest PATH" in run("status").out


IMPORTS_OF_A_SEARCH = """
import sys
sys.argv = ["paperboy", "search", "quantization"]
from bot.cli import main
try:
    main()
except SystemExit as exited:
    assert not exited.code
print({name for name in sys.modules if "." not in name} & set(sys.argv2), file=sys.stderr)
"""


@pytest.mark.usefixtures("filled")
def test_a_search_imports_neither_discord_nor_what_only_others_need() -> None:
    slow = ["discord", "simcord", "aiohttp", "textual", "rich", "asyncio"]
    code = f"import sys; sys.argv2 = {slow}\n{IMPORTS_OF_A_SEARCH}"

    finished = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )

    assert finished.stderr.strip() == "set()"
    assert json.loads(json.dumps(finished.stdout))


@pytest.mark.usefixtures("filled")
def test_a_reader_that_leaves_early_is_no_error() -> None:
    command = f"{sys.executable} -m bot export | head -n 1"

    finished = subprocess.run(
        ["/bin/sh", "-c", command], capture_output=True, text=True, check=True
    )

    assert finished.stderr == ""
    assert len(finished.stdout.splitlines()) == 1
