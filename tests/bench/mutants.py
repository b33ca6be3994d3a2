"""`python tests/bench/mutants.py [WORD] [--sample N]`: the files whose path holds a word in, or none for all; how many of their mutants the
tests notice, printed with those that they do not, and a line for each file in mutants.json, out.

Cosmic Ray makes the mutants: a comparison, a number, an operator, a condition or a decorator changed; we add statements left out. No file
is ever written: each mutant lives in a process of its own, forked from one that has loaded what others wrote, and imports our modules
anew, the mutant in place of the file. The tests named for a file run there until one fails. A mutant is noticed when a test fails, when
it can't be imported, or when it takes much longer than the file does (`timeout`, counted apart).

Left out, since no test could tell them from the file: annotations, which nothing evaluates; `lru_cache` and `slots`, which cost time and
memory alone; `is` for `==` and the like; the star before keyword-only arguments. Docstrings and comments are no code, and of literals
only numbers change. Of more than N mutants of a file so many are drawn, the same ones for the same file; N is 150 if not said.
"""

from __future__ import annotations

import ast
import datetime as dt
import json
import os
import random
import resource
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from importlib import import_module
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, SourceFileLoader
from importlib.util import spec_from_file_location
from pathlib import Path
from types import CodeType, ModuleType
from typing import Any

import parso
import pytest
from cosmic_ray.ast import ast_nodes
from cosmic_ray.mutating import mutate_code
from cosmic_ray.operators.operator import Operator
from cosmic_ray.plugins import get_operator, operator_names

ROOT = Path(__file__).resolve().parents[2]
FIGURES = Path(__file__).with_name("mutants.json")
_READING = ("dates", "printed", "years", "documents", "citations")
DATES, PRINTED, YEARS, DOCUMENTS, CITATIONS = (f"tests/briefings/extraction/test_{name}.py" for name in _READING)
TESTS: dict[str, tuple[str, ...]] = {
    "bot/delivery/governor.py": ("tests/bot/delivery/test_governor.py",),
    "briefings/extraction/dates/__init__.py": (YEARS, DATES),
    "briefings/extraction/dates/printed.py": (PRINTED, DATES),
    "briefings/extraction/dates/years.py": (YEARS, DATES),
    "briefings/extraction/documents/numbers.py": (CITATIONS, DOCUMENTS),
    "briefings/extraction/documents/citations.py": (CITATIONS, DOCUMENTS),
    "briefings/model.py": ("tests/briefings/test_model.py",),
    "briefings/text.py": ("tests/briefings/test_text.py",),
    "briefings/store/ledger.py": ("tests/briefings/store/test_ledger.py", "-k", "not postgresql"),
}
OURS = ("briefings", "bot", "tests", "conftest")  # imported anew for each mutant
MOST = 150
SEED = 20261127
PATIENCE = 5.0, 5  # seconds, and times what the file itself takes
MEMORY = 8 << 30  # bytes of address space, so that a loop without an end takes no more
FAILED, TOOK_TOO_LONG, PASSED = "killed", "timeout", "survived"
NEEDLESS = {"core/VariableInserter", "core/VariableReplacer", "core/NoOp"}  # these take the names of variables, or do nothing
ALIKE = {f"core/ReplaceComparisonOperator_{pair}" for pair in ("Eq_Is", "Is_Eq", "NotEq_IsNot", "IsNot_NotEq")}
Place = tuple[int, int]


class StatementLeftOut(Operator):  # type: ignore[misc]  # of a group of its own: make mutants
    """`pass` for a statement within a function: a call, an assignment, a return."""

    def mutation_positions(self, node: Any) -> Iterator[tuple[Place, Place]]:
        """Where."""
        if node.type == "simple_stmt" and parso.tree.search_ancestor(node, "funcdef"):
            statement = node.children[0]
            if statement.type not in ("string", "strings", "import_from", "import_name") and statement.get_code().strip() != "pass":
                yield statement.start_pos, statement.end_pos

    def mutate(self, node: Any, index: int) -> Any:
        """Put `pass` there."""
        statement = node.children[0]
        node.children[0] = parso.python.tree.Name("pass", statement.start_pos, statement.get_first_leaf().prefix)
        return node

    @classmethod
    def examples(cls) -> Sequence[Any]:
        """None."""
        return ()


@dataclass(frozen=True)
class Mutant:
    """One change to a file: which, where, and the line before and after."""

    operator: str
    line: int
    before: str
    after: str
    source: str


def all_operators() -> dict[str, Operator]:
    """Those of Cosmic Ray that change something, and ours."""
    names = sorted(set(operator_names()) - NEEDLESS - ALIKE)
    return {name: get_operator(name)() for name in names} | {"StatementLeftOut": StatementLeftOut()}


def left_out(source: str) -> list[tuple[Place, Place]]:
    """The stretches of a file in which no mutant differs from it."""
    lines, found = source.splitlines(), []

    def place(line: int, column: int) -> Place:
        return line, len(lines[line - 1].encode()[:column].decode())

    for node in ast.walk(ast.parse(source)):
        cached = isinstance(node, ast.Call) and getattr(node.func, "id", "") == "lru_cache"
        slots = isinstance(node, ast.keyword) and node.arg == "slots"
        for part in (node if cached or slots else None, getattr(node, "annotation", None), getattr(node, "returns", None)):
            if isinstance(part, ast.expr | ast.keyword):
                found.append((place(part.lineno, part.col_offset), place(part.end_lineno or 0, part.end_col_offset or 0)))
    return found


def mutants_of(source: str) -> tuple[list[Mutant], int]:
    """All mutants of a file that count, and the number of those left out."""
    found, needless, apart = [], 0, left_out(source)
    tree = parso.parse(source)
    for name, operator in all_operators().items():
        places = [(node, begins) for node in ast_nodes(tree) for begins, _ in operator.mutation_positions(node)]
        for number, (node, begins) in enumerate(places):
            inner = (begins[0], begins[1] + (node.type == "decorator"))  # behind its @
            if any(start <= inner < end for start, end in apart) or (node.parent and node.parent.type == "parameters"):
                needless += 1
                continue
            changed = mutate_code(source, operator, number)
            if changed is not None and changed != source:
                found.append(Mutant(name.removeprefix("core/"), begins[0], *differing(source, changed), changed))
    return found, needless


def differing(before: str, after: str) -> tuple[str, str]:
    """The first lines that differ."""
    pairs = zip(before.splitlines(), after.splitlines(), strict=False)
    return next(((one.strip(), other.strip()) for one, other in pairs if one != other), ("", ""))


class _Loader(SourceFileLoader):
    def __init__(self, name: str, path: str, source: str) -> None:
        super().__init__(name, path)
        self.source = source

    def get_code(self, fullname: str) -> CodeType:
        return compile(self.source, self.path, "exec", dont_inherit=True)


class Instead(MetaPathFinder):
    """Finds one module in a text instead of its file."""

    def __init__(self, path: str, source: str) -> None:
        self.path, self.source = ROOT / path, source
        self.package = self.path.name == "__init__.py"
        self.name = ".".join(Path(path).with_suffix("").parts[: -1 if self.package else None])

    def find_spec(self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None) -> ModuleSpec | None:
        """The module, where it is the one."""
        if fullname != self.name:
            return None
        loader, inside = _Loader(fullname, str(self.path), self.source), [str(self.path.parent)] if self.package else None
        return spec_from_file_location(fullname, self.path, loader=loader, submodule_search_locations=inside)


def came_of(path: str, source: str, seconds: float, listing: int | None = None) -> str:
    """Run the tests of a file on a source, in a process of its own; `listing` is told the modules that were imported."""
    child = os.fork()
    if not child:
        signal.setitimer(signal.ITIMER_REAL, seconds)  # ends it also where nobody waits for it any more
        code = 3
        with suppress(BaseException):
            code = _run(path, source, listing)
        os._exit(code)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGALRM:
        return TOOK_TOO_LONG
    return FAILED if status else PASSED


def _run(path: str, source: str, listing: int | None) -> int:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    os.environ["HYPOTHESIS_PROFILE"] = "found"  # nobody reads the smallest example
    nowhere = os.open(os.devnull, os.O_RDWR)
    if listing is None:
        os.dup2(nowhere, 1)
        os.dup2(nowhere, 2)
    sys.meta_path.insert(0, Instead(path, source))
    code = int(pytest.main(["-x", "--no-header", "--tb=no", "-p", "no:cacheprovider", "-p", "no:xdist", *TESTS[path]]))
    if listing is not None:
        with os.fdopen(listing, "w") as pipe:
            pipe.write("\n".join(name for name in sys.modules if name.split(".")[0] not in (*OURS, "__main__")))
    return code


def prepared(path: str, source: str) -> float:
    """Load whatever the tests of a file need of others; how long they take then."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        os.close(reading)
        os._exit(came_of(path, source, 600, writing) != PASSED)
    os.close(writing)
    with os.fdopen(reading) as pipe:
        names = pipe.read().split()
    _, status = os.waitpid(child, 0)
    if status:
        raise SystemExit(f"{path}: its own tests fail, expected them to pass")
    for name in (*names, "briefings.parse"):  # this one for its patterns, which `re` keeps compiled
        with suppress(Exception):
            import_module(name)
    for name in [name for name in sys.modules if name.split(".")[0] in OURS]:
        del sys.modules[name]
    begun = time.monotonic()
    came_of(path, source, 600)
    return time.monotonic() - begun


def measure(path: str, most: int) -> dict[str, Any]:
    """Test the mutants of one file; its line."""
    source, measured = (ROOT / path).read_text("utf-8"), commit()
    takes = prepared(path, source)
    every, needless = mutants_of(source)
    drawn = random.Random(SEED).sample(every, most) if len(every) > most else every  # noqa: S311 - the same ones each time
    print(f"{path}: {len(drawn)} of {len(every)} mutants, {needless} left out, {takes:.1f} s each", flush=True)
    counts: Counter[str] = Counter()
    for mutant in sorted(drawn, key=lambda one: one.line):
        came = came_of(path, mutant.source, PATIENCE[0] + PATIENCE[1] * takes)
        counts[came] += 1
        if came != FAILED:
            print(f"  {came} {path}:{mutant.line} {mutant.operator}\n    - {mutant.before}\n    + {mutant.after}", flush=True)
    noticed = counts[FAILED] + counts[TOOK_TOO_LONG]
    return {
        "file": path,
        "commit": measured,
        "date": f"{dt.datetime.now(dt.UTC):%Y-%m-%d}",
        "of": len(every),
        "left_out": needless,
        "mutants": len(drawn),
        **{name: counts[name] for name in (FAILED, PASSED, TOOK_TOO_LONG)},
        "score": round(100 * noticed / len(drawn), 1),
    }


def commit() -> str:
    """The commit that is measured, with a plus where files changed since; the scores themselves do not count."""

    def git(*words: str) -> str:
        return subprocess.run(["git", *words], capture_output=True, text=True, check=True, cwd=ROOT).stdout.strip()  # noqa: S603, S607

    changed = git("status", "--porcelain", "--", ".", f":!{FIGURES.relative_to(ROOT)}")
    return git("rev-parse", "--short", "HEAD") + "+" * bool(changed)


def keep(line: dict[str, Any]) -> None:
    """Put a file's line in the place of the one before."""
    kept = {one["file"]: one for one in map(json.loads, FIGURES.read_text("utf-8").splitlines())} if FIGURES.exists() else {}
    kept[line["file"]] = line
    FIGURES.write_text("".join(json.dumps(kept[path]) + "\n" for path in TESTS if path in kept), "utf-8")


def main(words: list[str]) -> int:
    """Measure the files that a word names, one after the other."""
    most = MOST
    if "--sample" in words:
        at = words.index("--sample")
        _, number = words[at : at + 2]
        most, words = int(number), [*words[:at], *words[at + 2 :]]
    paths = [path for path in TESTS if not words or any(word in path for word in words)]
    if not paths:
        print(f"{' '.join(words)}: no such file, expected a part of {', '.join(TESTS)}", file=sys.stderr)
        return 2
    os.chdir(ROOT)
    for path in paths:
        line = measure(path, most)
        print(json.dumps(line), flush=True)
        keep(line)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
