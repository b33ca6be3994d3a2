"""The README is true: what it says to type exists and works, what it points to is there."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner

from briefings.cli import main
from briefings.parse import parse
from briefings.report import report

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text("utf-8")
TYPED = [line.split("#")[0].strip() for block in re.findall(r"```sh\n(.*?)```", README, re.DOTALL) for line in block.splitlines()]
SPOKEN = re.findall(r"`((?:make|\.venv/bin/giaoban)[^`]*)`", README)


def test_every_make_target_exists() -> None:
    named = {word for line in (*TYPED, *SPOKEN) if line.startswith("make") for word in line.split()[1:] if "=" not in word}
    for target in sorted(named):
        done = subprocess.run(["make", "--dry-run", target], cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S603, S607  our own Makefile

        assert (target, done.returncode) == (target, 0), done.stderr


def test_every_command_of_the_shell_works_as_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith("GIAOBAN_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "seeds").symlink_to(ROOT / "seeds")
    commands = [shlex.split(line)[1:] for line in TYPED if line.startswith("giaoban")]
    results = {" ".join(words): CliRunner().invoke(main, words) for words in commands}

    assert {words: (result.exit_code, bool(result.stdout)) for words, result in results.items()} == dict.fromkeys(results, (0, True))


def test_the_task_it_shows_is_read_out_of_the_first_article() -> None:
    shown = json.loads(re.findall(r"```json\n(.*?)```", README, re.DOTALL)[0])
    first = min((ROOT / "seeds").glob("*.txt"))

    assert shown in report(parse(first.read_text("utf-8")))["tasks"]


def test_every_file_it_points_to_is_there() -> None:
    linked = re.findall(r"\]\((?!https?://)([^)#]+)\)", README)

    assert linked
    assert [path for path in linked if not (ROOT / path).exists()] == []
