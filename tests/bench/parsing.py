"""How fast an article is read: texts in; a whole parse beside sumy's LexRank on the same article, and its growth with the text, out.

Promised: a parse with its summary takes no longer than LexRank alone takes to summarise the article (median over all); ten times the text
takes at most twelve times as long, for articles and for texts made to hurt.
"""

from __future__ import annotations

import gc
import re
from collections.abc import Callable, Sequence
from statistics import median
from time import process_time

from promises import promised
from sumy.models.dom import ObjectDocumentModel, Paragraph, Sentence
from sumy.summarizers.lex_rank import LexRankSummarizer

from briefings.parse import parse
from briefings.text import normalise, sentences

SUMMARY_SENTENCES = 3
GROWTH, ROUNDS = 12.0, 4
SHORT = 30_000  # characters; the long text has ten times as many

_WORD = re.compile(r"\w+")


class Words:
    """What sumy calls a tokenizer, without its download of English models."""

    def to_words(self, sentence: str) -> tuple[str, ...]:
        """The words of a sentence, in small letters."""
        return tuple(word.lower() for word in _WORD.findall(sentence))


def measure_parsing(texts: Sequence[str]) -> tuple[dict[str, float], bool]:
    """The figures and whether the promise holds."""
    ours, peers = _beside_lexrank(texts)
    growth = {f"growth_{name}": round(_growth(repeat), 2) for name, repeat in growing_texts(texts).items()}
    figures = {
        "articles": len(texts),
        "parse_ms": round(median(ours) * 1000, 2),
        "lexrank_ms": round(median(peers) * 1000, 2),
        "parse_to_lexrank": round(median(ours) / median(peers), 3),
        **growth,
    }
    return promised(figures, most={"parse_to_lexrank": 1, **dict.fromkeys(growth, GROWTH)})


def _beside_lexrank(texts: Sequence[str]) -> tuple[list[float], list[float]]:
    """Seconds from each text to its briefing and to LexRank's sentences, in turn, so that both meet the same machine."""
    lexrank, words = LexRankSummarizer(), Words()
    parse(texts[0])  # tables are read once
    ours, peers = [], []
    for text in texts:
        ours.append(_seconds(lambda text=text: parse(text)))
        peers.append(_seconds(lambda text=text: lexrank(_document(text, words), SUMMARY_SENTENCES)))
    return ours, peers


def _document(text: str, words: Words) -> ObjectDocumentModel:
    return ObjectDocumentModel([Paragraph([Sentence(sentence.text, words) for sentence in sentences(normalise(text))])])


def _seconds(work: Callable[[], object]) -> float:
    """Seconds of the processor, which a busy machine does not stretch."""
    gc.disable()
    start = process_time()
    work()
    spent = process_time() - start
    gc.enable()
    return spent


def growing_texts(texts: Sequence[str]) -> dict[str, Callable[[int], str]]:
    """Texts of any length: articles one after the other, the same in one line, and what hurts a careless pattern."""
    whole = "\n".join(texts)
    line = " ".join(whole.split())
    return {
        "articles": lambda size: _filled(whole, size),
        "one_line": lambda size: _filled(line, size),
        "citations": lambda size: _filled("Nghị quyết số ", size),
        "names": lambda size: _filled("Nguyễn Văn ", size),
        "speakers": lambda size: "".join(f"Ông Trần Văn {chr(65 + n % 26)} cho biết có {n} hộ.\n" for n in range(size // 36)),
        "numbers": lambda size: _filled("1 ", size),
    }


def _filled(text: str, size: int) -> str:
    return (text * (size // len(text) + 1))[:size]


def _growth(text_of: Callable[[int], str]) -> float:
    """How much longer ten times the text takes: the least of a few runs of each, in turn."""
    short, long = text_of(SHORT), text_of(10 * SHORT)
    rounds = [(_seconds(lambda: parse(short)), _seconds(lambda: parse(long))) for _ in range(ROUNDS)]
    return min(seconds for _, seconds in rounds) / min(seconds for seconds, _ in rounds)
