"""The first things said: /batdau, /trogiup, and whatever is no command of ours."""

from __future__ import annotations

from collections.abc import Mapping

from bot.question import Answer, Question, TapAnswer
from briefings.rendering import replies
from briefings.rendering.links import read_payload
from briefings.rendering.messages import Message


async def start(question: Question) -> Message:
    """The greeting, with the newest article one tap away."""
    newest = await question.store.newest()
    return replies.start(await question.store.article(newest) if newest is not None else None, question.texts)


def starting(linked: Mapping[str, TapAnswer]) -> Answer:
    """/batdau: what a deep link stands for (its actions are those of `linked`), else the greeting."""

    async def answer(question: Question) -> Message:
        told = read_payload(question.argument)
        return await (linked[told.action](question, told) if told and told.action in linked else start(question))

    return answer


async def show_help(question: Question) -> Message:
    """Every command with an example."""
    return replies.help_page(question.names, question.texts)


async def unknown(question: Question) -> Message:
    """A command that isn't ours; its name is the argument."""
    return replies.unknown_command(question.argument, question.names, question.texts)


async def no_words(question: Question) -> Message:
    """Something that holds no words to answer."""
    return replies.unreadable_message(question.texts)
