"""Which times set a deadline, as printed."""

from __future__ import annotations

import pytest

from briefings.grammar.dues import find_due, heading_due, opening_due


@pytest.mark.parametrize(
    ("passage", "due"),
    [
        ("báo cáo trước 30/6", "trước 30/6"),
        ("hoàn thành đề án xong trước ngày 15-3-2025", "trước ngày 15-3-2025"),
        ("hoàn thành từ năm 2021 đến năm 2030", "từ năm 2021 đến năm 2030"),
        ("từ nay đến cuối năm 2025 phải xong", "từ nay đến cuối năm 2025"),
        ("triển khai ngay từ sau Tết Nguyên đán", "ngay từ sau Tết Nguyên đán"),
        ("không tăng giá tại thời điểm ngày mai, 1/1/2019", "ngày mai, 1/1/2019"),
        ("trả lời trong vòng 10 ngày", "trong vòng 10 ngày"),
        ("họp trong 6 tháng cuối năm 2024", "trong 6 tháng cuối năm 2024"),
        ("tổ chức sau hội nghị này", "sau hội nghị này"),
        ("nghỉ trong quý II thì gửi hồ sơ trước ngày 15/5", "trước ngày 15/5"),
        ("hoàn thành trước thềm năm học mới", "trước thềm năm học mới"),
        ("thu ngân sách những tháng cuối năm 2020", "những tháng cuối năm 2020"),
        ("thực hiện trong thời gian tới", None),
        ("Chỉ thị số 35 ngày 14/6/2024", None),
        ("Chiến lược phát triển đến năm 2030", None),
        ("tăng 3% so với năm 2015", None),
    ],
)
def test_a_deadline_is_led_by_its_preposition_or_names_a_near_time(passage: str, due: str | None) -> None:
    found = find_due(passage, 0, len(passage))
    assert (found.text if found else None) == due


def test_a_heading_names_its_last_period() -> None:
    heading = "Kết quả tháng 10 và nhiệm vụ trọng tâm trong tháng 11-2025:"
    found = heading_due(heading, 0, len(heading))
    assert found
    assert found.text == "tháng 11-2025"


@pytest.mark.parametrize(
    ("sentence", "due"),
    [
        ("Năm 2025, toàn ngành tập trung …", "Năm 2025"),
        ("Năm 2022 là năm bản lề.", "Năm 2022"),
        ("Năm 2022 ông nghỉ hưu.", None),
        ("Ngày 3/6, ông nói", None),
    ],
)
def test_a_sentence_may_open_with_its_period(sentence: str, due: str | None) -> None:
    found = opening_due(sentence, 0, len(sentence))
    assert (found.text if found else None) == due
