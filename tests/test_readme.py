"""The README is true in both languages: what it says to type exists and works, what it points to is there."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.app import COMMANDS
from bot.config import Settings
from briefings.cli import main
from briefings.parse import parse
from briefings.report import report

ROOT = Path(__file__).resolve().parents[1]
README, VIETNAMESE = ((ROOT / name).read_text("utf-8") for name in ("README.md", "README.vi.md"))


def typed(page: str) -> list[str]:
    """The lines of its shell blocks, without what is said of them."""
    return [line.split("#")[0].strip() for block in re.findall(r"```sh\n(.*?)```", page, re.DOTALL) for line in block.splitlines()]


def spoken(page: str) -> list[str]:
    """The commands that stand within its sentences."""
    return re.findall(r"`((?:make|\.venv/bin/giaoban)[^`]*)`", page)


def in_the_chat(page: str) -> list[list[str]]:
    """The commands of its table, row by row: in Vietnamese, in English, and an example."""
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in page.splitlines() if line.startswith("| /")]
    return [[*row[:2], *row[3:]] for row in rows]


def test_every_make_target_exists() -> None:
    named = {word for line in (*typed(README), *spoken(README)) if line.startswith("make") for word in line.split()[1:] if "=" not in word}
    for target in sorted(named):
        done = subprocess.run(["make", "--dry-run", target], cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S603, S607  our own Makefile

        assert (target, done.returncode) == (target, 0), done.stderr


def test_every_command_of_the_shell_works_as_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith("GIAOBAN_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "seeds").symlink_to(ROOT / "seeds")
    commands = [shlex.split(line)[1:] for line in typed(README) if line.startswith("giaoban")]
    results = {" ".join(words): CliRunner().invoke(main, words) for words in commands}

    assert {words: (result.exit_code, bool(result.stdout)) for words, result in results.items()} == dict.fromkeys(results, (0, True))


def test_the_task_it_shows_is_read_out_of_the_first_article() -> None:
    shown = json.loads(re.findall(r"```json\n(.*?)```", README, re.DOTALL)[0])
    first = min((ROOT / "seeds").glob("*.txt"))

    assert shown in report(parse(first.read_text("utf-8")))["tasks"]


def test_its_table_names_the_commands_of_the_bot() -> None:
    named = {command.strip() for row in in_the_chat(README) for cell in row[:2] for command in cell.split(",")}

    assert named == {f"/{name}" for command in COMMANDS for name in (command.name, command.alias)}


def test_in_vietnamese_the_same_is_typed() -> None:
    assert typed(VIETNAMESE) == typed(README)
    assert [line for line in spoken(VIETNAMESE) if line not in spoken(README)] == []
    assert in_the_chat(VIETNAMESE) == in_the_chat(README)


@pytest.mark.parametrize("page", [README, VIETNAMESE], ids=["en", "vi"])
def test_every_setting_it_names_is_there(page: str) -> None:
    assert set(re.findall(r"GIAOBAN_([A-Z_]+)", page)) <= {name.upper() for name in Settings.model_fields}


@pytest.mark.parametrize("page", [README, VIETNAMESE], ids=["en", "vi"])
def test_every_file_it_points_to_is_there(page: str) -> None:
    linked = re.findall(r"\]\((?!https?://)([^)#]+)(?:#[^)]*)?\)", page)

    assert linked
    assert [path for path in linked if not (ROOT / path).exists()] == []


def test_a_section_it_points_to_is_there() -> None:
    headings = {heading.lower().replace(" ", "-") for heading in re.findall(r"^#+ (.+)$", README, re.MULTILINE)}
    named = set(re.findall(r"\]\(README\.md#([^)]+)\)", VIETNAMESE))

    assert named
    assert named <= headings
