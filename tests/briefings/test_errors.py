"""Errors say where, what is wrong and what was expected, and know their exit code."""

from __future__ import annotations

from copy import copy

import pytest

from briefings.errors import BriefingError, NotFound, StoreError, UnreadableInput, UsageError


@pytest.mark.parametrize(
    ("kind", "exit_code", "text_id"),
    [
        (UsageError, 2, "error-usage"),
        (UnreadableInput, 3, "error-unreadable"),
        (NotFound, 2, "error-not-found"),
        (StoreError, 2, "error-store"),
    ],
)
def test_each_error_has_its_exit_code_and_its_sentence(kind: type[BriefingError], exit_code: int, text_id: str) -> None:
    error = kind("a.txt", "it is empty", "expected text")

    assert str(error) == "a.txt: it is empty, expected text"
    assert (error.exit_code, error.text_id) == (exit_code, text_id)


def test_an_error_can_name_a_sentence_of_its_own_with_values() -> None:
    error = NotFound("article 9", "is not there", "expected 1 to 5", text_id="error-article", article=9)

    assert (error.text_id, error.values) == ("error-article", {"article": 9})


def test_an_error_comes_whole_from_another_process() -> None:
    error = NotFound("article 9", "is not there", "expected 1 to 5", text_id="error-article", article=9)
    same = copy(error)  # by what pickle goes by

    assert (type(same), str(same), vars(same)) == (NotFound, str(error), vars(error))
