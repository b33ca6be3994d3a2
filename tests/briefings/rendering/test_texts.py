"""Every text stands in every language, and every text is used."""

from __future__ import annotations

import re
from dataclasses import fields
from functools import cache
from pathlib import Path
from zipfile import ZipFile

import pytest
from fluent.syntax import FluentParser, ast

import bot
import briefings
from bot.app import COMMANDS, STAFF_COMMANDS
from briefings.corrections import FIELDS, ITEMS, Act, Part
from briefings.following import KINDS as KINDS_FOLLOWED
from briefings.following import Cause, Field, Status, Which
from briefings.papers import CITATIONS
from briefings.query import Kind
from briefings.rendering.articles import KINDS
from briefings.rendering.exports import FORMS
from briefings.rendering.exports.columns import TABLES
from briefings.rendering.texts import LANGUAGES, LOCALE, language_of, texts
from briefings.roles import Role
from briefings.store.rows import DatedBy
from briefings.subscription import Every, Filters, Section, Template

COLUMN_KEYS = {"status", "taken_by", "remark"} | {column.key for columns in TABLES.values() for column in columns}
COLUMN_TEXTS = sorted(key.replace("_", "-") for key in COLUMN_KEYS)
ROOTS = [Path(next(iter(package.__path__))) for package in (briefings, bot)]
NAMES = [command.name for command in (*COMMANDS, *STAFF_COMMANDS)]
LOGGED = [
    *(act.value for act in Act),
    *("load", "publish", "discard", "link", "reread", "withdraw", "restore", "revise", "replace", "appoint", "dismiss"),
]
# ids that the code puts together: the pattern in the source, and what goes into it
COMPOSED = {
    "argument-{command}": NAMES,
    "command-{command}": NAMES,
    "button-{command}": ["tomtat", "chidao", "nhiemvu", "vanban", "baiviet", "trogiup"],
    "language-{code}": list(LANGUAGES),
    "count-{kind}": list(KINDS),
    "kind-{kind}": [*Kind, CITATIONS],
    "column-{column.key.replace('_', '-')}": COLUMN_TEXTS,
    "format-{form}": list(FORMS),
    "none-{kind}": list(KINDS),
    "related-{kind}": [Kind.DIRECTIVES, Kind.TASKS],
    "empty-{query.kind}": list(Kind),
    "day-{row.dated_by}": list(DatedBy),
    "facts-{part}": list(ITEMS),
    "ask-{part}": list(Part),
    "button-mend-{part}": [Part.DATE, Part.TITLE, Part.SOURCE],
    "role-{role}": list(Role),
    "role-{member.role}": list(Role),
    "template-{order.template}": list(Template),
    "every-{every}": list(Every),
    "rhythm-{rhythm.every}": list(Every),
    "filter-{field.name}": [field.name for field in fields(Filters)],
    "section-{value}": list(Section),
    "held-{one}": list(Which),
    "held-{view.which}": list(Which),
    "status-{state}": list(Status),
    "button-say-{field}": [Field.ASSIGNEE, Field.DUE, Field.NOTE],
    "ask-held-{field}": [Field.ASSIGNEE, Field.DUE, Field.NOTE],
    "field-held-{change.field}": [Field.ASSIGNEE, Field.DUE, Field.NOTE],
    "button-{way}": ["replace", "link"],
    "remind-{cause}": list(Cause),
    "following-kind-{one.kind}": list(KINDS_FOLLOWED),
    "log-act-{done}": LOGGED,
    "log-part-{part}": list(Part),
    "log-{thing}": ["draft", "article"],
    "role-{words}": list(Role),
    "field-{name}": sorted({name for part in ITEMS for name in FIELDS[part]}),
}


@cache
def entries(language: str) -> dict[str, ast.Message]:
    found = {}
    for path in sorted((LOCALE / language).glob("*.ftl")):
        for entry in FluentParser().parse(path.read_text(encoding="utf-8")).body:
            assert not isinstance(entry, ast.Junk), f"{path.name}: {entry.content}"
            if isinstance(entry, ast.Message):
                assert entry.id.name not in found, f"{path.name}: {entry.id.name} stands twice"
                found[entry.id.name] = entry
    return found


def sources() -> str:
    files = [path for root in ROOTS for ending in ("*.py", "*.j2") for path in sorted(root.rglob(ending)) if "sandbox" not in path.parts]
    papers = [ZipFile(path).read("word/document.xml").decode() for root in ROOTS for path in sorted(root.rglob("*.docx"))]
    return "\n".join((*(path.read_text(encoding="utf-8") for path in files), *papers))


def composed_ids(written: str) -> set[str]:
    for pattern in COMPOSED:
        assert f'f"{pattern}"' in written or f"f'{pattern}'" in written, f"{pattern} is put together nowhere"
    return {re.sub(r"\{.*\}", value, pattern) for pattern, values in COMPOSED.items() for value in values}


def variables(message: ast.Message) -> set[str]:
    return {node.id.name for node in _nodes(message) if isinstance(node, ast.VariableReference)}


def _nodes(node: object) -> list[ast.BaseNode]:
    if isinstance(node, list):
        return [inner for item in node for inner in _nodes(item)]
    if isinstance(node, ast.BaseNode):
        return [node, *(inner for value in vars(node).values() for inner in _nodes(value))]
    return []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_every_text(language: str) -> None:
    assert set(entries(language)) == set(entries("vi"))


def test_no_text_is_unused() -> None:
    written = sources()
    used = set(re.findall(r"[\"']([a-z]+(?:-[a-z]+)*)[\"']", written)) | composed_ids(written)
    assert set(entries("vi")) - used == set()


def test_no_text_is_missing() -> None:
    written = sources()
    asked = set(re.findall(r'\b(?:t|texts|texts\.plain)\(\s*"([a-z-]+)"', written)) | set(re.findall(r'text_id = "([a-z-]+)"', written))
    asked |= set(re.findall(r'text_id="([a-z-]+)"', written)) | composed_ids(written)
    assert asked - set(entries("vi")) == set()


@pytest.mark.parametrize("text_id", sorted(entries("vi")))
def test_a_text_takes_the_same_values_in_every_language(text_id: str) -> None:
    asked = {language: variables(entries(language)[text_id]) for language in LANGUAGES}
    assert len({frozenset(names) for names in asked.values()}) == 1, asked


@pytest.mark.parametrize("language", LANGUAGES)
def test_values_are_escaped_in_html_and_plain_on_buttons(language: str) -> None:
    said = texts(language)
    assert "&lt;b&gt;" in said("quoted", words="<b>")
    assert "<b>" in said.plain("quoted", words="<b>")


def test_a_missing_value_or_text_is_an_error() -> None:
    with pytest.raises(LookupError, match="words"):
        texts("vi")("quoted")
    with pytest.raises(LookupError):
        texts("vi")("no-such-text")


@pytest.mark.parametrize(
    ("code", "language"),
    [("vi", "vi"), ("vi-VN", "vi"), ("en", "en"), ("en-GB", "en"), ("EN", "en"), ("fr", "vi"), (None, "vi"), ("", "vi")],
)
def test_telegrams_language_chooses_where_it_is_spoken(code: str | None, language: str) -> None:
    assert language_of(code) == language
