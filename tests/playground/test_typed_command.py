from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import LineNotUnderstood
from bot.playground.catalog import Catalog, Choice, Command, Option, OptionKind
from bot.playground.typed_command import parse_typed_command


@pytest.mark.parametrize(
    ("line", "name", "values"),
    [
        pytest.param(
            "/search kv cache",
            "search",
            {"query": "kv cache"},
            id="words without a name go to the first required option",
        ),
        pytest.param(
            "/search kv cache since:2025-06 sort:newest",
            "search",
            {"query": "kv cache", "since": "2025-06", "sort": "newest"},
            id="named options stand after the words",
        ),
        pytest.param(
            "/search since:2025-06 kv cache",
            "search",
            {"query": "kv cache", "since": "2025-06"},
            id="or before them",
        ),
        pytest.param(
            "/search kv since:last spring sort:newest",
            "search",
            {"query": "kv", "since": "last spring", "sort": "newest"},
            id="a text goes on once the first option has its words",
        ),
        pytest.param(
            '/search kv since:"2025-06" cache',
            "search",
            {"query": "kv cache", "since": "2025-06"},
            id="but not behind quotes",
        ),
        pytest.param(
            "/search kv sort:newest cache",
            "search",
            {"query": "kv cache", "sort": "newest"},
            id="nor behind one of a few values",
        ),
        pytest.param(
            "/search kv org:nvidia comments:>=3",
            "search",
            {"query": "kv org:nvidia comments:>=3"},
            id="words that name no option stay in the text",
        ),
        pytest.param(
            '/search "kv cache" -video',
            "search",
            {"query": '"kv cache" -video'},
            id="quotes in the text stay, as they mean something to the bot",
        ),
        pytest.param(
            '/search query:"kv cache" sort:"Newest first"',
            "search",
            {"query": "kv cache", "sort": "newest"},
            id="quotes round a named value hold it together",
        ),
        pytest.param(
            "/search query:kv cache sort: newest",
            "search",
            {"query": "kv cache", "sort": "newest"},
            id="as copied from Discord",
        ),
        pytest.param(
            '/search "sort:newest" is text',
            "search",
            {"query": '"sort:newest" is text'},
            id="quotes hide a name",
        ),
        pytest.param(
            "/SEARCH x Min_Comments:3 ratio:.5 exact:yes",
            "search",
            {"query": "x", "min_comments": 3, "ratio": 0.5, "exact": True},
            id="kinds of values, in any case",
        ),
        pytest.param(
            "/schedule add 09:00 channel:#papers",
            "schedule add",
            {"time": "09:00", "channel": "#papers"},
            id="a subcommand; a time holds a colon",
        ),
        pytest.param("/saved", "saved", {}, id="a command without options"),
        pytest.param("/summarise", "summarise", {}, id="all options left out"),
        pytest.param(
            "/summarise kv cache",
            "summarise",
            {"topic": "kv cache"},
            id="without a required option the first text takes the words",
        ),
    ],
)
def test_a_line_is_read(line: str, name: str, values: dict[str, object], catalog: Catalog) -> None:
    typed = parse_typed_command(line, catalog)
    assert (typed.command.name, typed.values) == (name, values)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("/serch kv", "There is no command /serch; did you mean /search?"),
        ("/xyzzy", "There is no command /xyzzy; help lists the commands."),
        ("/", "Type the name of a command after the slash; help lists them."),
        (
            "/schedule",
            "/schedule goes on with one more word: /schedule add, /schedule list.",
        ),
        (
            "/search",
            (
                "/search needs query (the query). Type "
                "/search <query> [sort:] [since:] [min_comments:] [ratio:] [exact:]"
            ),
        ),
        ("/search x sort:best", "sort is one of: Best match, Newest first; not “best”."),
        ("/search x min_comments:few", "min_comments wants a whole number, not “few”."),
        ("/search x min_comments:100", "min_comments must be from 0 to 99, not 100."),
        ("/search x ratio:nan", "ratio wants a number, not “nan”."),
        ("/search x exact:maybe", "exact is true or false, not “maybe”."),
        ("/search x since:", "since wants a value after its colon."),
        ("/search x since:1 since:2", "since is given twice."),
        (f"/search {'x' * 41}", "query holds at most 40 characters."),
        (
            f"/search kv weekdays:fri {'x' * 41}",
            (
                "There is no option weekdays; "
                "/search takes query, sort, since, min_comments, ratio, exact."
            ),
        ),
    ],
)
def test_a_wrong_line_says_in_one_sentence_what_to_do(
    line: str, message: str, catalog: Catalog
) -> None:
    with pytest.raises(LineNotUnderstood) as raised:
        parse_typed_command(line, catalog)
    assert str(raised.value) == message


@pytest.mark.parametrize(
    ("least", "most", "message"),
    [
        (1, None, "limit must be at least 1, not 0."),
        (None, -1, "limit must be at most -1, not 0."),
    ],
)
def test_a_range_may_be_open(least: float | None, most: float | None, message: str) -> None:
    option = Option(name="limit", description="", kind=OptionKind.INTEGER, least=least, most=most)
    with pytest.raises(LineNotUnderstood) as raised:
        parse_typed_command("/x limit:0", Catalog((Command("x", "", (option,)),)))
    assert str(raised.value) == message


def make_commands() -> st.SearchStrategy[Catalog]:
    option = st.builds(
        Option,
        name=st.sampled_from(["query", "sort", "limit", "since"]),
        description=st.just("words"),
        kind=st.sampled_from(OptionKind),
        is_required=st.booleans(),
        choices=st.lists(st.builds(Choice, st.text(max_size=5), st.integers(0, 9)), max_size=2).map(
            tuple
        ),
        least=st.none() | st.integers(-5, 5),
        most=st.none() | st.integers(-5, 5),
        min_length=st.none() | st.integers(0, 3),
    )
    options = st.lists(option, max_size=4, unique_by=lambda one: one.name).map(tuple)
    return st.builds(lambda given: Catalog((Command("search", "", given),)), options)


@given(
    st.lists(
        st.sampled_from(["/", "search", "query:", "sort:", "limit:", "since:", '"', "7", "true"])
        | st.text(max_size=4),
        max_size=8,
    ),
    make_commands(),
)
def test_any_line_is_read_or_refused_with_the_playgrounds_own_error(
    parts: list[str], catalog: Catalog
) -> None:
    for line in ("/search " + " ".join(parts), "".join(parts)):
        with suppress(LineNotUnderstood):
            typed = parse_typed_command(line, catalog)
            required = {one.name for one in typed.command.options if one.is_required}
            assert required <= set(typed.values)
