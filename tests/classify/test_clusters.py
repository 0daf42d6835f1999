"""Groups of passages: the same in every order, found where they are, and named by their words."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from classify.clusters import clusters_of, typical_words

DIRECTIONS = np.eye(6, dtype=np.float32)


def scattered(sizes: list[int], seed: int) -> dict[str, np.ndarray]:
    """Vectors around as many directions as there are sizes; the id tells the direction."""
    generator = np.random.default_rng(seed)
    return {
        f"{direction}-{number}": (
            DIRECTIONS[direction] + generator.normal(0, 0.05, 6).astype(np.float32)
        )
        for direction, size in enumerate(sizes)
        for number in range(size)
    }


@settings(max_examples=25, deadline=None)
@given(st.lists(st.integers(4, 12), min_size=2, max_size=5), st.integers(0, 10_000))
def test_groups_that_are_there_are_found_whatever_their_number(sizes, seed) -> None:
    found = clusters_of(scattered(sizes, seed), 2, 6)
    assert [len(one.members) for one in found] == sorted(sizes, reverse=True)
    for one in found:
        assert len({member.split("-")[0] for member in one.members}) == 1


@settings(max_examples=25, deadline=None)
@given(st.randoms(use_true_random=False), st.integers(0, 10_000))
def test_the_order_of_passages_does_not_matter(shuffler, seed) -> None:
    generator = np.random.default_rng(seed)
    vectors = {f"p{number}": row for number, row in enumerate(generator.normal(size=(30, 4)))}
    order = list(vectors)
    shuffler.shuffle(order)
    assert clusters_of({one: vectors[one] for one in order}, 2, 5) == clusters_of(vectors, 2, 5)


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 40), st.integers(0, 5), st.integers(0, 10_000))
def test_every_passage_with_a_known_word_is_in_one_group(count, empty, seed) -> None:
    generator = np.random.default_rng(seed)
    vectors = {f"p{number}": row for number, row in enumerate(generator.normal(size=(count, 4)))}
    silent = {f"zero{number}": np.zeros(4) for number in range(empty)}
    members = [one for group in clusters_of(vectors | silent, 2, 5) for one in group.members]
    assert sorted(members) == sorted(vectors)


def test_the_middle_of_a_group_stands_first() -> None:
    middle, side = np.array([1.0, 0.0]), np.array([0.8, 0.6])
    vectors = {"a-zijkant": side, "b-midden": middle, "c-zijkant": side * [1, -1]}
    (group,) = clusters_of(vectors, 2, 5)
    assert group.members[0] == "b-midden"


def test_equal_passages_are_one_group_and_none_give_none() -> None:
    same = {f"p{number}": np.array([1.0, 2.0]) for number in range(20)}
    assert [len(one.members) for one in clusters_of(same, 2, 5)] == [20]
    assert clusters_of({}, 2, 5) == []


def test_typical_words_stand_in_their_group_more_often_than_elsewhere() -> None:
    boats = ["De schipper vaart langs de haven.", "Een schipper meert af in de haven."]
    bread = ["De bakker kneedt het deeg.", "De bakkers rijzen met hun deeg in de haven."]
    sea, oven = typical_words([boats, bread], 3)
    assert "schipper" in sea
    assert "deeg" in oven
    assert not set(sea) & set(oven)


def test_common_words_and_one_stem_twice_are_not_typical() -> None:
    texts = ["deze molens worden door een molen meer dan vijftig"] * 4
    (words,) = typical_words([texts], 9)
    assert len({"molen", "molens"} & set(words)) == 1
    assert not {"deze", "worden", "door", "meer"} & set(words)
