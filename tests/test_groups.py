"""Links that may belong into one section."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from webapp import groups
from webapp.groups import Candidate, Group

TEXTS = {
    1: ("Reward hacking generalises", "reward hacking misalignment models exploit the reward signal in training"),
    2: ("Process rewards and reward hacking", "reward process hacking of models that reward steps in training"),
    3: ("A tide table for Whitby", "tide harbour whitby table of the year"),
    4: ("Whitby harbour at low tide", "harbour whitby tide picture of the year"),
    5: ("Sourdough at home", "flour water salt oven bread of the year"),
}


def candidate(link_id: int, *, author: str = "", site: str = "") -> Candidate:
    title, text = TEXTS[link_id]
    return Candidate(
        link_id, title, site or f"example{link_id}.org", author, Counter(f"{title} {text}".lower().split())
    )


def frequencies(candidates: list[Candidate], total: int = 200) -> dict[str, int]:
    counts = Counter(word for each in candidates for word in each.words)
    return {**counts, "the": total, "of": total, "in": total, "a": total, "year": total // 2}


def proposed(candidates: list[Candidate]) -> list[Group]:
    return groups.propose(candidates, frequencies(candidates), 200)


def test_links_that_share_rare_words_are_proposed_together() -> None:
    found = proposed([candidate(link_id) for link_id in TEXTS])

    assert sorted(group.link_ids for group in found) == [(1, 2), (3, 4)]
    (reward,) = (group for group in found if group.link_ids == (1, 2))
    assert reward.name == "Reward hacking"
    assert reward.reason.startswith("They share “")
    assert "“hacking”" in reward.reason


def test_words_that_many_links_have_join_nothing() -> None:
    texts = [Candidate(number, "Title", f"{number}.org", "", {"common": 3, f"own{number}": 3}) for number in range(5)]

    assert groups.propose(texts, {"common": 100}, 200) == []


def test_links_by_one_author_are_proposed_together() -> None:
    found = proposed([candidate(1, author="A. Author"), candidate(5, author="A. Author"), candidate(3)])

    assert [(group.link_ids, group.name, group.reason) for group in found] == [
        ((1, 5), "A. Author", "They are by A. Author.")
    ]


def test_nothing_is_proposed_for_no_links_or_one() -> None:
    assert groups.propose([], {}, 0) == []
    assert proposed([candidate(1)]) == []


words = st.dictionaries(st.sampled_from("abcdefgh"), st.integers(1, 9), max_size=6)


@given(st.lists(st.tuples(words, st.sampled_from(["", "one", "two"])), max_size=12), st.integers(0, 50))
def test_every_link_is_in_one_group_at_most(given: list[tuple[dict[str, int], str]], total: int) -> None:
    candidates = [Candidate(number, "T", who, who, counts) for number, (counts, who) in enumerate(given)]

    found = groups.propose(candidates, {}, total)

    members = [link_id for group in found for link_id in group.link_ids]
    assert len(members) == len(set(members))
    assert len(found) <= groups.MOST_GROUPS
    assert all(2 <= len(group.link_ids) <= groups.LARGEST and group.reason for group in found)
