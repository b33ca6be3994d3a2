"""The command line: what a person and a program get from it, and how it refuses."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner, Result

from briefings.cli import COMMANDS, main
from briefings.cli.serving import seed_files
from tests.briefings.sources.twins import as_docx, zipped

GIAOBAN = Path(sys.executable).with_name("giaoban")

CONTRACT = {"title", "published_at", "event", "byline", "captions", "people", "documents", "directives", "tasks", "figures", "summary"}

Giaoban = Callable[..., Result]


@pytest.fixture
def giaoban(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Giaoban:
    """The command in an empty folder, with a store of its own and no other settings."""
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith("GIAOBAN_")]:
        monkeypatch.delenv(name)

    def run(*words: str | Path, data: bytes = b"", **settings: str) -> Result:
        return CliRunner(env=settings).invoke(main, [str(word) for word in words], input=data)

    return run


def test_json_is_one_object_of_the_contract(giaoban: Giaoban, seed: Path) -> None:
    result = giaoban("parse", "--json", seed)
    read, label = json.loads(result.stdout), json.loads(seed.with_suffix(".json").read_text("utf-8"))

    assert (result.exit_code, result.stderr) == (0, "")
    assert read["title"] == label["title"]
    assert {
        "title",
        "published_at",
        "event",
        "byline",
        "captions",
        "people",
        "documents",
        "directives",
        "tasks",
        "figures",
        "summary",
    } <= set(read)
    assert {document["number"] for document in read["documents"]} >= {document["number"] for document in label["documents"]}


def test_several_files_give_one_object_a_line(giaoban: Giaoban) -> None:
    result = giaoban("parse", "--json", *seed_files())

    assert [json.loads(line)["title"] is not None for line in result.stdout.splitlines()] == [True] * 5


def test_a_person_gets_a_page_in_vietnamese(giaoban: Giaoban) -> None:
    result = giaoban("parse", seed_files()[0])

    assert result.exit_code == 0
    assert "Giao ban trực tuyến Ngành Tổ chức xây dựng Đảng tháng 11-2018" in result.stdout
    assert all(heading in result.stdout for heading in ("Chỉ đạo (", "Nhiệm vụ (", "Văn bản (", "Người (", "29/10/2018", "chưa nêu"))


def test_standard_input_is_read(giaoban: Giaoban, seed: Path) -> None:
    assert giaoban("parse", "--json", "-", data=seed.read_bytes()).stdout == giaoban("parse", "--json", seed).stdout


@pytest.mark.parametrize(
    ("name", "data", "fault"),
    [
        ("empty.txt", b"", "there is no text in it, expected the text of an article"),
        ("picture.txt", b"GIF89a\x00\x00", "this is a picture, expected .txt, .html, .mhtml, .docx, .pdf or .zip"),
        ("noise.txt", bytes(range(256)) * 8, "these bytes are no text in a known encoding, expected text in UTF-8, UTF-16 or"),
        ("folder", None, "is a directory, expected a readable file"),
        ("no.txt", None, "no such file or directory, expected a readable file"),
    ],
)
def test_what_cannot_be_read_is_one_line_and_exit_code_3(
    giaoban: Giaoban, tmp_path: Path, name: str, data: bytes | None, fault: str
) -> None:
    (tmp_path / "folder").mkdir()
    if data is not None:
        (tmp_path / name).write_bytes(data)

    for result in (giaoban("parse", name), giaoban("parse", "--json", name)):
        assert (result.exit_code, result.stdout) == (3, "")
        assert result.stderr.startswith(f"{name}: {fault}")
        assert result.stderr.count("\n") == 1


def test_an_archive_of_files_of_every_kind_is_parsed_article_by_article(giaoban: Giaoban, tmp_path: Path, seed_text: str) -> None:
    (tmp_path / "bao.zip").write_bytes(zipped(a_txt=seed_text.encode(), b_docx=as_docx(seed_text), c_exe=b"\x7fELF"))
    result = giaoban("parse", "--json", "bao.zip")

    assert result.exit_code == 3
    assert len({json.loads(line)["title"] for line in result.stdout.splitlines()}) == 1
    assert result.stdout.count("\n") == 2
    assert result.stderr.startswith("bao.zip/c.exe: this is a program")


def test_a_folder_is_loaded_with_files_of_every_kind(giaoban: Giaoban, tmp_path: Path, seed_text: str) -> None:
    (tmp_path / "bài").mkdir()
    (tmp_path / "bài" / "a.txt").write_text(seed_text, "utf-8")
    (tmp_path / "bài" / "b.docx").write_bytes(as_docx(f"{seed_text}\nThêm một dòng."))
    (tmp_path / "bài" / "c.png").write_bytes(b"not an article")
    result = giaoban("load", "--json", "bài")

    assert result.exit_code == 0
    assert [json.loads(line)["file"] for line in result.stdout.splitlines()] == ["bài/a.txt", "bài/b.docx"]


def test_an_address_inside_the_network_is_refused(giaoban: Giaoban) -> None:
    result = giaoban("load", "http://127.0.0.1/")

    assert (result.exit_code, result.stdout) == (3, "")
    assert result.stderr.startswith("http://127.0.0.1/: this address is not on the public Internet")


def test_one_bad_file_does_not_keep_the_others_back(giaoban: Giaoban, seed: Path) -> None:
    result = giaoban("parse", "--json", "no.txt", seed)

    assert result.exit_code == 3
    assert json.loads(result.stdout)["title"]
    assert result.stderr.startswith("no.txt: ")


def test_control_characters_of_an_article_do_not_reach_the_terminal(giaoban: Giaoban, seed_text: str) -> None:
    result = giaoban("parse", "-", data=f"\x1b[31m{seed_text}\x1b]0;x\x07".replace("Đảng", "Đả\x1b[1mng").encode())

    assert result.exit_code == 0
    assert set("\x1b\x07") & set(result.stdout) == set()


BAD_USAGE = ("parse", "parse --yaml a.txt", "unknown", "show first", "search", "load", "demo --port x")


@pytest.mark.parametrize("words", BAD_USAGE)
def test_bad_usage_is_exit_code_2(giaoban: Giaoban, words: str) -> None:
    result = giaoban(*words.split())

    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("Usage: ")


@pytest.mark.parametrize("command", [None, *COMMANDS])
def test_help_says_what_each_command_does(giaoban: Giaoban, command: str | None) -> None:
    result = giaoban(*filter(None, [command]), "--help")

    assert result.exit_code == 0
    assert result.stdout.startswith("Usage: ")
    assert command or all(f"\n  {name} " in result.stdout for name in COMMANDS)


def test_a_folder_is_loaded_once_however_often(giaoban: Giaoban) -> None:
    first, again = (giaoban("load", "--json", seed_files()[0].parent) for _ in range(2))
    rows = [[json.loads(line) for line in result.stdout.splitlines()] for result in (first, again)]

    assert [row["created"] for row in rows[0]] == [True] * 5
    assert [row["created"] for row in rows[1]] == [False] * 5
    assert [row["id"] for row in rows[0]] == [row["id"] for row in rows[1]]


def test_what_was_loaded_is_shown_and_found(giaoban: Giaoban) -> None:
    loaded = giaoban("load", *seed_files())
    shown = giaoban("show", "1")
    as_json = json.loads(giaoban("show", "1", "--json").stdout)
    parsed = json.loads(giaoban("parse", "--json", seed_files()[0]).stdout)
    hits = [json.loads(line) for line in giaoban("search", "--json", "nghi quyet").stdout.splitlines()]

    assert loaded.stdout.splitlines()[0] == f"     1  new\t{seed_files()[0]}"
    assert "bài 1" in shown.stdout
    assert as_json == {"id": 1, **parsed}
    assert hits
    assert all("nghị quyết" in " ".join(hit["matched"]).lower() for hit in hits)


def test_a_search_for_a_person_marks_where_it_stands(giaoban: Giaoban) -> None:
    giaoban("load", *seed_files())

    assert "Phạm Minh Chính" in giaoban("search", "Phạm Minh Chính").stdout
    assert giaoban("search", "thuế đất nông nghiệp").stdout == ""


@pytest.mark.parametrize(
    ("words", "settings", "fault"),
    [
        (["show", "99"], {}, "article 99: "),
        (["search", "a"], {"GIAOBAN_DATABASE_URL": "nonsense"}, "database: "),
        (["load", "no-such-folder.txt"], {}, "no-such-folder.txt: no such file"),
        (["load", "."], {}, ".: there is no article in this folder"),
        (["run"], {}, "settings: GIAOBAN_TOKEN is missing"),
        (["run"], {"GIAOBAN_TOKEN": "nonsense"}, "settings: GIAOBAN_TOKEN is wrong"),
        (["search", "a"], {"GIAOBAN_TIMEZONE": "Hà Nội"}, "settings: GIAOBAN_TIMEZONE is wrong"),
    ],
)
def test_what_cannot_be_done_is_one_line(giaoban: Giaoban, words: list[str], settings: dict[str, str], fault: str) -> None:
    result = giaoban(*words, **settings)

    assert result.exit_code == (3 if words[0] == "load" else 2)
    assert result.stderr.startswith(fault)
    assert result.stderr.count("\n") == 1


def test_the_database_is_upgraded_by_itself_and_by_command(giaoban: Giaoban, tmp_path: Path) -> None:
    result = giaoban("db", "upgrade", GIAOBAN_DATABASE_URL=f"sqlite+aiosqlite:///{tmp_path}/other.db")

    assert (result.exit_code, result.stdout) == (0, "The database is up to date.\n")
    assert (tmp_path / "other.db").is_file()


def test_settings_are_read_from_the_env_file_too(giaoban: Giaoban, tmp_path: Path) -> None:
    (tmp_path / ".env").write_text(f"GIAOBAN_DATABASE_URL=sqlite+aiosqlite:///{tmp_path}/named.db\n", "utf-8")

    assert giaoban("db", "upgrade").exit_code == 0
    assert (tmp_path / "named.db").is_file()


def test_the_doctor_names_each_trouble_with_a_remedy(giaoban: Giaoban) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        nobody_answers = f"http://127.0.0.1:{taken.getsockname()[1]}"
    result = giaoban("doctor", "--json", GIAOBAN_TOKEN="1:a", GIAOBAN_TELEGRAM_API_URL=nobody_answers)
    findings = {finding["subject"]: finding for finding in map(json.loads, result.stdout.splitlines())}

    assert result.exit_code == 2
    assert findings["token"]["state"] == "bad"
    assert findings["database"]["remedy"] == "giaoban load seeds"
    assert all(finding["remedy"] for finding in findings.values() if finding["state"] != "well")


def test_the_doctor_without_settings_looks_at_the_machine(giaoban: Giaoban) -> None:
    result = giaoban("doctor")

    assert result.exit_code == 2
    assert all(word in result.stdout for word in ("python", "sqlite", "fonts", "GIAOBAN_TOKEN is missing", "deploy/env.example"))


def test_a_reader_that_stops_early_is_no_fault(tmp_path: Path) -> None:
    with subprocess.Popen([GIAOBAN, "parse", *seed_files() * 4], stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=tmp_path) as process:  # noqa: S603  our own command
        assert process.stdout
        assert process.stderr
        process.stdout.readline()
        process.stdout.close()

        assert process.stderr.read() == b""


def test_parsing_imports_neither_the_chat_nor_the_store() -> None:
    heavy = "telegram|sqlalchemy|sqlmodel|pydantic|jinja2|rich|asyncio"
    code = "import sys\nfrom briefings.cli import main\nmain(standalone_mode=False)\nsys.stderr.write(' '.join(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code, "parse", "--json", seed_files()[0]], capture_output=True, text=True, check=True)  # noqa: S603  our own code

    assert re.findall(rf"(?<!\S)(?:{heavy})(?!\S)", done.stderr) == []


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM])
def test_the_demonstration_answers_until_it_is_told_to_end(demonstration: Any, sign: signal.Signals) -> None:
    page = urllib.request.urlopen(demonstration.address).read().decode()  # noqa: S310  our own address
    question = f"{demonstration.address}sandbox/transcript?chat=1001&after=1&seconds=20"
    conversation = json.loads(urllib.request.urlopen(question).read())["messages"]  # noqa: S310
    demonstration.process.send_signal(sign)
    _, faults = demonstration.process.communicate(timeout=30)

    assert "Hội nghị toàn quốc tổng kết công tác tổ chức xây dựng Đảng" in demonstration.printed
    assert page.startswith("<!doctype html>")
    assert conversation[0]["text"] == "/start"
    assert (demonstration.process.returncode, faults) == (0, "")


def test_a_port_in_use_is_one_line(giaoban: Giaoban) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        result = giaoban("demo", "--port", port)

    assert result.exit_code == 2
    assert result.stderr == f"127.0.0.1:{port}: the port is in use, expected a free port: set GIAOBAN_SANDBOX_PORT\n"


def test_every_command_stands_where_the_table_says() -> None:
    context = click.Context(main)

    assert [command.name for name in COMMANDS if (command := main.get_command(context, name))] == list(COMMANDS)


def test_drafts_wait_and_are_in_no_list(giaoban: Giaoban) -> None:
    first, again = (giaoban("load", "--draft", "--json", seed_files()[0]) for _ in range(2))

    assert [json.loads(result.stdout)["created"] for result in (first, again)] == [True, False]
    assert giaoban("search", "giao", "ban").stdout == ""
    assert json.loads(giaoban("load", "--publish", "--json", seed_files()[0]).stdout)["id"] == 1


def test_articles_read_anew_are_said_to_be_as_they_were(giaoban: Giaoban) -> None:
    giaoban("load", *seed_files())

    assert giaoban("reparse").stdout == "5 read, 0 changed, 0 corrections that fit nothing any more\n"
    assert json.loads(giaoban("reparse", "2", "--json").stdout) == {"id": 2, "changed": False, "unfit": []}
    assert (giaoban("reparse", "99").exit_code, giaoban("reparse", "99").stderr.count("\n")) == (2, 1)


def test_a_list_is_written_into_a_file(giaoban: Giaoban, tmp_path: Path) -> None:
    giaoban("load", *seed_files())

    result = giaoban("export", "nhiemvu", "2024", "-o", "viec.csv")
    lines = (tmp_path / "viec.csv").read_text("utf-8-sig").splitlines()

    assert (result.exit_code, result.stdout) == (0, "viec.csv\n")
    assert lines[0].startswith("Nhiệm vụ,Người thực hiện,")
    assert len(lines) > 10
    assert json.loads(giaoban("export", "tasks", "2024", "-f", "json", "-o", "-").stdout)["sections"][0]["total"] == len(lines) - 1
    named = giaoban("export", "summary", "5", "--format", "dang").stdout.strip()
    assert (tmp_path / named).read_bytes().startswith(b"PK")


@pytest.mark.parametrize("words", ["tasks 2024", "weather -f csv", "tasks -o a.doc", "tasks 1990 -f csv", "tasks -o /no/a.csv"])
def test_what_cannot_be_exported_is_one_line(giaoban: Giaoban, words: str) -> None:
    giaoban("load", seed_files()[0])

    result = giaoban("export", *words.split())

    assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (2, "", 1)
