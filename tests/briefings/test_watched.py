"""The watched folder: only whole files are read, and each ends up where its sender can see what became of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefings.sources import SourceText
from briefings.watched import Look, Stamp, free_name, settled, sweep


@pytest.mark.parametrize(
    ("before", "now", "whole"),
    [
        ({}, {"a.txt": Stamp(5, 1)}, ()),
        ({"a.txt": Stamp(5, 1)}, {"a.txt": Stamp(5, 1)}, ("a.txt",)),
        ({"a.txt": Stamp(5, 1)}, {"a.txt": Stamp(9, 2)}, ()),
        ({"a.txt": Stamp(5, 1)}, {"a.txt": Stamp(5, 2)}, ()),
        ({"a.txt": Stamp(5, 1)}, {}, ()),
        ({"b.txt": Stamp(1, 1), "a.txt": Stamp(1, 2)}, {"a.txt": Stamp(1, 2), "b.txt": Stamp(1, 1)}, ("b.txt", "a.txt")),
    ],
)
def test_a_file_is_whole_when_two_looks_see_the_same(before: Look, now: Look, whole: tuple[str, ...]) -> None:
    assert settled(before, now) == whole


def test_a_name_that_is_taken_is_numbered() -> None:
    assert free_name("bài.pdf", ()) == "bài.pdf"
    assert free_name("bài.pdf", {"bài.pdf", "bài (2).pdf"}) == "bài (3).pdf"


def files_below(folder: Path) -> set[str]:
    """Every file in and below the folder, by its path from there."""
    return {str(file.relative_to(folder)) for file in folder.rglob("*") if file.is_file()}


async def test_what_was_read_goes_to_done_and_what_was_not_to_failed_with_its_reason(tmp_path: Path) -> None:
    (tmp_path / "bài.txt").write_text("Hội nghị giao ban tỉnh.", "utf-8")
    (tmp_path / "hỏng.pdf").write_bytes(b"%PDF-1.7 no")
    (tmp_path / ".bài.txt.part").write_bytes(b"...")
    kept: list[SourceText] = []

    async def keep(article: SourceText) -> None:
        kept.append(article)

    look = await sweep(tmp_path, {}, keep)
    assert kept == []
    await sweep(tmp_path, look, keep)

    assert kept == [SourceText("bài.txt", "Hội nghị giao ban tỉnh.")]
    assert files_below(tmp_path) == {
        "done/bài.txt", "failed/hỏng.pdf", "failed/hỏng.pdf.reason.txt", ".bài.txt.part",
    }  # fmt: skip
    assert "damaged" in (tmp_path / "failed" / "hỏng.pdf.reason.txt").read_text("utf-8")
