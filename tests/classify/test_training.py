"""The training set: large and varied enough, labelled by codes that exist, no text twice."""

import json
import re
from collections import Counter, defaultdict

import pytest

from pipelines.models.tagger import CLAUSE, TRAINING
from taxonomy.load import shipped_taxonomy

WORD = re.compile(r"\w+")
SHINGLE = 4
"""Words in a row: texts that share many rows of four words are one text with changes."""


@pytest.fixture(scope="module")
def rows():
    return [
        json.loads(line)
        for path in sorted(TRAINING.glob("*.jsonl"))
        for line in path.read_text(encoding="utf-8").splitlines()
    ]


@pytest.fixture(scope="module")
def passages(rows):
    return [row for row in rows if row["genre"] != CLAUSE]


def test_every_row_has_an_identity_of_its_own_and_labels_that_exist(rows):
    known = set(shipped_taxonomy().concept_ids)
    assert len({row["id"] for row in rows}) == len(rows)
    assert all(set(row["labels"]) <= known and row["text"].strip() for row in rows)


def test_every_concept_has_enough_passages(passages):
    counts = Counter(label for row in passages for label in row["labels"])
    assert len(passages) >= 3000
    for concept in shipped_taxonomy().concept_ids:
        assert counts[concept] >= (150 if concept.startswith("R") else 120), concept


def test_enough_passages_have_no_theme(passages):
    themeless = [row for row in passages if not any(one.startswith("R") for one in row["labels"])]
    assert len(themeless) >= 700


def test_what_is_named_but_not_earned_is_no_label(passages):
    traps = [row for row in passages if "not" in row]
    assert len(traps) > 300
    assert all(not set(row["not"]) & set(row["labels"]) for row in traps)


def test_no_passage_is_another_with_other_words_filled_in(passages):
    """No two passages share a third of their rows of four words (Jaccard)."""
    shingles = [shingles_of(row["text"]) for row in passages]
    where = defaultdict(list)
    for number, own in enumerate(shingles):
        for one in own:
            where[one].append(number)
    shared = Counter(
        (first, second)
        for numbers in where.values()
        if len(numbers) < 50
        for place, first in enumerate(numbers)
        for second in numbers[place + 1 :]
    )
    alike = [
        (passages[one]["id"], passages[other]["id"])
        for (one, other), count in shared.items()
        if count / len(shingles[one] | shingles[other]) > 1 / 3
    ]
    assert alike == []


def shingles_of(text):
    words = WORD.findall(text.lower())
    return {tuple(words[place : place + SHINGLE]) for place in range(len(words) - SHINGLE + 1)}


def test_the_vocabulary_keeps_growing(passages):
    """The second half still brings many words that the first half does not have."""
    half = len(passages) // 2
    first, second = (
        {word for row in part for word in WORD.findall(row["text"].lower())}
        for part in (passages[::2], passages[1::2])
    )
    assert half > 1500
    assert len(second - first) > 5000
