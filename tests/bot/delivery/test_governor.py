"""The governor: calls that take any time, arrivals anywhere within them, and windows counted as Telegram counts them."""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import FrozenInstanceError, dataclass, field
from itertools import cycle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.delivery.governor import MARGIN, MINUTE, SECOND, SEEN_ENOUGH, Call, Governor, Rates

TICK = 1e-6  # sums of floating point numbers


@dataclass(order=True)
class Ending:
    """A call that will end."""

    at: float
    number: int
    call: Call = field(compare=False)
    taken: bool = field(compare=False)


@dataclass
class Network:
    """Calls made one after another, each as soon as the governor lets it; when each started and arrived."""

    governor: Governor
    now: float = 0.0
    under_way: list[Ending] = field(default_factory=list)
    arrivals: list[tuple[float, int]] = field(default_factory=list)
    made: int = 0

    def send(self, chat: int, there: float, back: float, *, taken: bool = True, paid: bool = False) -> None:
        """One call: it takes `there` seconds to arrive and `back` to be answered."""
        while (free := self.governor.free_at(chat, self.now, paid=paid)) != self.now:
            nearest = self.under_way[0].at if self.under_way else float("inf")
            if nearest <= (free if free is not None else float("inf")):
                self._end()
            else:
                assert free is not None
                self.now = free
        call = self.governor.start(chat, self.now, paid=paid)
        self.made += 1
        if taken:
            self.arrivals.append((self.now + there, chat))
        heapq.heappush(self.under_way, Ending(self.now + there + back, self.made, call, taken))

    def wait(self, seconds: float) -> None:
        """Let time pass."""
        until = self.now + seconds
        while self.under_way and self.under_way[0].at <= until:
            self._end()
        self.now = until

    def _end(self) -> None:
        ending = heapq.heappop(self.under_way)
        self.now = max(self.now, ending.at)
        self.governor.end(ending.call, self.now, taken=ending.taken)


def most(times: list[float], window: float) -> int:
    """The most that any window of that length holds."""
    times = sorted(times)
    first, worst = 0, 0
    for last, time in enumerate(times):
        while times[first] <= time - window + TICK:
            first += 1
        worst = max(worst, last - first + 1)
    return worst


def per_chat(arrivals: list[tuple[float, int]]) -> dict[int, list[float]]:
    """The arrivals of each chat."""
    chats = defaultdict(list)
    for at, chat in arrivals:
        chats[chat].append(at)
    return chats


def assert_limits_kept(arrivals: list[tuple[float, int]], rates: Rates) -> None:
    assert most([at for at, _ in arrivals], SECOND) <= rates.overall
    for chat, times in per_chat(arrivals).items():
        assert most(times, SECOND) <= rates.chat
        assert chat > 0 or most(times, MINUTE) <= rates.group


Made = tuple[int, float, float, bool, float]  # chat, seconds there and back, whether it was taken, seconds until the next
SMALL = Rates(overall=4, chat=1, group=3)
CHATS = st.sampled_from([1, 2, 3, 4, 5, 6, 7, 8, -1, -2])
SECONDS = st.floats(0, 3)
CALLS = st.lists(st.tuples(CHATS, SECONDS, SECONDS, st.booleans(), st.floats(0, 0.5)), max_size=80)


@given(CALLS)
def test_whenever_calls_arrive_between_start_and_end_no_window_holds_more_than_its_limit(calls: list[Made]) -> None:
    network = Network(Governor(SMALL))
    network.send(99, 0, 0)  # nothing is known of this network but that a call may take no time
    for chat, there, back, taken, pause in calls:
        network.send(chat, there, back, taken=taken)
        network.wait(pause)
    assert_limits_kept(network.arrivals, SMALL)


@given(there=st.floats(0, 0.5), back=st.floats(0, 0.5), calls=CALLS)
def test_what_every_call_spends_on_its_way_is_not_lost_and_no_limit_broken(there: float, back: float, calls: list[Made]) -> None:
    network = Network(Governor(SMALL))
    for _ in range(SEEN_ENOUGH):
        network.send(99, there, back)
    network.wait(100)
    for chat, later_there, later_back, taken, pause in calls:
        network.send(chat, there + later_there, back + later_back, taken=taken)
        network.wait(pause)
    assert_limits_kept(network.arrivals, SMALL)


@pytest.mark.parametrize("seconds", [0.0, 0.02, 0.08, 0.3])
@pytest.mark.parametrize("paid", [False, True])
def test_a_steady_network_loses_hardly_a_slot(seconds: float, paid: bool) -> None:
    rates, network = Rates(paid=200), Network(Governor(Rates(paid=200)))
    rate = rates.paid if paid else rates.overall
    for chat in range(1, 100 * rate):
        network.send(chat, seconds / 2, seconds / 2, paid=paid)
    spent = network.arrivals[-1][0] - network.arrivals[0][0]
    assert len(network.arrivals) / spent >= 0.97 * rate
    assert most([at for at, _ in network.arrivals], SECOND) <= rate


def test_many_groups_with_many_messages_are_kept_to_their_minute() -> None:
    network = Network(Governor())
    for _ in range(25):
        for group in range(1, 9):
            network.send(-group, 0.04, 0.04)
    assert_limits_kept(network.arrivals, Rates())
    assert {len(times) for times in per_chat(network.arrivals).values()} == {25}


def test_the_limits_are_those_that_telegram_names() -> None:
    rates = Rates()
    assert (rates.overall, rates.paid, rates.chat, rates.group) == (30, 1000, 1, 20)


@pytest.mark.parametrize("of", [Rates(), Call(1, 0.0)])
def test_rates_and_calls_do_not_change(of: Rates | Call) -> None:
    with pytest.raises(FrozenInstanceError):
        of.chat = 2  # type: ignore[misc]  # that is the point


@pytest.mark.parametrize(("now", "free"), [(0.0, 1.002), (0.5, 1.002), (0.999, 1.002), (1.0, 1.002), (1.001, 1.002), (1.003, 1.003)])
def test_a_chat_waits_until_a_second_and_the_margin_are_over(now: float, free: float) -> None:
    governor = Governor()
    governor.end(governor.start(1, 0.0), 0.0)
    assert governor.free_at(1, now) == pytest.approx(free)


@pytest.mark.parametrize(("chat", "free"), [(-1, 60.002), (1, 7.0)])
def test_a_group_whose_minute_is_full_waits_for_its_first_message_to_leave_it_and_a_person_does_not(chat: int, free: float) -> None:
    governor = Governor(Rates(group=2))
    for at in (0.0, 5.0):
        governor.end(governor.start(chat, at), at)
    assert governor.free_at(chat, 7.0) == pytest.approx(free)


def test_while_more_calls_are_under_way_than_the_limit_none_begins() -> None:
    governor = Governor(Rates(overall=1))
    for chat in (1, 2):  # whoever started the second did not ask
        governor.start(chat, 0.0)
    assert governor.overall_free_at(0.0) is None
    assert governor.overall_free_at(0.0, paid=True) == 0.0


@pytest.mark.parametrize(("seen", "counted"), [(28, 0.4), (29, 0.4), (30, 0.0), (31, 0.0)])
def test_the_fastest_call_is_believed_after_thirty(seen: int, counted: float) -> None:
    governor, now = Governor(), 1000.0
    for chat in range(1, seen + 1):
        governor.end(governor.start(chat, now), now + 0.4)
        now += 0.5
    governor.end(governor.start(99, now), now + 0.4)
    assert governor.free_at(99, now + 0.4) == pytest.approx(now + counted + SECOND + MARGIN)


def test_a_paid_message_does_not_wait_for_free_ones() -> None:
    governor = Governor(Rates(overall=1))
    governor.start(1, 0.0)
    assert governor.free_at(2, 0.0) is None
    assert governor.free_at(2, 0.0, paid=True) == 0.0


def test_a_call_that_was_never_taken_costs_nothing() -> None:
    governor = Governor(Rates(overall=1))
    governor.end(governor.start(1, 0.0), 0.5, taken=False)
    assert governor.free_at(1, 0.5) == 0.5


def test_telegram_is_obeyed_for_just_as_long_as_it_says_and_for_that_chat_alone() -> None:
    governor = Governor()
    governor.refused(-7, 12, now=100.0)
    assert [governor.free_at(chat, 100.0) for chat in (-7, 8)] == [112.0, 100.0]
    assert governor.free_at(-7, 112.0) == 112.0


def test_two_chats_refused_within_a_second_mean_that_all_wait() -> None:
    governor = Governor()
    governor.refused(7, 5, now=100.0)
    governor.refused(8, 3, now=100.4)
    assert [governor.free_at(chat, 100.4) for chat in (7, 8, 9)] == [105.0, pytest.approx(103.4), pytest.approx(103.4)]


@pytest.mark.parametrize(("first", "chat", "at"), [(100.0, 7, 100.4), (100.0, 8, 101.0), (100.0, 8, 103.5), (0.3, 8, 10.0)])
def test_one_chat_refused_again_or_another_much_later_holds_nobody_else_up(first: float, chat: int, at: float) -> None:
    governor = Governor()
    governor.refused(7, 5, now=first)
    governor.refused(chat, 5, now=at)
    assert governor.free_at(9, at) == at


def test_a_short_pause_does_not_end_a_longer_one() -> None:
    governor = Governor()
    governor.refused(7, 30, now=100.0)
    governor.refused(7, 1, now=100.5)
    assert governor.free_at(7, 100.5) == 130.0


def test_memory_follows_the_chats_of_the_last_minute() -> None:
    network = Network(Governor(Rates(overall=1000)))
    for chat in range(1, 5000):
        network.send(chat, 0.01, 0.01)
    network.wait(2 * MINUTE)
    network.send(1, 0.01, 0.01)
    network.wait(1)
    assert network.governor.remembered == 1


@pytest.mark.parametrize("second", [0.999, 1.001])
def test_a_chat_whose_call_still_counts_is_looked_at_again_before_it_is_forgotten(second: float) -> None:
    governor = Governor()
    for chat, at in ((1, 0.0), (2, second), (3, 5.0)):
        governor.end(governor.start(chat, at), at)
    assert governor.remembered == 1


def test_what_is_remembered_are_chats_groups_and_pauses() -> None:
    governor = Governor()
    for chat in (-1, -2, -3, *range(1, 8)):
        governor.start(chat, 0.0)
    for chat in range(1, 6):
        governor.refused(chat, 9, now=2.0 * chat)
    assert governor.remembered == 10 + 3 + 5


def test_a_pause_that_is_over_is_forgotten() -> None:
    governor = Governor()
    governor.refused(7, 1, now=100.0)
    governor.refused(8, 1, now=200.0)
    assert governor.remembered == 1


def ticking(start: float, step: float) -> Callable[[], float]:
    """A coarse clock."""
    times: Iterator[int] = iter(range(10**9))
    return lambda: start + step * next(times)


def test_a_coarse_clock_breaks_no_limit() -> None:
    governor, rates = Governor(), Rates()
    chats, arrivals = cycle(range(1, 200)), []
    clock = ticking(0.0, MARGIN / 2)
    while len(arrivals) < 300:
        now = clock()
        chat = next(chats)
        if governor.free_at(chat, now) == now:
            governor.end(governor.start(chat, now), now)
            arrivals.append((now, chat))
    assert_limits_kept(arrivals, rates)
