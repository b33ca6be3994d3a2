"""Who is named, in which office, and which shorter mentions are theirs. The sentences are invented; the names are common ones."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.extraction.people import find_people
from briefings.model import Layout, Person
from briefings.text import lines, normalise


def _people(text: str) -> tuple[Person, ...]:
    text = normalise(text)
    return find_people(text, Layout(None, None, None, None, (), (), lines(text)))


def _told(text: str) -> list[tuple[str, list[str]]]:
    return [(person.name.text, [role.text for role in person.roles]) for person in _people(text)]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Đồng chí Trần Văn Bình, Bí thư Tỉnh ủy, Chủ tịch HĐND tỉnh dự.", [("Trần Văn Bình", ["Bí thư Tỉnh ủy", "Chủ tịch HĐND tỉnh"])]),
        ("Ủy viên Bộ Chính trị, Trưởng Ban Dân vận Lê Thị Hoa dự.", [("Lê Thị Hoa", ["Ủy viên Bộ Chính trị", "Trưởng Ban Dân vận"])]),
        ("Anh Đỗ Quang Huy - bí thư Tỉnh đoàn Hà Giang, chia sẻ kinh nghiệm.", [("Đỗ Quang Huy", ["bí thư Tỉnh đoàn Hà Giang"])]),
        ("Thủ tướng Nguyễn Văn Khang yêu cầu các bộ khẩn trương.", [("Nguyễn Văn Khang", ["Thủ tướng"])]),
        ("Bộ trưởng Bộ Y tế, bà Nguyễn Thị Thu Cúc cho biết như vậy.", [("Nguyễn Thị Thu Cúc", ["Bộ trưởng Bộ Y tế"])]),
        ("Ông Phan Đình Long (Giám đốc Sở Nội vụ) trả lời báo chí.", [("Phan Đình Long", ["Giám đốc Sở Nội vụ"])]),
        ("Đồng chí Cao Minh Đức là Trưởng Ban Chỉ đạo tổng kết đại hội.", [("Cao Minh Đức", ["Trưởng Ban Chỉ đạo tổng kết đại hội"])]),
        ("GS.TS Vũ Hồng Sơn, Viện trưởng Viện Sử học, trình bày tham luận.", [("Vũ Hồng Sơn", ["Viện trưởng Viện Sử học"])]),
        ("Thượng tướng Bế Xuân Trường, Thứ trưởng Bộ Quốc phòng phát biểu.", [("Bế Xuân Trường", ["Thứ trưởng Bộ Quốc phòng"])]),
        ("Ông Hà Phẩm Chất-Phó Bí thư Chi bộ-chia sẻ kinh nghiệm.", [("Hà Phẩm Chất", ["Phó Bí thư Chi bộ"])]),
        (
            "Đồng chí Lê Văn An, Chủ tịch HĐND tỉnh và các đồng chí: Trần Văn Bình, Phó Bí thư Tỉnh ủy chủ trì.",
            [("Lê Văn An", ["Chủ tịch HĐND tỉnh"]), ("Trần Văn Bình", ["Phó Bí thư Tỉnh ủy"])],
        ),
        ("Nguyên Chủ tịch UBND xã Lò Văn Pành cho hay.", [("Lò Văn Pành", ["Nguyên Chủ tịch UBND xã"])]),
        ("Cử tri Phạm Viên phản ánh việc này.", [("Phạm Viên", ["Cử tri"])]),
        (
            "Ông Hà Xuân Thanh, Phó Giám đốc phụ trách Trung tâm khảo thí.",
            [("Hà Xuân Thanh", ["Phó Giám đốc phụ trách Trung tâm khảo thí"])],
        ),
        ("Ông Tống Duy Hiền, Phó Chánh thanh tra", [("Tống Duy Hiền", ["Phó Chánh thanh tra"])]),
        ("Đề cập việc kỷ luật ông Đinh La Thành, Tổng Bí thư nói rất rõ.", [("Đinh La Thành", [])]),
        ("Cử tri Lê Tấn Hậu nói rằng dân rất mong.", [("Lê Tấn Hậu", ["Cử tri"])]),
        ("Em Đặng Quang Hiển học sinh lớp 11A7 tham gia dọn rác.", [("Đặng Quang Hiển", ["học sinh lớp 11A7"])]),
        ("Ông Nguyễn Đầy - Trưởng Đội quy tắc đô thị quận Đống Đa cho biết.", [("Nguyễn Đầy", ["Trưởng Đội quy tắc đô thị quận Đống Đa"])]),
        ("Tài xế Lê Xuân Vịnh khai báo.", [("Lê Xuân Vịnh", ["Tài xế"])]),
        ("Zhang Lixin, nhà bình luận chính trị ở Bắc Kinh, cho rằng vậy.", [("Zhang Lixin", ["nhà bình luận chính trị ở Bắc Kinh"])]),
        (
            "Bí thư Trung ương Đảng, Phó Bí thư Thường trực Đảng ủy các cơ quan Đảng Trung ương Lê Hoài Nam dự.",
            [("Lê Hoài Nam", ["Bí thư Trung ương Đảng", "Phó Bí thư Thường trực Đảng ủy các cơ quan Đảng Trung ương"])],
        ),
        (
            "Phó Tổng Biên tập Lê Minh Tuấn được bầu làm Phó Bí thư Đảng ủy.",
            [("Lê Minh Tuấn", ["Phó Tổng Biên tập", "Phó Bí thư Đảng ủy"])],
        ),
        ("Theo Maggie Lowell, giáo sư luật, vụ việc còn dài.", [("Maggie Lowell", ["giáo sư luật"])]),
    ],
)
def test_a_role_stands_before_the_name_or_after_it_up_to_the_verb(sentence: str, expected: list[tuple[str, list[str]]]) -> None:
    assert _told(sentence) == expected


@pytest.mark.parametrize(
    ("sentence", "name", "role"),
    [
        ("Thứ trưởng Bộ Công Thương Đỗ Thành Hải nói.", "Đỗ Thành Hải", "Thứ trưởng Bộ Công Thương"),
        ("Giám đốc Sở Y tế Hà Nội Nguyễn Khắc Hợp cho biết.", "Nguyễn Khắc Hợp", "Giám đốc Sở Y tế Hà Nội"),
        ("Bí thư Tỉnh uỷ Hoà Bình Bùi Văn Thắng dự.", "Bùi Văn Thắng", "Bí thư Tỉnh uỷ Hoà Bình"),
        ("Bộ trưởng Bộ Tài nguyên và Môi trường Trần Hồng Hà đề nghị.", "Trần Hồng Hà", "Bộ trưởng Bộ Tài nguyên và Môi trường"),
        ("Giám đốc Sở Kế hoạch và Đầu tư Lê Quang Mạnh báo cáo.", "Lê Quang Mạnh", "Giám đốc Sở Kế hoạch và Đầu tư"),
        ("Bộ trưởng Bộ Công an Tô Lâm yêu cầu.", "Tô Lâm", "Bộ trưởng Bộ Công an"),
        ("Chủ tịch UBND huyện Lương Sơn Nguyễn Văn Danh giải trình.", "Nguyễn Văn Danh", "Chủ tịch UBND huyện Lương Sơn"),
        ("Tổng thống Mỹ Donald Trump tới Hà Nội.", "Donald Trump", "Tổng thống Mỹ"),
        ("Cố vấn an ninh của Tổng thống Hàn Quốc Moon Jae-in cho biết.", "Moon Jae-in", "Tổng thống Hàn Quốc"),
        ("Bộ trưởng Quốc phòng Mỹ Ashton Crane tới thăm.", "Ashton Crane", "Bộ trưởng Quốc phòng Mỹ"),
        ("Bộ trưởng Ngoại giao Nhật Taro Kanno hội đàm.", "Taro Kanno", "Bộ trưởng Ngoại giao Nhật"),
        ("Chủ tịch Uỷ ban quản lý vốn tại doanh nghiệp Lê Hoàng Ân nói.", "Lê Hoàng Ân", "Chủ tịch Uỷ ban quản lý vốn tại doanh nghiệp"),
        ("Bí thư Đoàn TNCS Hồ Chí Minh Lê Ngọc Lương dự.", "Lê Ngọc Lương", "Bí thư Đoàn TNCS Hồ Chí Minh"),
        ("Chủ tịch Tập đoàn Siemens Joe Keller phát biểu.", "Joe Keller", "Chủ tịch Tập đoàn Siemens"),
        ("Chủ tịch Interpol Mạnh Hoành Sơn vắng mặt.", "Mạnh Hoành Sơn", "Chủ tịch Interpol"),
        ("Tổng thống Hàn Quốc Moon Jae - in cho biết.", "Moon Jae - in", "Tổng thống Hàn Quốc"),
        ("Phó Bí thư Thường trực Thành uỷ TP HCM Tất Thành Công ký công văn.", "Tất Thành Công", "Phó Bí thư Thường trực Thành uỷ TP HCM"),
    ],
)
def test_a_place_or_body_before_the_name_belongs_to_the_role(sentence: str, name: str, role: str) -> None:
    assert _told(sentence) == [(name, [role])]


@pytest.mark.parametrize(
    "sentence",
    [
        "Xe đi theo đường Nguyễn Văn Cừ ra phố Trần Hưng Đạo.",
        "Trường THPT Nguyễn Trãi ở quận Hai Bà Trưng khai giảng.",
        "Học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh.",
        "UBND TP Hồ Chí Minh họp với tỉnh Lâm Đồng và tỉnh Hà Tĩnh.",
        "Các đồng chí Bộ Công Thương chỉ đạo thế nào?",
        "Tổng thống Thổ Nhĩ Kỳ Erdogan lên tiếng.",
        "Theo Washington Post, giá dầu giảm.",
        "Đoàn TNCS Hồ Chí Minh tỉnh Thái Bình tổ chức đại hội.",
        "Toàn cảnh hội nghị - Ảnh: Trần Minh Tuấn",
        "Các đồng chí lãnh đạo Ban Tổ chức Trung ương dự hội nghị.",
        "Máy phun chạy tám ngày, Phó chủ tịch Hoàng Mai nói.",
    ],
)
def test_streets_places_bodies_and_photographers_are_no_people(sentence: str) -> None:
    assert _told(sentence) == []


def test_chu_tich_ho_chi_minh_is_a_person_where_his_office_is_printed() -> None:
    assert _told("Cuộc đời của Chủ tịch Hồ Chí Minh là tấm gương sáng.") == [("Hồ Chí Minh", ["Chủ tịch"])]


def test_a_role_before_a_colon_goes_to_each_who_follows() -> None:
    text = "Có các Ủy viên Trung ương Đảng: Nguyễn Quang Dự, Phó Trưởng Ban Nội chính; Hoàng Đăng Khoa, Bí thư Đảng ủy Khối; đại diện vụ."
    assert _told(text) == [
        ("Nguyễn Quang Dự", ["Ủy viên Trung ương Đảng", "Phó Trưởng Ban Nội chính"]),
        ("Hoàng Đăng Khoa", ["Ủy viên Trung ương Đảng", "Bí thư Đảng ủy Khối"]),
    ]


def test_a_list_after_dong_chi_gives_each_his_own_roles() -> None:
    text = "Dự hội nghị có các đồng chí: Lê Thị Dung, Phó Bí thư Tỉnh ủy, Chủ tịch HĐND tỉnh; Tô Sơn, Chủ tịch UBND tỉnh; lãnh đạo các ban."
    assert _told(text) == [("Lê Thị Dung", ["Phó Bí thư Tỉnh ủy", "Chủ tịch HĐND tỉnh"]), ("Tô Sơn", ["Chủ tịch UBND tỉnh"])]


def test_an_office_said_of_several_goes_to_each() -> None:
    told = _told("Các Phó Thủ tướng Lê Văn Thành, Vũ Đức Đam cùng dự.")
    assert told == [("Lê Văn Thành", ["Phó Thủ tướng"]), ("Vũ Đức Đam", ["Phó Thủ tướng"])]


@pytest.mark.parametrize(
    "sentence",
    [
        "Thay mặt Thủ tướng, Phó Thủ tướng Trịnh Đình Dũng ký công điện.",
        "Theo Chủ tịch Quốc hội, Phó Thủ tướng Trịnh Đình Dũng trả lời chất vấn.",
    ],
)
def test_the_office_of_him_who_is_spoken_for_is_not_the_speakers(sentence: str) -> None:
    assert _told(sentence) == [("Trịnh Đình Dũng", ["Phó Thủ tướng"])]


def test_shorter_forms_of_a_role_are_left_out_and_slips_mended() -> None:
    text = "Bộ trưởng Lê Minh Tâm dự.\nÔng Lê Minh Tâm, Bộ trưởng Bộ Tư pháp, Bí thư Bí thư Ban cán sự đảng nói.\nBộ trưởng Lê Minh Tâm về."
    assert _told(text) == [("Lê Minh Tâm", ["Bộ trưởng Bộ Tư pháp", "Bí thư Ban cán sự đảng"])]


def test_short_mentions_are_joined_to_the_person_they_mean() -> None:
    text = (
        "Thủ tướng Nguyễn Xuân An và bà Phạm Kim Ngân dự hội nghị.\nThủ tướng yêu cầu làm ngay. Ông An đề nghị báo cáo.\n"
        "Bà Kim Ngân nhất trí.\nÔng cũng nhấn mạnh kỷ cương. Nguyên Thủ tướng không dự."
    )
    prime, other = _people(text)
    assert [mention.text for mention in prime.mentions] == ["Nguyễn Xuân An", "Thủ tướng", "Ông An", "Ông"]
    assert [mention.text for mention in other.mentions] == ["Phạm Kim Ngân", "Bà Kim Ngân"]


def test_a_mention_that_could_be_two_people_is_nobodys() -> None:
    text = "Bộ trưởng Trần Văn Hùng và Bộ trưởng Lê Mạnh Hùng cùng dự.\nÔng Hùng phát biểu. Bộ trưởng cho biết."
    assert [[mention.text for mention in person.mentions] for person in _people(text)] == [["Trần Văn Hùng"], ["Lê Mạnh Hùng"]]


def test_the_byline_is_nobody() -> None:
    text = normalise("Ông Trần Văn Hùng dự.\nLê Thu Huyền")
    story, byline = lines(text)
    assert [person.name.text for person in find_people(text, Layout(None, None, None, byline, (), (), (story,)))] == ["Trần Văn Hùng"]


@given(st.text(alphabet="Đồng chí Bộ trưởng Nguyễn Văn An, Lê - :;.(\n“ủyỦ", max_size=300))
def test_every_span_is_a_passage_of_the_text(raw: str) -> None:
    text = normalise(raw)
    for person in _people(text):
        for span in (person.name, *person.roles, *person.mentions):
            assert text[span.start : span.end] == span.text != ""


def test_the_place_of_the_tone_mark_changes_nothing() -> None:
    old = "Ủy viên Ban Thường vụ Tỉnh ủy Hòa Bình Trương Thủy Hòa, Chủ tịch Ủy ban Kiểm tra Tỉnh ủy dự.\nÔng Hòa chủ tọa."
    new = old.replace("Ủy", "Uỷ").replace("ủy", "uỷ").replace("Hòa", "Hoà").replace("tọa", "toạ")

    def places(text: str) -> list[tuple[int, int]]:
        return [(span.start, span.end) for person in _people(text) for span in (*person.roles, *person.mentions)]

    assert places(new) == places(old)
    assert len(places(old)) == 4
