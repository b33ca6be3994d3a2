"""Which numbers are results, and how far their quotes go. The sentences are invented."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.extraction.figures import find_figures
from briefings.model import Layout
from briefings.text import lines, normalise


def _told(text: str) -> list[str]:
    text = normalise(text)
    found = find_figures(text, Layout(None, None, None, None, (), (), lines(text)), (), ())
    assert all(text[figure.quote.start : figure.quote.end] == figure.quote.text for figure in found)
    return [figure.quote.text for figure in found]


@pytest.mark.parametrize(
    ("sentence", "figures"),
    [
        ("Đã thông qua 45 đề án, nhiệm vụ; ban hành 12 văn bản.", ["45 đề án, nhiệm vụ", "12 văn bản"]),
        ("Hội nghị nối tới 63 tỉnh, thành với 1.200 đại biểu.", ["63 tỉnh, thành", "1.200 đại biểu"]),
        ("Lớp bồi dưỡng có 36 đồng chí và 107trường hợp cán bộ được duyệt.", ["36 đồng chí", "107trường hợp cán bộ"]),
        ("Hoàn thành 5/18 đề án được giao.", ["5/18 đề án"]),
        ("Toà xét xử 12 bị can trong 3 vụ án.", ["12 bị can", "3 vụ án"]),
        ("Cả nước có 2,5 triệu lao động trong 30 dự án.", ["2,5 triệu lao động", "30 dự án"]),
        ("Cắt giảm được 2,8 triệu ngày công.", ["2,8 triệu ngày công"]),
        ("Hội nghị có 176 Ủy viên Trung ương chính thức.", ["176 Ủy viên Trung ương chính thức"]),
        ("Dự thảo gồm 9 điểm, quy định những vấn đề cơ bản.", ["9 điểm"]),
    ],
)
def test_a_count_takes_the_noun_behind_it(sentence: str, figures: list[str]) -> None:
    assert _told(sentence) == figures


@pytest.mark.parametrize(
    ("sentence", "figures"),
    [
        ("Thuế lên 4.000 đồng/lít, tức tăng 1.000 đồng/lít.", ["4.000 đồng/lít", "tăng 1.000 đồng/lít"]),
        ("Giá thuê từ 3 triệu đồng/m2/năm lên 4 triệu đồng/m2/năm.", ["3 triệu đồng/m2/năm", "4 triệu đồng/m2/năm"]),
        ("Thu ngân sách đạt hơn 1.500 tỷ đồng.", ["1.500 tỷ đồng"]),
    ],
)
def test_a_sum_of_money_is_told_with_its_unit_and_its_change(sentence: str, figures: list[str]) -> None:
    assert _told(sentence) == figures


@pytest.mark.parametrize(
    ("sentence", "figures"),
    [
        ("Theo báo cáo, tổng lượng mưa phổ biến từ 200-300 mm.", ["tổng lượng mưa phổ biến từ 200-300 mm"]),
        ("Đây là đợt lũ lớn, lưu lượng đến hồ trên 9.700 m3/s.", ["lưu lượng đến hồ trên 9.700 m3/s"]),
        ("Năm nay, giá tiêu dùng đã tăng 0,51% so với năm trước.", ["giá tiêu dùng đã tăng 0,51%"]),
        ("Giảm tối thiểu 10% biên chế sự nghiệp so với trước.", ["10% biên chế sự nghiệp"]),
    ],
)
def test_a_measure_is_told_with_what_it_measures(sentence: str, figures: list[str]) -> None:
    assert _told(sentence) == figures


@pytest.mark.parametrize(
    "sentence",
    [
        "Hội nghị Trung ương 8 cho ý kiến về việc này.",
        "Sau 10 năm thực hiện, trong 6 tháng đầu năm, lúc 9h20, 3 ngày qua.",
        "Ở quận 1, trên quốc lộ 6, tại điều 5 và khoản 2, lần thứ 21, khóa 12.",
        "Nhiệm kỳ 2021 – 2026 bảo đảm kỹ lưỡng.",
        "Người dân ở khu vực 1 di tích chờ giải tỏa.",
        "1. Tiếp tục rà soát quy hoạch.",
        "Mạng 5G và công nghiệp 4.0 phát triển, dịch Covid-19 lắng xuống.",
        "Nghị quyết số 18-NQ/TW và Công văn số 6471-CV/BTCT được quán triệt.",
        "Ông Bình, 62 tuổi, phát biểu.",
    ],
)
def test_times_labels_ages_and_numbers_of_lists_and_documents_are_no_figures(sentence: str) -> None:
    assert _told(sentence) == []


def test_what_is_told_again_in_another_paragraph_is_entered_once() -> None:
    assert _told("Ban hành 12 văn bản.\nTỉnh ban hành 12 văn bản và 3 đề án.") == ["12 văn bản", "3 đề án"]


def test_equal_sums_in_one_paragraph_are_two_figures() -> None:
    assert _told("Dầu lên 2.000 đồng/lít, mỡ lên 2.000 đồng/lít.") == ["2.000 đồng/lít", "2.000 đồng/lít"]


@given(st.text(alphabet="0123456789.,-/% tỷđồngcángbộ;\n(", max_size=200))
def test_any_text_is_read_without_harm(raw: str) -> None:
    assert all(_told(raw))


@pytest.mark.parametrize(
    ("sentence", "figures"),
    [
        ("Tỉnh giao 20 chỉ tiêu cho các huyện.", ["20 chỉ tiêu"]),
        ("Vụ việc khiến 18 người khác bị thương.", ["18 người khác bị thương"]),
        ("Sổ này bị rút hơn 56,5 tỉ, sổ kia 4 tỉ.", ["56,5 tỉ", "4 tỉ"]),
        ("Cán bộ đi bộ tối thiểu 30 phút mỗi ngày.", ["tối thiểu 30 phút mỗi ngày"]),
        ("Thủ tục này giảm 5 ngày so với trước.", ["giảm 5 ngày"]),
        ("Đã kiểm đếm 56.000 tàu cá/229.000 người.", ["56.000 tàu cá/229.000 người"]),
        ("Lượng mưa phổ biến 30 - 70 mm/24 giờ.", ["Lượng mưa phổ biến 30 - 70 mm/24 giờ"]),
        ("Tai nạn khiến 3 người thiệt mạng sáng nay ở km 1465+810 đường sắt.", ["3 người thiệt mạng"]),
        ("Sau 3 ngày, khoảng sáng 4-7 bão vào bờ.", []),
        ("Tâm bão ở khoảng 19,3 độ Vĩ Bắc; 112,6 độ Kinh Đông.", []),
    ],
)
def test_what_follows_a_number_says_whether_it_is_a_result(sentence: str, figures: list[str]) -> None:
    assert _told(sentence) == figures


def test_a_count_told_twice_is_entered_at_its_longest() -> None:
    assert _told("Trung ương cử 5 đoàn kiểm tra.\nBáo cáo của 5 đoàn cho thấy kết quả tốt.") == ["5 đoàn kiểm tra"]
