"""What is made ready before the work begins is all that answers and digests are written with."""

from __future__ import annotations

from briefings.rendering import digests, pages
from briefings.rendering.ready import make_ready
from briefings.rendering.texts import LANGUAGES, texts


def test_every_template_is_compiled() -> None:
    make_ready()
    for environment in (pages.environment(), digests.environment(None)):
        assert environment.cache is not None
        compiled = {name for _, name in environment.cache.keys()}  # noqa: SIM118 - Jinja's cache is no mapping
        assert compiled >= set(environment.list_templates(extensions=["j2"])) >= {"articles.j2", "digest_brief.j2"}


def test_the_sentences_of_every_language_are_at_hand() -> None:
    make_ready()
    before = texts.cache_info().misses
    assert [texts(language).language for language in LANGUAGES] == list(LANGUAGES)
    assert texts.cache_info().misses == before
