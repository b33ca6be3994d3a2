"""How well summaries tell what editors tell: articles with the abstract their paper printed in; ROUGE of our summaries and of peers' out.

    python tests/bench/summary.py [FILE] [--sample N]     FILE: gzipped, a line of JSON an article: title, abstract, body (its sentences)

One rule for all: each system takes sentences in its own order of choice until they have as many words as the abstract; they are put in
reading order and cut at that number of words. We read headline and body (never the abstract), and our passages may be parts of sentences.
Peers are the lead, and sumy's LexRank, TextRank, LSA, Luhn, SumBasic and KL on the same sentences; the greedy oracle, which knows the
abstract, is the mark nobody can pass. Promised: ours is above every peer in ROUGE-1 and in ROUGE-2.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import random
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from multiprocessing import Pool
from pathlib import Path
from statistics import fmean
from typing import Any

from corpus import VIETNEWS
from promises import promised
from rouge import Words, rouge_l, rouge_n, words
from sumy.models.dom import ObjectDocumentModel, Paragraph, Sentence
from sumy.summarizers.kl import KLSummarizer
from sumy.summarizers.lex_rank import LexRankSummarizer
from sumy.summarizers.lsa import LsaSummarizer
from sumy.summarizers.luhn import LuhnSummarizer
from sumy.summarizers.sum_basic import SumBasicSummarizer
from sumy.summarizers.text_rank import TextRankSummarizer

from briefings.parse import parse
from briefings.summary import choose

ROOM = 1500  # characters, more than any abstract has
OURS, ORACLE = "ours", "oracle"

Chosen = Sequence[tuple[int, Words]]  # passages in the order of choice: where each stands, and its words


@dataclass(frozen=True)
class Article:
    """What the systems see, and the abstract they are held against."""

    title: str
    body: tuple[str, ...]
    abstract: Words


# --- systems ---------------------------------------------------------------------------------------------------------------------


class _Tokenizer:
    """What sumy calls a tokenizer, without its download of English models."""

    @staticmethod
    def to_words(sentence: str) -> Words:
        """The words of a sentence."""
        return words(sentence)


def _ours(article: Article) -> Chosen:
    briefing = parse("\n".join((article.title, *article.body)))
    return [(span.start, words(span.text)) for span in choose(briefing, ROOM)]


def _lead(count: int) -> Callable[[Article], Chosen]:
    return lambda article: [(at, words(sentence)) for at, sentence in enumerate(article.body[:count])]


class _Ranking:
    """Stands in sumy for the number of sentences wanted: keeps them all, in the order of choice."""

    def __init__(self) -> None:
        self.order: list[int] = []

    def __call__(self, rated: Iterable[Any]) -> list[Any]:
        """Note the order in which sumy ranks, and hand everything back."""
        ranked = list(rated)
        self.order = [info.order for info in ranked]
        return ranked


def _sumy(summarizer: Callable[..., object]) -> Callable[[Article], Chosen]:
    def ranked(article: Article) -> Chosen:
        sentences = [Sentence(sentence, _Tokenizer()) for sentence in article.body]
        ranking = _Ranking()
        summarizer(ObjectDocumentModel([Paragraph(sentences)]), ranking)
        return [(at, words(article.body[at])) for at in ranking.order]

    return ranked


def _oracle(article: Article) -> Chosen:
    """The sentences that bring the told nearest to the abstract, one after another."""
    left = [(at, words(sentence)) for at, sentence in enumerate(article.body)]
    chosen: list[tuple[int, Words]] = []
    best = 0.0
    while left:
        rated = [(_nearness([*chosen, one], article.abstract), one) for one in left]
        nearness, one = max(rated, key=lambda pair: pair[0])
        if nearness <= best:
            break
        best = nearness
        chosen.append(one)
        left.remove(one)
    return chosen


def _nearness(chosen: Chosen, abstract: Words) -> float:
    told = told_words(chosen, len(abstract))
    return rouge_n(told, abstract, 1) + rouge_n(told, abstract, 2)


SYSTEMS: dict[str, Callable[[Article], Chosen]] = {
    OURS: _ours,
    "lead-1": _lead(1),
    "lead-2": _lead(2),
    "lead-3": _lead(3),
    "LexRank": _sumy(LexRankSummarizer()),
    "TextRank": _sumy(TextRankSummarizer()),
    "LSA": _sumy(LsaSummarizer()),
    "Luhn": _sumy(LuhnSummarizer()),
    "SumBasic": _sumy(SumBasicSummarizer()),
    "KL": _sumy(KLSummarizer()),
    ORACLE: _oracle,
}


# --- the rule --------------------------------------------------------------------------------------------------------------------


def told_words(chosen: Chosen, count: int) -> Words:
    """As many of the passages as have `count` words, in reading order, cut there."""
    kept: list[tuple[int, Words]] = []
    for passage in chosen:
        if sum(len(one) for _, one in kept) >= count:
            break
        kept.append(passage)
    return tuple(word for _, passage in sorted(kept) for word in passage)[:count]


def judged(article: Article) -> dict[str, tuple[float, float, float]]:
    """ROUGE-1, -2 and -L of every system on one article."""
    result = {}
    for name, system in SYSTEMS.items():
        told = told_words(system(article), len(article.abstract))
        result[name] = (rouge_n(told, article.abstract, 1), rouge_n(told, article.abstract, 2), rouge_l(told, article.abstract))
    return result


def articles(path: Path = VIETNEWS, sample: int | None = None) -> list[Article]:
    """The articles of the file, or as many of them as `sample` says, always the same."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    if sample is not None and sample < len(rows):
        rows = random.Random(0).sample(rows, sample)  # noqa: S311 - a sample, no secret
    return [Article(row["title"], tuple(row["body"]), words(row["abstract"])) for row in rows if row["body"]]


def measure_summaries(found: Sequence[Article]) -> tuple[dict[str, float], bool]:
    """The figures (in hundredths), and whether ours is above every peer in ROUGE-1 and ROUGE-2."""
    with Pool(os.cpu_count()) as pool:
        scores = pool.map(judged, found, chunksize=25)
    means = {name: [100 * fmean(score[name][at] for score in scores) for at in range(3)] for name in SYSTEMS}
    print(f"{'':10s} ROUGE-1 ROUGE-2 ROUGE-L   ({len(found)} articles)")
    for name, (one, two, longest) in means.items():
        print(f"{name:10s} {one:7.2f} {two:7.2f} {longest:7.2f}")
    peers = [mean for name, mean in means.items() if name not in (OURS, ORACLE)]
    above = all(means[OURS][at] > peer[at] for peer in peers for at in range(2))
    best = {f"best_peer_{kind}": round(max(peer[at] for peer in peers), 2) for at, kind in enumerate(("1", "2", "l"))}
    ours = {f"ours_{kind}": round(means[OURS][at], 2) for at, kind in enumerate(("1", "2", "l"))}
    oracle = {"oracle_1": round(means[ORACLE][0], 2), "oracle_2": round(means[ORACLE][1], 2)}
    figures, holds = promised(
        {"articles": len(found), **ours, **best, **oracle}, least={f"ours_{kind}": best[f"best_peer_{kind}"] for kind in ("1", "2")}
    )
    return figures, holds and above


def main() -> int:
    """Measure, print the table, and end with one line of JSON."""
    cli = argparse.ArgumentParser(description="ROUGE of our summaries beside those of peers.")
    cli.add_argument("file", nargs="?", type=Path, default=VIETNEWS, help="articles with abstracts, gzipped lines of JSON")
    cli.add_argument("--sample", type=int, help="as many articles, not all")
    options = cli.parse_args()
    if not options.file.is_file():
        print(f"{options.file}: no such file, expected articles with abstracts (GIAOBAN_BENCH=file names another)", file=sys.stderr)
        return 2
    figures, holds = measure_summaries(articles(options.file, options.sample))
    print(json.dumps({"name": "score-summary", "figures": figures, "holds": holds}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
