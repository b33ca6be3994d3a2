"""Stretches of days, so that an index of words finds those of some days alone: days in, names of stretches of 8 and of 256 days out.

PostgreSQL's index of words has no order. A text is indexed under its stretches too, and a question about some days asks for these as for
words; then what it costs is told by how much those days hold, not by all that was ever stored. Days are ordinals (`date.toordinal`).
"""

from __future__ import annotations

_SHORT, _LONG = 8, 256
MOST = 400  # names that are worth asking for; the long ones of so many years are nearly everything
LONGEST_SPAN = (MOST - 2) * _LONG  # days that there are always names for
_MANY = 4  # long stretches within the days, beside which the two that they begin and end in hardly count


def stretches_of(day: int) -> list[str]:
    """Those that a day lies in. None is a word: words have letters and digits only."""
    return [_name(_SHORT, day // _SHORT), _name(_LONG, day // _LONG)]


def beginning(day: int) -> int:
    """The first day of the short stretch that a day lies in."""
    return day // _SHORT * _SHORT


def covering(first: int, last: int) -> list[str]:
    """Stretches that hold the days from `first` to `last`, and others where that takes far fewer names; none if they are too many.

    What a question costs grows with the names.
    """
    begin, end = -(-first // _LONG), (last + 1) // _LONG  # the long ones that lie within
    if begin >= end:
        names = _names(_SHORT, first // _SHORT, last // _SHORT + 1)
    elif end - begin >= _MANY:
        names = _names(_LONG, first // _LONG, min(last // _LONG + 1, begin + MOST))
    else:
        before, after = (first // _SHORT, begin * _LONG // _SHORT), (end * _LONG // _SHORT, last // _SHORT + 1)
        names = [*_names(_SHORT, *before), *_names(_LONG, begin, min(end, begin + MOST)), *_names(_SHORT, *after)]
    return names if len(names) <= MOST else []


def _names(size: int, begin: int, end: int) -> list[str]:
    return [_name(size, number) for number in range(begin, end)]


def _name(size: int, number: int) -> str:
    return f"{size}#{number}"
