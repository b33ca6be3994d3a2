"""Where a predicate opens, who is told before it, what lays a duty and what only reports."""

from __future__ import annotations

import pytest

from briefings.grammar.clauses import addressee_at, predicate_from
from briefings.grammar.duties import aims, duty_at, looks_back, orders, told_from
from briefings.grammar.hearsay import of_laymen, of_ourselves, reports
from briefings.grammar.phrases import chunks
from briefings.grammar.sentences import Sentence, read_sentences
from briefings.model import Span


@pytest.mark.parametrize(
    ("clause", "name", "predicate"),
    [
        ("các bộ, ngành và địa phương rà soát hồ sơ", "các bộ, ngành và địa phương", "rà soát hồ sơ"),
        ("Ủy ban quốc gia tìm kiếm cứu nạn, các bộ triển khai kế hoạch", "Ủy ban quốc gia tìm kiếm cứu nạn, các bộ", "triển khai kế hoạch"),
        ("Trung tâm chống ngập phải nạo vét kênh", "Trung tâm chống ngập", "phải nạo vét kênh"),
        ("Công ty đầu tư Hòa Phát dừng sản xuất", "Công ty đầu tư Hòa Phát", "dừng sản xuất"),
        ("Bộ Tài chính theo chức năng được giao khẩn trương thẩm định", "Bộ Tài chính", "khẩn trương thẩm định"),
        ("chúng ta cứ bình tĩnh giải quyết", "chúng ta", "giải quyết"),
        ("khi cấp phép, các sở phải công khai", "các sở", "phải công khai"),
        ("việc cấp phép phải công khai", None, "phải công khai"),
    ],
)
def test_a_name_ends_where_the_predicate_opens(clause: str, name: str | None, predicate: str) -> None:
    row = chunks(clause)
    start = clause.index("các sở") if clause.startswith("khi") else 0
    opening = predicate_from(row, next(at for at, chunk in enumerate(row) if chunk.start >= start))
    assert opening is not None
    assert clause[row[opening].start :] == predicate
    found = addressee_at(row, 0, opening)
    assert (clause[found[0].start : found[-1].end] if found else None) == name


@pytest.mark.parametrize(
    ("sentence", "duty"),
    [
        ("Các bộ cần rà soát hồ sơ.", True),
        ("Không được chúc tết cấp trên.", True),
        ("Đội bóng gặp phải khó khăn.", False),
        ("Có những việc cần điều chỉnh.", False),
        ("Hội nghị bàn về hồ sơ, những vấn đề cần giải quyết.", False),
        ("Ông kể câu chuyện “không để ai bị bỏ lại”.", False),
    ],
)
def test_a_duty_is_laid_on_somebody_and_does_not_describe(sentence: str, duty: bool) -> None:
    assert (duty_at(chunks(sentence)) is not None) is duty


@pytest.mark.parametrize(
    ("sentence", "order"),
    [
        ("Tiếp tục rà soát hồ sơ.", True),
        ("Xác định rõ đây là nhiệm vụ chính.", True),
        ("Tinh gọn bộ máy là việc khó.", False),
        ("Đề xuất của các sở rất hay.", False),
        ("Hồ sơ đã xong.", False),
    ],
)
def test_a_bare_order_opens_with_its_verb_and_tells_nothing_about_it(sentence: str, order: bool) -> None:
    assert orders(chunks(sentence), 0) is order


@pytest.mark.parametrize(
    ("sentence", "is_told"),
    [
        ("Các bộ, ngành kiểm tra công trình.", True),
        ("Các bộ, ngành đã kiểm tra công trình.", False),
        ("Các bộ, ngành đang kiểm tra công trình.", False),
        ("Lực lượng thi hành công vụ gặp phải phản ứng.", False),
        ("Giá xăng giảm mạnh.", False),
    ],
)
def test_somebody_is_told_without_a_word_of_duty_only_in_the_tense_of_orders(sentence: str, is_told: bool) -> None:
    assert (told_from(chunks(sentence), 0) is not None) is is_told


def test_an_aim_names_what_is_to_be_done() -> None:
    assert aims(chunks("Một mục tiêu khác là hoàn thành đề án."))
    assert not aims(chunks("Mục tiêu của anh là ai."))


def sentence_of(text: str) -> Sentence:
    [sentence] = read_sentences(text, [Span(0, len(text), text)])
    return sentence


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("Thời gian qua, các bộ đã rà soát hồ sơ.", True),
        ("Theo báo cáo, các bộ kiểm tra 3 nơi.", True),
        ("Các bộ đã rà soát và cần báo cáo.", False),
        ("Các bộ rà soát hồ sơ.", False),
    ],
)
def test_marks_of_the_past_without_a_duty_make_a_report(sentence: str, told: bool) -> None:
    assert reports(sentence_of(sentence)) is told


@pytest.mark.parametrize(
    ("sentence", "lay"), [("Nhiều hộ dân phải thuê nhà.", True), ("Các bộ phải báo cáo.", False), ("Vận động người dân đi họp.", False)]
)
def test_what_people_at_large_have_to_do_is_told_apart(sentence: str, lay: bool) -> None:
    assert of_laymen(sentence_of(sentence)) is lay


@pytest.mark.parametrize(("sentence", "ours"), [("Chúng tôi phải tìm hiểu nhiều ngày.", True), ("Các bộ phải tìm hiểu.", False)])
def test_what_the_speaker_himself_has_to_do_is_told_apart(sentence: str, ours: bool) -> None:
    assert of_ourselves(sentence_of(sentence)) is ours


@pytest.mark.parametrize(("sentence", "back"), [("Năm 1994, pháo bị cấm.", True), ("Trước đó, bão đổ bộ.", True), ("Các bộ họp.", False)])
def test_background_looks_back(sentence: str, back: bool) -> None:
    assert looks_back(chunks(sentence)) is back
