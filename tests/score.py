"""How well articles are read: labels and briefings in; precision, recall and F per kind out.

    python -m tests.score FOLDER [--misses] [--json]     FOLDER holds <name>.txt and <name>.json, labelled as seeds/*.json are

Two texts match when the F1 of their words is at least 0.6; each label matches one thing read at most, most alike first. Counts are summed
over all articles: .p precision, .r recall, .f F1; the others are the share that is right among what was matched. summary.recall is the
weighted share of nuggets told: the first 1,000 characters of the summary hold a quote (at least 60 % of its words within one sentence).
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from briefings.parse import parse
from briefings.report import report

MATCH, SAME_TITLE, SAME_BYLINE = 0.6, 0.9, 0.8
SUMMARY_CHARACTERS = 1000
_WORD = re.compile(r"\w+")
_NUMBER = re.compile(r"0*(\d+[a-z]?)(?:/\d{4})?[-/]?(.*)")  # "18-nq/tw" → 18, nq/tw

Thing = dict[str, Any]


def words(text: str | None) -> Counter[str]:
    """The words of a text, counted."""
    return Counter(_WORD.findall(unicodedata.normalize("NFC", text or "").casefold()))


def alike(one: str | None, other: str | None) -> float:
    """F1 of the words of two texts."""
    left, right = words(one), words(other)
    common = (left & right).total()
    return 2 * common / (left.total() + right.total()) if common else 0.0


def _number(number: str | None) -> tuple[str, str]:
    text = re.sub(r"\s+", "", unicodedata.normalize("NFC", number or "")).casefold().replace("–", "-")
    match = _NUMBER.match(text)
    return (match[1], match[2]) if match else (text, "")


def same_document(gold: Thing, read: Thing) -> float:
    """Over 0 for one document: type and number agree; the fuller the agreement the higher."""
    (number, symbol), (read_number, read_symbol) = _number(gold["number"]), _number(read.get("number"))
    if words(gold["type"]) != words(read.get("type")) or number != read_number or (symbol and read_symbol and symbol != read_symbol):
        return 0.0
    return 1.0 + (symbol == read_symbol) + bool(gold.get("date") and gold["date"] == _day(read.get("date")))


def _same_name(gold: Thing, read: Thing) -> float:
    return float(words(gold["name"]) == words(read.get("name")))


def _same_text(gold: Thing, read: Thing) -> float:
    return alike(gold["text"], read.get("text"))


KINDS: dict[str, tuple[Callable[[Thing, Thing], float], float, tuple[str, ...]]] = {  # likeness, threshold, what is shown of a miss
    "people": (_same_name, 1.0, ("name",)),
    "documents": (same_document, 1.0, ("type", "number", "date", "issuer")),
    "directives": (_same_text, MATCH, ("speaker", "text")),
    "tasks": (_same_text, MATCH, ("assignee", "due", "text")),
    "figures": (_same_text, MATCH, ("text",)),
    "captions": (_same_text, MATCH, ("text",)),
}


@dataclass
class Tally:
    """Counts of one article or of several, and what went wrong in words."""

    found: Counter[str] = field(default_factory=Counter)
    labelled: Counter[str] = field(default_factory=Counter)
    read: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)
    judged: Counter[str] = field(default_factory=Counter)
    misses: list[str] = field(default_factory=list)

    def judge(self, key: str, right: bool, shown: str, weight: int = 1) -> None:
        """Count something that is right or wrong."""
        self.right[key] += weight * right
        self.judged[key] += weight
        if not right:
            self.misses.append(f"{key} wrong: {shown}")

    def __add__(self, other: Tally) -> Tally:
        """Both together."""
        return Tally(**{name: mine + getattr(other, name) for name, mine in vars(self).items()})

    def figures(self) -> dict[str, float]:
        """Every figure by its name, rounded to three places."""
        shares = {key: self.right[key] / total for key, total in self.judged.items()}
        return {key: round(value, 3) for key, value in (*shares.items(), *self._per_kind())}

    def _per_kind(self) -> Iterator[tuple[str, float]]:
        for kind in KINDS:
            found, labelled, read = self.found[kind], self.labelled[kind], self.read[kind]
            if labelled or read:
                yield f"{kind}.p", found / read if read else 0.0
                yield f"{kind}.r", found / labelled if labelled else 0.0
                yield f"{kind}.f", 2 * found / (labelled + read)


def _day(text: str | None) -> str | None:
    return text[:10] if text else None


def _pairs(golds: list[Thing], reads: list[Thing], likeness: Callable[[Thing, Thing], float], threshold: float) -> list[tuple[int, int]]:
    ranked = sorted((-likeness(gold, read), i, j) for i, gold in enumerate(golds) for j, read in enumerate(reads))
    taken: dict[int, int] = {}
    for score, i, j in ranked:
        if -score >= threshold and i not in taken and j not in taken.values():
            taken[i] = j
    return list(taken.items())


def score(gold: Thing, read: Thing) -> Tally:
    """One article's label against what `giaoban parse --json` says of it."""
    tally = Tally()
    _judge_head(gold, read, tally)
    for kind in KINDS:
        _judge_kind(kind, _things(gold[kind]), _things(read[kind]), tally)
    _judge_summary(gold["nuggets"], read["summary"], tally)
    return tally


def _things(listed: list[Any]) -> list[Thing]:
    return [{"text": thing} if isinstance(thing, str) else thing for thing in listed]


def _judge_head(gold: Thing, read: Thing, tally: Tally) -> None:
    date, published = _day(read["event"]["date"]), _day(read["published_at"])
    tally.judge("title", alike(gold["title"], read["title"]) >= SAME_TITLE, f"{gold['title']!r} / {read['title']!r}")
    tally.judge("event.date", gold["event"]["date"] == date, f"{gold['event']['date']} / {date}")
    tally.judge("published", gold["published"] == published, f"{gold['published']} / {published}")
    same = alike(gold["byline"], read["byline"]) >= SAME_BYLINE or not (gold["byline"] or read["byline"])
    tally.judge("byline", same, f"{gold['byline']!r} / {read['byline']!r}")


def _judge_kind(kind: str, golds: list[Thing], reads: list[Thing], tally: Tally) -> None:
    likeness, threshold, shown = KINDS[kind]
    pairs = _pairs(golds, reads, likeness, threshold)
    tally.found[kind], tally.labelled[kind], tally.read[kind] = len(pairs), len(golds), len(reads)
    hit_golds, hit_reads = {i for i, _ in pairs}, {j for _, j in pairs}
    for what, things, hit in (("missed", golds, hit_golds), ("invented", reads, hit_reads)):
        lost = (thing for place, thing in enumerate(things) if place not in hit)
        tally.misses += [f"{kind} {what}: {' | '.join(str(thing.get(key)) for key in shown)}" for thing in lost]
    for i, j in pairs:
        _judge_pair(kind, golds[i], reads[j], tally)


def _judge_pair(kind: str, gold: Thing, read: Thing, tally: Tally) -> None:
    if kind == "people" and gold["roles"]:
        wanted, got = " ".join(gold["roles"]), " ".join(read["roles"])
        tally.judge("people.roles", alike(wanted, got) >= MATCH, f"{gold['name']}: {wanted} / {got}")
    if kind == "documents" and gold.get("date"):
        tally.judge("documents.date", gold["date"] == _day(read["date"]), f"{gold['number']}: {gold['date']} / {read['date']}")
    for key in {"documents": ("issuer",), "directives": ("speaker",), "tasks": ("assignee", "due")}.get(kind, ()):
        _judge_words(f"{kind}.{key}", gold, read, tally)


def _judge_words(key: str, gold: Thing, read: Thing, tally: Tally) -> None:
    part = key.split(".")[1]
    wanted, got = gold.get(part), read.get(part)
    if key == "documents.issuer" and not wanted:
        return
    agreed = alike(wanted, got) >= MATCH or (key.startswith("tasks.") and not wanted and not got)
    tally.judge(key, agreed, f"{wanted} / {got}: {gold.get('number') or gold['text'][:60]}")


def _judge_summary(nuggets: list[Thing], sentences: list[str], tally: Tally) -> None:
    kept, room = [], SUMMARY_CHARACTERS
    for sentence in sentences:
        kept.append(words(sentence[: max(room, 0)]))
        room -= len(sentence)
    for nugget in nuggets:
        told = any(_held(words(quote), kept) for quote in nugget["quotes"])
        tally.judge("summary.recall", told, f"({nugget['weight']}) {nugget['fact']}", nugget["weight"])


def _held(quote: Counter[str], sentences: list[Counter[str]]) -> bool:
    return any((quote & sentence).total() >= MATCH * quote.total() for sentence in sentences)


def score_folder(folder: Path) -> dict[str, Tally]:
    """The tally of each labelled article in `folder`, by its name."""
    labels = sorted(folder.glob("*.json"))
    return {path.stem: score(json.loads(path.read_text("utf-8")), read_text(path.with_suffix(".txt"))) for path in labels}


def read_text(path: Path) -> Thing:
    """What `giaoban parse --json` says of a file."""
    return report(parse(path.read_text("utf-8")))


def _print_table(total: dict[str, float], tallies: dict[str, Tally]) -> None:
    for key, value in total.items():
        print(f"{key:22s} {value:.3f}")
    kinds = ("title", "event.date", *(f"{kind}.f" for kind in KINDS), "summary.recall")
    print("\n" + " ".join(f"{kind:>14s}" for kind in kinds) + "  article")
    for name, tally in tallies.items():
        figures = tally.figures()
        print(" ".join(f"{figures[kind]:14.2f}" if kind in figures else f"{'-':>14s}" for kind in kinds) + f"  {name}")


def main() -> int:
    """Print the table of a folder."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("folder", type=Path)
    options.add_argument("--misses", action="store_true", help="what was missed, invented and got wrong, article by article")
    options.add_argument("--json", action="store_true", help="the figures alone, as one JSON object")
    asked = options.parse_args()
    tallies = score_folder(asked.folder)
    total = sum(tallies.values(), Tally()).figures()
    if asked.misses:
        print(*(f"{name} {miss}" for name, tally in tallies.items() for miss in tally.misses), sep="\n", end="\n\n")
    if asked.json:
        print(json.dumps(total))
    else:
        _print_table(total, tallies)
    return 0


if __name__ == "__main__":
    sys.exit(main())
