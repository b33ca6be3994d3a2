from collections.abc import Sequence

from briefings.model import Person, Span


def with_mentions(text: str, low: str, lines: Sequence[Span], persons: Sequence[Person]) -> tuple[Person, ...]:
    return tuple(persons)
