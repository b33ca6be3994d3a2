"""What the bot says of itself: the commands it knows and what went wrong in, greetings, help and helpful refusals out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from briefings.errors import BriefingError
from briefings.query import Kind, Query
from briefings.rendering.articles import article_rows, in_rows
from briefings.rendering.lists import scope
from briefings.rendering.messages import Button, Keyboard, Message
from briefings.rendering.pages import clip, page
from briefings.rendering.taps import tap
from briefings.rendering.texts import LANGUAGES, Texts
from briefings.store.rows import ArticleRow, StoredArticle
from briefings.text import fold

_LIKE = 0.6  # of 1: how like a command what was typed must be to be taken for it; a swapped pair of letters is one mistake
_HERE = ("batdau", "trogiup")
_ARGUMENT = 60  # characters of what somebody typed that an answer repeats


@dataclass(frozen=True, slots=True)
class Name:
    """One command as the help shows it: the name in the reader's language, what it does, and an example where it takes an argument."""

    shown: str
    does: str
    example: str | None


def names(commands: Iterable[tuple[str, str]], texts: Texts) -> list[Name]:
    """The commands, (Vietnamese name, English alias) each, as people who speak the language of `texts` type them."""
    return [_name(command, alias, texts) for command, alias in commands]


def _name(command: str, alias: str, texts: Texts) -> Name:
    shown = command if texts.language == "vi" else alias
    argument = texts.plain(f"argument-{command}")
    return Name(shown, texts.plain(f"command-{command}"), f"/{shown} {argument}" if argument != "-" else None)


def ways(texts: Texts) -> Keyboard:
    """The buttons of somebody who doesn't know where to go."""
    first = ("tomtat", "chidao"), ("nhiemvu", "vanban"), ("baiviet", "trogiup")
    return tuple(tuple(Button(texts.plain(f"button-{command}"), data=tap("c", command)) for command in row) for row in first)


def _languages(texts: Texts) -> Keyboard:
    """The way to the other languages, each under its own name."""
    return (tuple(Button(texts.plain(f"language-{code}"), data=tap("l", code)) for code in LANGUAGES if code != texts.language),)


def start(newest: StoredArticle | None, texts: Texts) -> Message:
    """The greeting: what the bot is for, and a real briefing one tap away."""
    subscribing = (Button(texts.plain("button-subscribe"), data=tap("c", "dangky")),)
    return Message(page(texts, "start", newest=newest), (*ways(texts), subscribing, *_languages(texts)))


def help_page(commands: Iterable[tuple[str, str]], texts: Texts) -> Message:
    """Every command with an example."""
    known = list(commands)
    return Message(page(texts, "help", commands=names(known, texts)), (*_all(known, texts), *_languages(texts)))


def _all(commands: Iterable[tuple[str, str]], texts: Texts) -> Keyboard:
    """A button for every command but those that lead here, named by what it does, for those who never type one."""
    named = [(command, texts.plain(f"command-{command}").partition(":")[0]) for command, _ in commands if command not in _HERE]
    return in_rows([Button(clip(does, 32), data=tap("c", command)) for command, does in named], 2)


def recent(articles: Sequence[ArticleRow], texts: Texts, kind: Kind = Kind.SUMMARY) -> Keyboard:
    """The newest articles, one button each, to what they hold of `kind`."""
    labels = ((row.id, clip(f"{row.id} · {row.title or texts.plain('title-none')}", 60)) for row in articles)
    return tuple((Button(label, data=tap("k", kind, article)),) for article, label in labels)


def nothing_found(query: Query, search: int | None, articles: Sequence[ArticleRow], texts: Texts) -> Message:
    """Why a list is empty and what to try; `search` is the saved view of a search for the same words."""
    if not articles:
        return Message(str(texts("store-empty")), ((Button(texts.plain("button-trogiup"), data=tap("c", "trogiup")),),))
    if query.empty and query.kind is Kind.SEARCH:
        return Message(f"{texts('search-what')} {texts('recent-articles')}", (*recent(articles, texts), *ways(texts)))
    within = scope(query, texts)
    html = texts(f"empty-{query.kind}", scope=within) if query.article is None else texts("empty-within", scope=within)
    wider = ((Button(texts.plain("button-search-words", words=clip(query.words or "", 30)), data=tap("v", search, 0)),),) if search else ()
    return Message(str(html), (*wider, *ways(texts)))


def none_in_article(stored: StoredArticle, kind: Kind, articles: Sequence[ArticleRow], texts: Texts) -> Message:
    """An article that has nothing of one kind, and the same kind in others."""
    html = texts(f"none-{kind}", article=stored.id, title=clip(stored.row.title or texts.plain("title-none"), 120))
    others = [row for row in articles if row.id != stored.id]
    elsewhere = texts("recent-articles") if others else ""
    return Message(f"{html} {elsewhere}".strip(), (*recent(others, texts, kind), *article_rows(stored.id, stored.briefing, texts, kind)))


def no_such_article(article: int, articles: Sequence[ArticleRow], texts: Texts) -> Message:
    """A number that no article bears."""
    if not articles:
        return Message(str(texts("store-empty")), ways(texts))
    return Message(f"{texts('article-missing', article=article)} {texts('recent-articles')}", recent(articles, texts))


def unknown_command(typed: str, commands: Iterable[tuple[str, str]], texts: Texts) -> Message:
    """A command that isn't ours, and the one most like it."""
    known = [name for pair in commands for name in pair]
    found = process.extractOne(fold(typed[:_ARGUMENT]), known, scorer=DamerauLevenshtein.normalized_similarity, score_cutoff=_LIKE)
    asked, close = clip(typed, _ARGUMENT), found[0] if found else None
    said = texts("command-close", command=asked, close=close) if close else texts("command-unknown", command=asked)
    direct: Keyboard = ((Button(f"/{close}", data=tap("c", close)),),) if close else ()
    return Message(str(said), (*direct, *ways(texts)))


def unreadable_message(texts: Texts) -> Message:
    """A photo, a sticker, a voice message."""
    return Message(str(texts("words-only")), ways(texts))


def excuse(error: BriefingError, texts: Texts) -> Message:
    """What went wrong on purpose, in the words of the chat."""
    return Message(str(texts(error.text_id, **error.values)), ways(texts))


def breakdown(code: str, texts: Texts) -> Message:
    """What went wrong by itself: no more than that it is written down, under `code`."""
    return Message(str(texts("breakdown", code=code)))
