import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.playground.catalog import Catalog, Choice, parse_catalog
from bot.playground.completion import Completion, find_completion, render_choice
from bot.playground.typed_command import parse_typed_command


def complete(line: str, catalog: Catalog) -> Completion:
    completion = find_completion(line, catalog)
    assert completion is not None
    return completion


def accept(line: str, position: int, catalog: Catalog) -> str:
    completion = complete(line, catalog)
    return line[: completion.start] + completion.suggestions[position].insert


@pytest.mark.parametrize(
    "line", ["", "hello", " /search", "press 1", "a@paper", "@Paperboys", "@Paperboy what"]
)
def test_other_lines_have_no_completion(line: str, catalog: Catalog) -> None:
    assert find_completion(line, catalog) is None


@pytest.mark.parametrize(
    ("line", "labels"),
    [
        pytest.param(
            "/",
            ["/saved", "/schedule add", "/schedule list", "/search", "/summarise"],
            id="a slash shows all commands",
        ),
        pytest.param("/se", ["/search", "/summarise"], id="what begins so comes first"),
        pytest.param("/list", ["/schedule list"], id="a part of the name"),
        pytest.param("/schedule ", ["/schedule add", "/schedule list"], id="a group"),
        pytest.param("/search ", [], id="the bot is asked for the first words"),
        pytest.param(
            "/search kv ",
            ["sort:", "since:", "min_comments:", "ratio:", "exact:"],
            id="after the first words the options",
        ),
        pytest.param("/search kv s", ["sort:", "since:"], id="an option's beginning"),
        pytest.param("/search kv sort:", ["Best match", "Newest first"], id="choices"),
        pytest.param("/search kv sort:ne", ["Newest first"], id="choices narrowed down"),
        pytest.param("/search kv sort: ne", ["Newest first"], id="after a space"),
        pytest.param("/search kv exact:", ["true", "false"], id="true and false"),
        pytest.param(
            "/search kv sort:newest ",
            ["since:", "min_comments:", "ratio:", "exact:"],
            id="options that are given are not offered again",
        ),
        pytest.param("/search query:kv sor", ["sort:"], id="the free option given by name"),
        pytest.param("/search kv since:last s", ["sort:"], id="behind a text of several words"),
    ],
)
def test_suggestions(line: str, labels: list[str], catalog: Catalog) -> None:
    assert [one.label for one in complete(line, catalog).suggestions] == labels


@pytest.mark.parametrize(
    ("line", "result"),
    [
        ("@", "@Paperboy "),
        ("what is it, @paper", "what is it, @Paperboy "),
        ("/se", "/search "),
        ("/sav", "/saved"),
        ("/search kv so", "/search kv sort:"),
        ("/search kv sort:Ne", "/search kv sort:newest "),
        ("/search kv sort: ne", "/search kv sort:newest "),
        ("/search sort:newest ex", "/search sort:newest exact:"),
    ],
)
def test_accepting_replaces_what_was_being_typed(line: str, result: str, catalog: Catalog) -> None:
    assert accept(line, 0, catalog) == result


@pytest.mark.parametrize(
    ("line", "is_needed"),
    [
        ("/se", True),
        ("/search", True),
        ("/saved", False),
        ("/summarise", False),
        ("/zz", False),
        ("/search kv", False),
        ("/search kv sort:", True),
        ("/search kv sort:ne", True),
        ("/search kv sort:newest", False),
        ("/search kv exact:no", False),
    ],
)
def test_what_cannot_be_sent_as_it_stands_needs_completion(
    line: str, *, is_needed: bool, catalog: Catalog
) -> None:
    assert complete(line, catalog).is_needed is is_needed


@pytest.mark.parametrize(
    ("line", "typed", "start"),
    [
        pytest.param("/search ", "", 8, id="before the first word"),
        pytest.param("/search kv ca", "kv ca", 8, id="several words are one value"),
        pytest.param("/search sort:newest kv", "kv", 20, id="after a named option"),
        pytest.param("/search query:kv", "kv", 8, id="by name"),
        pytest.param("/schedule add 9:00 channel:pa", "pa", 19, id="names in the server"),
    ],
)
def test_what_only_the_bot_knows_becomes_a_question(
    line: str, typed: str, start: int, catalog: Catalog
) -> None:
    question = complete(line, catalog).question
    assert question is not None
    assert (question.typed, question.start) == (typed, start)


def test_a_question_tells_the_other_values(catalog: Catalog) -> None:
    question = complete("/search sort:newest min_comments:x kv", catalog).question
    assert question is not None
    assert question.given == {"sort": "newest"}


def test_a_text_of_several_words_is_one_value_to_ask_for() -> None:
    text = {"type": 3, "description": "", "autocomplete": True}
    options = [{"name": "topic", "required": True, **text}, {"name": "deliver", **text}]
    payload = {"name": "follow", "type": 1, "description": "", "options": options}
    line = "/follow agents deliver:09:00 Europe/B"
    question = complete(line, parse_catalog([payload])).question
    assert question is not None
    assert (question.option.name, question.typed) == ("deliver", "09:00 Europe/B")
    assert line[question.start :].startswith("deliver:")


def test_words_on_both_sides_of_an_option_are_not_completed(catalog: Catalog) -> None:
    assert complete("/search kv sort:newest ca", catalog).question is None


@pytest.mark.parametrize(
    ("line", "name", "insert"),
    [
        pytest.param("/search kv", "KV  cache", "KV cache ", id="as plain words"),
        pytest.param(
            "/search kv",
            "What sort: of model",
            'query:"What sort: of model" ',
            id="in quotes where a word looks like an option",
        ),
        pytest.param("/search query:kv", "KV cache", "KV cache ", id="in place of the name too"),
    ],
)
def test_an_offered_value_can_be_read_again(
    line: str, name: str, insert: str, catalog: Catalog
) -> None:
    question = complete(line, catalog).question
    assert question is not None
    suggestion = render_choice(Choice(name, name), question)
    assert suggestion.insert == insert
    accepted = line[: question.start] + suggestion.insert
    assert parse_typed_command(accepted, catalog).values["query"] == " ".join(name.split())


@given(st.text(alphabet='/ searchqoty:"lit-', max_size=25))
def test_any_line_can_be_completed(line: str) -> None:
    options = [
        {"name": "query", "type": 3, "required": True, "autocomplete": True},
        {"name": "sort", "type": 3, "choices": [{"name": "a b", "value": "a"}]},
    ]
    catalog = parse_catalog([{"name": "search", "type": 1, "options": options}])
    for typed in (line, f"/search {line}"):
        completion = find_completion(typed, catalog)
        if completion is not None:
            assert 0 <= completion.start <= len(typed)
