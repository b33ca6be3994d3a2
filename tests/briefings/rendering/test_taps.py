"""Buttons carry what a tap needs, and nothing else is taken for a tap."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.rendering.messages import DATA_LIMIT
from briefings.rendering.taps import ACTIONS, Tap, read_tap, tap

BIGGEST = 999_999_999


@pytest.mark.parametrize(
    ("data", "told"),
    [
        ("a:12", Tap("a", (12,))),
        ("v:3:0", Tap("v", (3, 0))),
        ("k:tasks:7", Tap("k", (7,), "tasks")),
        ("c:tomtat", Tap("c", (), "tomtat")),
        ("l:en", Tap("l", (), "en")),
        ("s:1:20:45:3:1", Tap("s", (1, 20, 45, 3, 1))),
    ],
)
def test_what_a_button_carries_is_read_again(data: str, told: Tap) -> None:
    assert read_tap(data) == told


@pytest.mark.parametrize(
    "data",
    [
        *("", ":", "a", "a:", "a:x", "a:-1", "a:1:2", "v:1", "v:1:2:3", "Z:1", "s:1:2:3:4", "a:٣", "a:1\n", "k:tasks:", "k::1", "a:1e9"),
        *("a:9999999999", "c:DROP", "l:eng", "l:"),
    ],
)
def test_what_no_button_carries_is_no_tap(data: str) -> None:
    assert read_tap(data) is None


@given(st.text(max_size=64))
def test_no_data_whatever_raises(data: str) -> None:
    told = read_tap(data)
    assert told is None or told.action in ACTIONS


@pytest.mark.parametrize("action", ACTIONS)
def test_the_longest_data_of_every_action_fits_a_button(action: str) -> None:
    longest = {"[01]": "1", "[a-z]+": "directives", "[a-z_]+": "trogiup", "[a-z]{2}": "vi"}
    fields = [longest.get(field, BIGGEST) for field in ACTIONS[action].replace("\\d+", "0").split(":")]
    data = tap(action, *fields)
    assert len(data.encode()) <= DATA_LIMIT
    assert read_tap(data) is not None
