"""The shape of the house: who may import whom, how long files and functions are, what a commit may not hold."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path
from statistics import median

import pytest

ROOT = Path(__file__).resolve().parents[1]
DEPLOY = ROOT / "deploy"
MODULES = sorted(path for package in ("briefings", "bot") for path in (ROOT / package).rglob("*.py"))
LONGEST_FILE, LONGEST_FUNCTION, MEDIAN_FUNCTION, MOST_FUNCTIONS = 400, 50, 8, 25

# The address of a package index, of a package, or of somebody's machine.
_ADDRESS = re.compile(
    r"https?://[^\s)\"']*(?:/simple\b|/packages/|\.whl|\.tar\.gz|\.tgz|\.deb)|--(?:extra-)?index-url|--find-links|/root/|/home/\w"
)


def function_lengths() -> Iterator[tuple[str, int]]:
    """Every function of the product, with its lines."""
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield f"{path.relative_to(ROOT)}:{node.lineno} {node.name}", (node.end_lineno or node.lineno) - node.lineno + 1


def committed() -> list[Path]:
    """The files under version control; empty outside a checkout."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S607  fixed words
    return [ROOT / name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]


def test_imports_go_one_way() -> None:
    linter = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([linter], cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S603  our own tool

    assert done.returncode == 0, done.stdout


def test_no_file_is_too_long_to_be_about_one_thing() -> None:
    lengths = {str(path.relative_to(ROOT)): path.read_text("utf-8").count("\n") for path in MODULES}

    assert {name: length for name, length in lengths.items() if length > LONGEST_FILE} == {}


def test_functions_are_short() -> None:
    lengths = dict(function_lengths())
    ordered = sorted(lengths.values())

    assert {name: length for name, length in lengths.items() if length > LONGEST_FUNCTION} == {}
    assert median(ordered) <= MEDIAN_FUNCTION
    assert ordered[int(len(ordered) * 0.9)] <= MOST_FUNCTIONS


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_module_says_what_it_is(path: Path) -> None:
    module = ast.parse(path.read_text("utf-8"))

    assert ast.get_docstring(module) or not module.body


def test_nothing_committed_names_an_index_or_a_machine() -> None:
    texts = {path: path.read_bytes().decode("utf-8", "replace") for path in committed() if path != Path(__file__)}

    assert {str(path.relative_to(ROOT)): found[0] for path, text in texts.items() if (found := _ADDRESS.search(text))} == {}


def pinned(lock: str) -> set[str]:
    """The distributions that a lock names."""
    return {
        name.replace("_", "-") for name in re.findall(r"^([a-z0-9._-]+)(?:\[.*\])?==", (DEPLOY / lock).read_text("utf-8"), re.MULTILINE)
    }


def test_every_lock_is_pinned_by_hash() -> None:
    for lock in sorted(DEPLOY.glob("*.lock")):
        lines = re.findall(r"^[a-z0-9].*", lock.read_text("utf-8"), re.MULTILINE)

        assert lines
        assert [line for line in lines if not re.match(r"[\w.-]+(\[[\w,-]+\])?==\S+ (; .+ )?\\$", line)] == []


@pytest.mark.parametrize(
    ("extra", "lock"), [("dependencies", "requirements.lock"), ("sandbox", "requirements-dev.lock"), ("dev", "requirements-dev.lock")]
)
def test_what_is_declared_is_locked(extra: str, lock: str) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    declared = {
        re.split(r"[\[<>=;~! ]", line)[0].lower().replace(".", "-") for line in {**project, **project["optional-dependencies"]}[extra]
    }

    assert declared - {name.replace(".", "-") for name in pinned(lock)} - {"giaoban"} == set(), "make lock"


def test_what_is_imported_is_locked() -> None:
    trees = [ast.parse(path.read_text("utf-8")) for path in MODULES]
    named = {
        node.module for tree in trees for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module and not node.level
    }
    named |= {alias.name for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    foreign = {name.split(".")[0] for name in named} - set(sys.stdlib_module_names) - {"briefings", "bot"}
    carriers = packages_distributions()
    locked = {name.replace(".", "-") for name in pinned("requirements-dev.lock")}

    assert {
        name for name in foreign if not {re.sub(r"[._]", "-", carrier.lower()) for carrier in carriers.get(name, ())} & locked
    } == set(), "declare it in pyproject.toml, then make lock"


def test_the_image_keeps_its_heap_as_the_unit_does() -> None:
    image, unit = (
        set(re.findall(r"\b(\w*MALLOC\w*=\w+)", (DEPLOY / name).read_text("utf-8"))) for name in ("Dockerfile", "giaoban.service")
    )

    assert image == unit != set()
