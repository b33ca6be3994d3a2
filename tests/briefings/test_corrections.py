"""Corrections are laid over what was read; what they don't fit is told; words that are not the article's are notes."""

from __future__ import annotations

from datetime import date

import pytest

from briefings.corrections import Act, Correction, Part, apply, found, is_note
from briefings.model import Briefing
from briefings.parse import parse

TEXT = """Sở Thử nghiệm giao ban
Sáng 14-5-2023, tại Hồng Lam, Sở Thử nghiệm tổ chức hội nghị giao ban.
Đồng chí Nguyễn Văn Thử, Giám đốc Sở Thử nghiệm, yêu cầu Phòng Kế hoạch hoàn thành báo cáo trước ngày 30/6/2023 \
theo Quyết định số 156/QĐ-UBND ngày 02/5/2023 của UBND tỉnh.
Văn phòng chuẩn bị hồ sơ.
"""


@pytest.fixture(scope="module")
def briefing() -> Briefing:
    return parse(TEXT)


def test_a_date_a_headline_and_a_source_are_set(briefing: Briefing) -> None:
    changes = (
        Correction(Part.DATE, Act.SET, "2023-05-15"),
        Correction(Part.TITLE, Act.SET, "Giao ban tháng Năm"),
        Correction(Part.SOURCE, Act.SET, "Báo Hồng Lam"),
    )
    corrected, unfit = apply(briefing, changes)
    assert corrected.event.when is not None
    assert corrected.event.when.first == corrected.event.when.last == date(2023, 5, 15)
    assert corrected.layout.title is not None
    assert is_note(corrected.layout.title)
    assert corrected.article.source == "Báo Hồng Lam"
    assert corrected.article.content_hash == briefing.article.content_hash
    assert unfit == ()


@pytest.mark.parametrize("words", ["văn phòng chuẩn bị hồ sơ", " Văn phòng chuẩn bị hồ sơ ", "VĂN PHÒNG CHUẨN BỊ HỒ SƠ"])
def test_words_of_the_article_are_found_as_printed(briefing: Briefing, words: str) -> None:
    span = found(briefing, words)
    assert span is not None
    assert span.text == "Văn phòng chuẩn bị hồ sơ"
    assert TEXT[span.start : span.end] == span.text


def test_an_item_is_added_changed_and_removed(briefing: Briefing) -> None:
    added, _ = apply(briefing, [Correction(Part.TASKS, Act.ADD, "Văn phòng chuẩn bị hồ sơ")])
    task = added.tasks[-1]
    assert not is_note(task.quote)
    due = Correction(Part.TASKS, Act.SET, "trước ngày 30/6/2023", item=task.quote.text, field="due")
    changed, _ = apply(added, [due])
    told = changed.tasks[-1].due
    assert told is not None
    assert told.when is not None
    assert told.when.last == date(2023, 6, 30)
    removed, unfit = apply(changed, [Correction(Part.TASKS, Act.REMOVE, item=task.quote.text)])
    assert removed.tasks == briefing.tasks
    assert unfit == ()


def test_a_person_and_a_document_are_added(briefing: Briefing) -> None:
    person = Correction(Part.PEOPLE, Act.ADD, "Trần Thị Mới, Chánh Văn phòng")
    corrected, _ = apply(briefing, [person, Correction(Part.DOCUMENTS, Act.ADD, "Kết luận số 09-KL/TW")])
    assert (corrected.people[-1].name.text, corrected.people[-1].roles[0].text) == ("Trần Thị Mới", "Chánh Văn phòng")
    assert (corrected.documents[-1].type, corrected.documents[-1].number.text) == ("Kết luận", "09-KL/TW")


def test_what_fits_nothing_is_told_and_changes_nothing(briefing: Briefing) -> None:
    stale = Correction(Part.TASKS, Act.REMOVE, item="một việc không còn")
    assert apply(briefing, [stale]) == (briefing, (stale,))
