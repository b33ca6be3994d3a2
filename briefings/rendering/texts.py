"""The words of the bot: the id of a text and its values in, the sentence in the chat's language out.

The sentences stand in ``locale/<language>/*.ftl`` (Fluent) and may hold Telegram's HTML; values never do, they are escaped.
Whatever articles say is a value and is shown as printed, in every language.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

from fluent.runtime import FluentBundle, FluentResource
from fluent.syntax.ast import Message
from markupsafe import Markup, escape

LOCALE = Path(__file__).parent.parent / "locale"
LANGUAGES = ("vi", "en")
DEFAULT_LANGUAGE = "vi"

Value = str | int


class Texts:
    """The sentences of one language. Call it for HTML, `plain` for buttons, notices and descriptions, which know no markup."""

    def __init__(self, language: str, bundle: FluentBundle) -> None:
        self.language = language
        self._bundle = bundle

    def __reduce__(self) -> tuple[Callable[[str], Texts], tuple[str]]:
        return texts, (self.language,)  # another process has the same sentences

    def __call__(self, text_id: str, **values: Value) -> Markup:
        """The sentence as HTML, with every value escaped. Raises LookupError for an id or a value that the language lacks."""
        return Markup(self._format(text_id, {name: _escaped(value) for name, value in values.items()}))  # noqa: S704  values are escaped, sentences are ours

    def plain(self, text_id: str, **values: Value) -> str:
        """The sentence as plain text. Raises LookupError as above."""
        return self._format(text_id, values)

    def _format(self, text_id: str, values: dict[str, Value]) -> str:
        pattern = self._bundle.get_message(text_id).value
        if pattern is None:
            raise LookupError(f"{text_id} has no text in {self.language}")
        sentence, faults = self._bundle.format_pattern(pattern, values)
        if faults:
            raise LookupError(f"{text_id} in {self.language}: {faults[0]}")
        return str(sentence)


def _escaped(value: Value) -> Value:
    return str(escape(value)) if isinstance(value, str) else value


@cache
def texts(language: str) -> Texts:
    """The sentences of `language` ("vi", "en"); Vietnamese for any other."""
    known = language if language in LANGUAGES else DEFAULT_LANGUAGE
    bundle = FluentBundle([known], use_isolating=False)
    for path in sorted((LOCALE / known).glob("*.ftl")):
        resource = FluentResource(path.read_text(encoding="utf-8"))
        bundle.add_resource(resource)
        for entry in resource.body:
            if isinstance(entry, Message):
                bundle.get_message(entry.id.name)  # made ready now and not one by one in the course of days
    return Texts(known, bundle)


def language_of(code: str | None, default: str = DEFAULT_LANGUAGE) -> str:
    """The language for a Telegram language code (IETF: "vi", "en-GB"): its own where we speak it, else `default`."""
    spoken = (code or "").split("-")[0].lower()
    return spoken if spoken in LANGUAGES else default
