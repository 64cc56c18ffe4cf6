from bot.highlights.choosing import choose_varied
from bot.highlights.signals import score_candidates
from bot.models import Paper
from tests.highlights.candidates import candidate


class SameBeginning:
    """Papers are on one theme where their titles begin with the same word."""

    def is_same(self, one: Paper, other: Paper) -> bool:
        return one.title.split()[0] == other.title.split()[0]


SCORED = score_candidates(
    [
        candidate(1, title="Caches of two bits", upvotes=90),
        candidate(2, title="Caches of three bits", upvotes=80),
        candidate(3, title="Robots at home", upvotes=10),
        candidate(4, title="Caches again", upvotes=5),
        candidate(5, title="Robots in space", upvotes=2),
    ]
)


def test_no_two_picks_are_on_one_theme() -> None:
    choice = choose_varied(SCORED, limit=5, themes=SameBeginning())

    assert [each.candidate.paper.paper_id for each in choice.picked] == [1, 3]
    rivals = {given: pick.candidate.paper.paper_id for given, pick in choice.rivals.items()}
    assert rivals == {2: 1, 4: 1, 5: 3}


def test_nobody_gives_way_who_would_not_have_been_picked() -> None:
    choice = choose_varied(SCORED, limit=2, themes=SameBeginning())

    assert [each.candidate.paper.paper_id for each in choice.picked] == [1, 3]
    assert set(choice.rivals) == {2}


def test_no_picks_are_wanted() -> None:
    assert choose_varied(SCORED, limit=0, themes=SameBeginning()).picked == []
