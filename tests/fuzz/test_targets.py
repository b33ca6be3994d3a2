"""What the fuzzer begins with, and what it once found, holds."""

from __future__ import annotations

import pytest

from briefings.sources import read_bytes
from tests.fuzz.corpus import NUMBERING, WORD, inputs, words
from tests.fuzz.targets import TARGETS, close, word

INPUTS = [(target, data) for target in TARGETS for data in inputs(target)]


@pytest.fixture(scope="module", autouse=True)
def _closed():  # type: ignore[no-untyped-def]  # yields once
    yield
    close()


@pytest.mark.parametrize(("target", "data"), INPUTS, ids=[f"{target}-{number}" for number, (target, _) in enumerate(INPUTS)])
def test_every_input_holds(target: str, data: bytes) -> None:
    TARGETS[target](data)


def test_the_fuzzed_word_document_is_one() -> None:
    written = [data.removeprefix(WORD).split(NUMBERING, 1) for data in inputs("sources") if data.startswith(WORD)]

    assert [read_bytes(word(*parts), "bài") for parts in written] == ["Sở Nội vụ rà soát biên chế.\nSở Y tế", "c) báo cáo"]


def test_words_fit_into_a_dictionary() -> None:
    assert all(0 < len(word) <= 128 for target in TARGETS for word in words(target))
