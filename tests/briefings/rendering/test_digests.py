"""Digests as messages: every template in every language over every article at hand, cut at lines, and templates of an operator's own."""

from __future__ import annotations

import logging
import os
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.digests import specimen
from bot.sandbox.entities import MAX_ENTITIES, formatted
from briefings.digest import FIRST_MESSAGES, Asked, Digest, compose
from briefings.errors import UsageError
from briefings.parse import parse
from briefings.rendering.digests import Press, _filled, digest_page
from briefings.rendering.messages import TEXT_LIMIT, Message, fits, shown, units
from briefings.rendering.texts import LANGUAGES, texts
from briefings.store.filing import day_of
from briefings.store.rows import ArticleRow, DocumentRow, StoredArticle, TaskRow
from briefings.subscription import Every, Filters, Section, Template
from tests.bench.corpus import articles
from tests.conftest import GOLD, ROOT, SEEDS

LOADED = datetime(2024, 12, 20, tzinfo=UTC)
FIRST = date(2024, 12, 16)
TOGETHER = 7  # articles a digest


@cache
def corpus() -> tuple[StoredArticle, ...]:
    """The articles at hand, read: those with labels, and of the 2,000 without every 50th; all of them if GIAOBAN_TEST_CORPUS is "whole"."""
    labelled = [path.read_text("utf-8") for path in (sorted(GOLD.rglob("*.txt")) if GOLD.is_dir() else SEEDS)]
    step = 1 if os.environ.get("GIAOBAN_TEST_CORPUS") == "whole" else 50
    return tuple(_stored(number, text) for number, text in enumerate([*labelled, *articles()[::step]], 1))


def _stored(number: int, text: str) -> StoredArticle:
    briefing = parse(text)
    title = briefing.layout.title.text if briefing.layout.title else None
    return StoredArticle(ArticleRow(number, title, *day_of(briefing, LOADED), "a.txt"), briefing, LOADED)


def digest_of(articles: Sequence[StoredArticle], template: Template = Template.BRIEF, language: str = "vi", **more: object) -> Digest:
    """Of these articles, with all their documents new and all their tasks due."""
    asked = Asked(template, Every.WEEK, language, Filters(), False, 0, 9, FIRST, FIRST + timedelta(6), FIRST + timedelta(13), False)
    documents = [
        DocumentRow(number, one.type, one.number.text, None, None, None, 1, FIRST)
        for article in articles
        for number, one in enumerate(article.briefing.documents)
    ]
    due = [TaskRow(article.row, None, task, None, ()) for article in articles for task in article.briefing.tasks if task.due]
    return compose(replace(asked, **more), articles, documents, due)


def check(message: Message) -> None:
    """TDLib parses it and shows what we think it shows; Telegram takes its length and its entities."""
    read = formatted(message.html, "HTML")
    assert " ".join(read.text.split()) == " ".join(shown(message.html).split())
    assert units(read.text) <= TEXT_LIMIT
    assert len(read.entities) < MAX_ENTITIES


@pytest.mark.parametrize("every", list(Every))
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("template", list(Template))
def test_telegram_takes_every_digest_of_every_article(template: Template, language: str, every: Every) -> None:
    for start in range(0, len(corpus()), TOGETHER):
        late = bool(start % 2)
        digest = digest_of(corpus()[start : start + TOGETHER], template, language, every=every, late=late)
        messages = Press().messages(digest, 12, texts(language))
        for number, message in enumerate(messages):
            check(message)
            check(digest_page(messages, 12, digest.asked, number, texts(language)))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("section", list(Section))
def test_a_digest_of_one_section_is_one_telegram_takes(section: Section, language: str) -> None:
    for template in Template:
        digest = digest_of(corpus()[:TOGETHER], template, language, filters=Filters(sections=(section,)))
        for message in Press().messages(digest, 12, texts(language)):
            check(message)


def test_the_first_five_are_sent_and_the_last_of_them_leads_on() -> None:
    messages = Press().messages(digest_of(corpus()[:20] * 3, Template.FULL), 12, texts("vi"))
    assert len(messages) > FIRST_MESSAGES
    assert [len(message.keyboard) for message in messages[:FIRST_MESSAGES]] == [0, 0, 0, 0, 2]
    (more,) = messages[FIRST_MESSAGES - 1].keyboard[0]
    assert (more.text, more.data) == (f"Xem tiếp ({len(messages) - FIRST_MESSAGES} phần nữa) ›", f"g:12:{FIRST_MESSAGES}")


def test_nothing_new_is_nothing_unless_a_line_is_wanted() -> None:
    nothing = digest_of(())
    assert Press().messages(nothing, 12, texts("vi")) == ()
    (line,) = Press().messages(replace(nothing, asked=replace(nothing.asked, say_nothing_new=True)), 12, texts("vi"))
    assert line.html == "🗞 <b>Bản tin tuần</b> · 16–22/12/2024\nChưa có bài mới."


written_lines = st.sampled_from(
    ["<b>Đề mục</b>", "<b>1. Hội nghị</b> <i>(bài 1)</i>", "", "• " + "việc " * 40, "• <code>18-NQ/TW</code>", "x" * 900]
)


@given(st.lists(written_lines, max_size=120))
def test_no_headline_is_left_alone_at_the_foot(written: list[str]) -> None:
    messages = list(_filled("\n".join(written)))
    assert "".join("".join(messages).split()) == "".join("".join(written).split())
    assert all(fits(message) for message in messages)
    assert not [message for message in messages[:-1] if message.splitlines()[-1].startswith("<b>")]


FAULTY = {
    "{% for": "digest_brief.j2:1: ",
    "{{ nothing }}": "'nothing' is undefined",
    "{{ 1 / 0 }}": "ZeroDivisionError",
    "{% for a in range(90000) %}{% for b in range(90000) %}{% endfor %}{% endfor %}": "more than 200000 steps",
    "{% macro f() %}{{ f() }}{{ f() }}{% endmacro %}{{ f() }}": "calls itself without end",
    "{% for a in [1] recursive %}{{ loop([1]) }}{% endfor %}": "recursive loops are not allowed",
    "{{ 'x' * 1000000000 }}": r"\* is not allowed here",
    "{{ 'x'.ljust(1000000000) }}": "numbers above 1000 are not allowed",
    "{{ ''.__class__.__mro__ }}": "access to attribute '__class__' of 'str' object is unsafe",
    "<b>{{ days }}": "a <b> that is not closed",
    "</b>": "a </b> that closes nothing",
    "<div>x</div>": "the tag <div>",
    "{% include 'none.j2' %}": "none.j2",
}


@pytest.mark.parametrize(("template", "wrong"), FAULTY.items(), ids=range(len(FAULTY)))
def test_a_faulty_template_is_told_at_the_start(tmp_path: Path, template: str, wrong: str) -> None:
    (tmp_path / "digest_brief.j2").write_text(template, "utf-8")
    with pytest.raises(UsageError, match=wrong):
        Press(tmp_path).check(specimen())


def test_our_own_templates_pass_the_check(tmp_path: Path) -> None:
    Press(tmp_path).check(specimen())
    with pytest.raises(UsageError, match="is no folder"):
        Press(tmp_path / "none").check(specimen())


def test_an_operators_template_goes_before_ours_and_that_of_a_language_before_both(tmp_path: Path) -> None:
    (tmp_path / "digest_brief.j2").write_text("Bản tin của cơ quan: {{ digest.total }}", "utf-8")
    (tmp_path / "digest_brief.en.j2").write_text("Our own: {{ digest.total }} {{ stories[0].title }}", "utf-8")
    press, told = Press(tmp_path), digest_of(corpus()[:1])
    assert press.messages(told, 12, texts("vi"))[0].html == "Bản tin của cơ quan: 1"
    assert press.messages(told, 12, texts("en"))[0].html.startswith("Our own: 1 ")
    assert press.messages(digest_of(corpus()[:1], Template.FULL), 12, texts("vi"))[0].html.startswith("🗞 <b>Bản tin tuần")


def test_values_are_escaped_in_an_operators_template(tmp_path: Path) -> None:
    (tmp_path / "digest_brief.j2").write_text("{{ stories[0].title }}", "utf-8")
    article = _stored(1, "Hội nghị <b>giao ban</b> & sơ kết\nSở Nội vụ họp.")
    assert Press(tmp_path).messages(digest_of([article]), 1, texts("vi"))[0].html == "Hội nghị &lt;b&gt;giao ban&lt;/b&gt; &amp; sơ kết"


def test_a_template_that_fails_later_gives_way_to_ours(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "digest_brief.j2").write_text("{{ 1 / (digest.total - 2) }}", "utf-8")
    press = Press(tmp_path)
    press.check(specimen())
    with caplog.at_level(logging.ERROR):
        (message,) = press.messages(digest_of(corpus()[:1] * 2), 12, texts("vi"))[:1]
    assert message.html.startswith("🗞 <b>Bản tin tuần</b>")
    assert "ZeroDivisionError" in caplog.text


def test_the_template_in_the_documentation_works(tmp_path: Path) -> None:
    page = (ROOT / "docs" / "templates.md").read_text("utf-8")
    (tmp_path / "digest_brief.j2").write_text(page.split("```jinja\n")[1].split("```")[0], "utf-8")
    Press(tmp_path).check(specimen())
    (message,) = Press(tmp_path).messages(digest_of(corpus()[:1]), 12, texts("vi"))
    assert message.html.startswith("🗞 <b>Bản tin tuần</b> · 16–22/12/2024\n\n<b>1. ")
