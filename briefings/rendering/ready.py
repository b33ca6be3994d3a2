"""Every sentence and every template, loaded before the work begins: nothing in; nothing out, but the first answers come as fast as later
ones, and a process that has run for a minute is as large as one that has run for a week.
"""

from __future__ import annotations

from jinja2 import Environment

from briefings.rendering import digests, pages
from briefings.rendering.texts import LANGUAGES, texts


def make_ready() -> None:
    """Load them."""
    for language in LANGUAGES:
        texts(language)
    for environment in (pages.environment(), digests.environment(None)):
        _compile(environment)


def _compile(environment: Environment) -> None:
    for name in environment.list_templates(extensions=["j2"]):
        environment.get_template(name)
