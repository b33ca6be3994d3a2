"""Which single things are to be done, by whom and until when. The sentences are invented."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.extraction.dates import find_dates
from briefings.extraction.directives import find_directives
from briefings.extraction.people import find_people
from briefings.extraction.tasks import find_tasks
from briefings.grammar.sentences import read_sentences
from briefings.model import Layout, Precision, Task
from briefings.text import lines, normalise

ASKS = "Thủ tướng Nguyễn Văn Khang yêu cầu "


def _tasks(text: str) -> tuple[Task, ...]:
    text = normalise(text)
    layout = Layout(None, None, None, None, (), (), lines(text))
    sentences = read_sentences(text, layout.paragraphs)
    return find_tasks(text, sentences, find_directives(text, layout, sentences, find_people(text, layout)), find_dates(text, layout))


def _quotes(text: str) -> list[str]:
    return [task.quote.text for task in _tasks(text)]


def _given(text: str) -> list[tuple[str | None, str | None]]:
    """Assignee and due of each task."""
    return [(task.assignee and task.assignee.text, task.due and task.due.span.text) for task in _tasks(text)]


@pytest.mark.parametrize(
    ("order", "tasks"),
    [
        ("các bộ rà soát phương án, lập kế hoạch dự phòng.", ["rà soát phương án", "lập kế hoạch dự phòng"]),
        ("các bộ kiểm tra, rà soát, sơ tán các hộ dân.", ["kiểm tra, rà soát, sơ tán các hộ dân"]),
        ("các bộ rà soát hồ sơ; kịp thời báo cáo kết quả.", ["rà soát hồ sơ", "kịp thời báo cáo kết quả"]),
        ("các bộ rà soát hồ sơ, đồng thời công khai kết quả.", ["rà soát hồ sơ", "công khai kết quả"]),
        ("các bộ xây dựng Kế hoạch và ban hành hướng dẫn mới.", ["xây dựng Kế hoạch", "ban hành hướng dẫn mới"]),
        ("các bộ kiểm tra và xử lý nghiêm vi phạm.", ["kiểm tra và xử lý nghiêm vi phạm"]),
        ("các bộ phải rà soát hồ sơ.", ["rà soát hồ sơ"]),
        ("các bộ rà soát hồ sơ để bổ sung cho phù hợp, tránh sai sót.", ["rà soát hồ sơ để bổ sung cho phù hợp, tránh sai sót"]),
        (
            "các bộ phối hợp với trung tâm y tế dự phòng các tỉnh rà soát hồ sơ.",
            ["phối hợp với trung tâm y tế dự phòng các tỉnh rà soát hồ sơ"],
        ),
        ("các bộ quan tâm chăm sóc, giáo dục trẻ em.", ["quan tâm chăm sóc, giáo dục trẻ em"]),
        ("các bộ làm tốt công tác quy hoạch, bổ nhiệm cán bộ.", ["làm tốt công tác quy hoạch, bổ nhiệm cán bộ"]),
        ("các bộ mở rộng ngành mới như điện tử, chế biến thực phẩm.", ["mở rộng ngành mới như điện tử, chế biến thực phẩm"]),
        (
            "các bộ thực hiện Kết luận số 5 về đẩy mạnh xây dựng, chỉnh đốn tổ chức.",
            ["thực hiện Kết luận số 5 về đẩy mạnh xây dựng, chỉnh đốn tổ chức"],
        ),
        ("các bộ đẩy mạnh đào tạo cán bộ, nhất là triển khai lớp bồi dưỡng.", ["đẩy mạnh đào tạo cán bộ", "triển khai lớp bồi dưỡng"]),
        ("các bộ đẩy mạnh đào tạo cán bộ, nhất là cán bộ trẻ.", ["đẩy mạnh đào tạo cán bộ, nhất là cán bộ trẻ"]),
        ("các bộ vận hành hồ chứa, bảo đảm an toàn hạ du.", ["vận hành hồ chứa", "bảo đảm an toàn hạ du"]),
        ("các bộ hoàn thiện đề án, bảo đảm tiến độ, chất lượng.", ["hoàn thiện đề án, bảo đảm tiến độ, chất lượng"]),
        ("các bộ thực hiện tốt 2 nhiệm vụ: rà soát biên chế; phương án nhân sự.", ["rà soát biên chế", "phương án nhân sự"]),
        ("các bộ rà soát hồ sơ trọng điểm, đây là việc khó.", ["rà soát hồ sơ trọng điểm"]),
        ("các bộ rà soát hồ sơ; trong đó, chú trọng kiểm tra các trạm bơm.", ["rà soát hồ sơ", "chú trọng kiểm tra các trạm bơm"]),
        (
            "các bộ lưu ý việc tăng cường trách nhiệm của cấp ủy; chấn chỉnh nề nếp.",
            ["lưu ý việc tăng cường trách nhiệm của cấp ủy", "chấn chỉnh nề nếp"],
        ),
        ("các bộ chỉ đạo các lực lượng chức năng, tăng cường tuần tra.", ["chỉ đạo các lực lượng chức năng, tăng cường tuần tra"]),
        ("các bộ đa dạng hóa hình thức, học hỏi kinh nghiệm tốt.", ["đa dạng hóa hình thức", "học hỏi kinh nghiệm tốt"]),
        ("các bộ xử lý nghiêm các cá nhân, tổ chức có liên quan.", ["xử lý nghiêm các cá nhân, tổ chức có liên quan"]),
        (
            "các xã dọn dẹp vệ sinh bãi biển và tuyên truyền, vận động người dân.",
            ["dọn dẹp vệ sinh bãi biển", "tuyên truyền, vận động người dân"],
        ),
        ("các xã phong toả, không cho mua bán, chuyển nhượng tài sản này.", ["phong toả, không cho mua bán, chuyển nhượng tài sản này"]),
        ("các xã xử lý “tín dụng đen”, nhất là vào dịp tết.", ["xử lý “tín dụng đen”, nhất là vào dịp tết"]),
        ("huyện không tiếp tục tổ chức lễ hội.", ["không tiếp tục tổ chức lễ hội"]),
        ("các xã kiểm soát chặt chẽ, xử lý nghiêm minh vi phạm.", ["kiểm soát chặt chẽ, xử lý nghiêm minh vi phạm"]),
        ("tỉnh bố trí đất để dân không phải đi xa và tiếp tục nghề cũ.", ["bố trí đất để dân không phải đi xa và tiếp tục nghề cũ"]),
        ("các bộ xây dựng đề án đúng nguyên tắc, yêu cầu, tiến độ.", ["xây dựng đề án đúng nguyên tắc, yêu cầu, tiến độ"]),
        ("các bộ rà soát hồ sơ, vì nhiều dự án đã chậm.", ["rà soát hồ sơ"]),
        ("các bộ rà soát hồ sơ, nếu sai phạm thì xử lý nghiêm.", ["rà soát hồ sơ", "xử lý nghiêm"]),
        ("các bộ rà soát hồ sơ, song chưa bộ nào báo cáo.", ["rà soát hồ sơ"]),
        ("Sở Xây dựng rà soát hồ sơ, đơn vị nào chậm thì sẽ không được xét thi đua.", ["rà soát hồ sơ"]),
        ("các bộ rà soát hồ sơ, và Thanh tra Chính phủ sẽ kiểm tra việc thực hiện.", ["rà soát hồ sơ", "kiểm tra việc thực hiện"]),
        ("thanh tra kiểm tra, đánh giá việc triển khai kết luận.", ["kiểm tra, đánh giá việc triển khai kết luận"]),
        ("các bộ thực hiện 2 nhiệm vụ sau: Một là, tổ chức học tập Chỉ thị.", ["tổ chức học tập Chỉ thị"]),
        ("các cấp ủy kiểm soát tài sản và thu nhập của cán bộ.", ["kiểm soát tài sản và thu nhập của cán bộ"]),
        ("các bộ theo phạm vi quản lý và nhiệm vụ được giao chủ động hỗ trợ các xã.", ["chủ động hỗ trợ các xã"]),
    ],
)
def test_an_order_parts_where_a_verb_opens_a_thing_of_its_own(order: str, tasks: list[str]) -> None:
    assert _quotes(ASKS + order) == tasks


@pytest.mark.parametrize(
    "order",
    [
        "các bộ phát huy tinh thần chủ động, sáng tạo.",
        "các bộ không được chủ quan.",
        "các bộ đừng chủ quan trước dịch bệnh.",
        "các địa phương tuyệt đối không chủ quan cho rằng bão số 2 chỉ gió nhẹ, bão nhẹ.",
        "các bộ phải đoàn kết.",
        "các bộ phải là chỗ dựa vững chắc của người dân.",
        "các bộ thực hiện nghiêm một số nhiệm vụ trọng tâm sau đây:",
    ],
)
def test_exhortations_and_umbrellas_are_no_tasks(order: str) -> None:
    assert _quotes(ASKS + order) == []


@pytest.mark.parametrize(
    ("text", "task"),
    [
        ('"Các bộ phải công khai kết quả", Thủ tướng Nguyễn Văn Khang nhấn mạnh.', "công khai kết quả"),
        ("Các bộ phải công khai kết quả, Thủ tướng Nguyễn Văn Khang nói.", "công khai kết quả"),
        ("Theo báo cáo thì chậm, Thủ tướng Nguyễn Văn Khang yêu cầu công khai kết quả.", "công khai kết quả"),
        (ASKS + "gia súc bị bệnh phải được tiêu hủy kịp thời.", "gia súc bị bệnh phải được tiêu hủy kịp thời"),
        ("Dù Bộ Văn hoá đề nghị đình chỉ hội vật ở Hoa Lư, hội vẫn diễn ra.", "đình chỉ hội vật ở Hoa Lư"),
        ("Thanh tra Chính phủ chỉ ra nhiều sai phạm của tỉnh; yêu cầu thu hồi 3 khu đất.", "thu hồi 3 khu đất"),
    ],
)
def test_the_quote_leaves_the_attribution_out(text: str, task: str) -> None:
    assert _quotes(text) == [task]


def test_who_is_told_does_it_and_a_clause_with_its_own_subject_names_another() -> None:
    text = ASKS + "các bộ tổ chức tết tiết kiệm, cấp dưới không được biếu quà cấp trên.\nTiếp tục rà soát chi tiêu công."
    tasks = _tasks(text)
    assert [task.assignee and task.assignee.text for task in tasks] == ["các bộ", "cấp dưới", "các bộ"]
    assert [task.assignee_inherited for task in tasks] == [False, False, True]


@pytest.mark.parametrize(
    ("order", "due"),
    [
        ("các bộ hoàn thành đề án trước ngày 30/6/2025.", "trước ngày 30/6/2025"),
        ("các bộ hoàn thành đề án trong quý II/2025.", "trong quý II/2025"),
        ("các bộ hoàn thành đề án chậm nhất trong tháng 9/2025.", "chậm nhất trong tháng 9/2025"),
        ("đến năm 2026 cơ bản hoàn thành đề án.", "đến năm 2026"),
        ("các bộ không để thiếu điện trong năm 2025.", "trong năm 2025"),
        ("các bộ họp ngay trong tuần này.", "trong tuần này"),
        ("các bộ lập danh sách nghỉ trong quý II gửi trước ngày 15/2/2025.", "trước ngày 15/2/2025"),
        ("trong thời gian tới các bộ hoàn thành đề án.", None),
        ("các bộ giảm 10% biên chế so với năm 2015.", None),
        ("các bộ thực hiện Kế hoạch đào tạo năm 2025.", None),
        ("các bộ triển khai Quy hoạch báo chí đến năm 2030.", None),
    ],
)
def test_a_due_is_a_time_for_the_deed_and_not_a_part_of_a_name(order: str, due: str | None) -> None:
    assert [found for _, found in _given(ASKS + order)] == [due]


def test_a_due_takes_its_days_from_the_dates_of_the_article() -> None:
    (task,) = _tasks(ASKS + "các bộ hoàn thành đề án trong quý II/2025.")
    assert task.due
    assert task.due.when
    assert (task.due.when.first, task.due.when.last) == (date(2025, 4, 1), date(2025, 6, 30))
    assert task.due.when.precision is Precision.QUARTER


LIST = (
    "Một số nhiệm vụ trọng tâm của Ngành Thống kê trong tháng 11-2025:\n"
    "1. Tiếp tục điều tra dân số. Toàn Ngành hoàn thiện 7 đề án. Đồng thời, chuẩn bị tổng kết năm.\n"
    "2. Công bố niên giám thống kê.\n"
    "Hội nghị kết thúc.\nTham mưu ban hành nghị quyết."
)


def test_a_list_gives_its_tasks_assignee_due_and_number() -> None:
    tasks = _tasks(LIST)
    assert [(task.quote.text, task.list_number) for task in tasks] == [
        ("Tiếp tục điều tra dân số", 1),
        ("hoàn thiện 7 đề án", 1),
        ("chuẩn bị tổng kết năm", 1),
        ("Công bố niên giám thống kê", 2),
    ]
    assert [task.assignee and task.assignee.text for task in tasks] == ["Ngành Thống kê", "Toàn Ngành", "Toàn Ngành", "Ngành Thống kê"]
    assert {task.due and task.due.span.text for task in tasks} == {"tháng 11-2025"}
    assert all(task.due_inherited for task in tasks)


@pytest.mark.parametrize("mark", ["- ", "a) ", "+ ", "Một là, ", "Thứ nhất, "])
def test_any_mark_opens_an_item(mark: str) -> None:
    assert _quotes(f"Nhiệm vụ trọng tâm thời gian tới:\n{mark}Rà soát quy hoạch cán bộ.") == ["Rà soát quy hoạch cán bộ"]


def _lines(text: str) -> list[tuple[str | None, str | None, str]]:
    """Assignee, due and quote of each task."""
    return [(task.assignee and task.assignee.text, task.due and task.due.span.text, task.quote.text) for task in _tasks(text)]


def test_ordinals_after_an_opening_carry_its_doer_on() -> None:
    text = ASKS + (
        "toàn ngành tập trung thực hiện các nhiệm vụ sau:\nMột là, khẩn trương tổng kết nghị quyết trong quý I/2025.\n"
        "Hai là, Vụ Pháp chế rà soát quy chế; báo cáo lãnh đạo bộ trước ngày 30/6/2025.\nBa là, xử lý nghiêm các vi phạm."
    )
    assert _lines(text) == [
        ("toàn ngành", "trong quý I/2025", "khẩn trương tổng kết nghị quyết trong quý I/2025"),
        ("Vụ Pháp chế", None, "rà soát quy chế"),
        ("Vụ Pháp chế", "trước ngày 30/6/2025", "báo cáo lãnh đạo bộ trước ngày 30/6/2025"),
        ("toàn ngành", None, "xử lý nghiêm các vi phạm"),
    ]


def test_dashes_after_an_opening_name_the_doers() -> None:
    text = ASKS + (
        "các bộ, ngành:\n- Bộ Tài chính bố trí kinh phí.\n- Giao Văn phòng Chính phủ theo dõi, đôn đốc.\n- Tổ chức sơ kết vào tháng 9/2025."
    )
    assert [doer for doer, _, _ in _lines(text)] == ["Bộ Tài chính", "Văn phòng Chính phủ", "các bộ, ngành"]


def test_one_order_may_give_a_part_to_somebody_else() -> None:
    order = "rà soát các dự án chậm và giao Sở Xây dựng trong tuần sau trình kế hoạch mới."
    assert _lines(ASKS + order) == [
        (None, None, "rà soát các dự án chậm"),
        ("Sở Xây dựng", "trong tuần sau", "trình kế hoạch mới"),
    ]


def test_items_of_one_sentence_go_to_whom_each_names() -> None:
    text = ASKS + (
        "(1) Bộ Tài chính trình nghị định về thuế; (2) Bộ Xây dựng hoàn thiện đề án nhà ở, hoàn thành trong tháng 9/2025; "
        "giao Bộ Công an xây dựng cơ sở dữ liệu."
    )
    assert _lines(text) == [
        ("Bộ Tài chính", None, "trình nghị định về thuế"),
        ("Bộ Xây dựng", "trong tháng 9/2025", "hoàn thiện đề án nhà ở"),
        ("Bộ Công an", None, "xây dựng cơ sở dữ liệu"),
    ]


def test_a_heading_opens_a_list_that_nobody_in_particular_gives() -> None:
    text = ASKS + "các bộ rà soát hồ sơ.\nNhiệm vụ trọng tâm quý I/2025\n1. Hoàn thiện đề án.\na) Bố trí kinh phí thực hiện."
    assert _lines(text)[1:] == [(None, "quý I/2025", "Hoàn thiện đề án"), (None, "quý I/2025", "Bố trí kinh phí thực hiện")]


def test_paragraphs_under_a_heading_of_aims_and_items_under_targets_are_tasks() -> None:
    aims = "PHƯƠNG HƯỚNG VÀ MỤC TIÊU NHIỆM KỲ 2022-2025\nPhấn đấu xây dựng chi bộ vững mạnh.\nNâng cao chất lượng sinh hoạt."
    targets = "Một số chỉ tiêu chủ yếu:\n- 100% đảng viên chấp hành nội quy.\n- Lợi nhuận 15 tỷ đồng."
    rewarded = "Một số tập thể đã được khen thưởng về việc học tập, gồm:\n- Tập thể Chi bộ 2."
    assert _quotes(f"{aims}\n{targets}\n{rewarded}") == [
        "Phấn đấu xây dựng chi bộ vững mạnh",
        "Nâng cao chất lượng sinh hoạt",
        "chấp hành nội quy",
        "Lợi nhuận 15 tỷ đồng",
    ]
    assert [due for _, due in _given(aims)] == ["NHIỆM KỲ 2022-2025"] * 2


def test_what_somebody_aims_at_is_to_be_done_by_them() -> None:
    text = "Năm 2025, đơn vị đặt mục tiêu hoàn thành 3.000 lượt dẫn tàu; tổng doanh thu 50 tỷ đồng."
    assert _quotes(text) == ["hoàn thành 3.000 lượt dẫn tàu", "tổng doanh thu 50 tỷ đồng"]
    assert set(_given(text)) == {("đơn vị", "Năm 2025")}
    assert _quotes("Công ty đặt mục tiêu bán được 4 tỉ baht.") == []
    assert _quotes("Mỹ đặt mục tiêu tăng gấp đôi kim ngạch.") == []
    assert _given("Hai thủ tướng nhất trí đặt mục tiêu tăng gấp đôi kim ngạch.") == [(None, None)]


def test_a_sentence_that_calls_itself_a_target_is_one() -> None:
    assert _quotes("Phấn đấu tổng doanh thu đạt 257,8 tỷ đồng; trồng mới 30 ha rừng.") == [
        "Phấn đấu tổng doanh thu đạt 257,8 tỷ đồng",
        "trồng mới 30 ha rừng",
    ]


def test_a_plan_of_a_body_is_done_by_it() -> None:
    text = (
        "Trong 6 tháng cuối năm 2024, Đảng ủy Khối tập trung vào một số nhiệm vụ trọng tâm sau:\n"
        "Thứ nhất, hoàn thành đại hội chi bộ.\nThứ hai, Ủy ban Kiểm tra hoàn thành chương trình giám sát."
    )
    assert [(doer, due) for doer, due, _ in _lines(text)] == [
        ("Đảng ủy Khối", "6 tháng cuối năm 2024"),
        ("Ủy ban Kiểm tra", "6 tháng cuối năm 2024"),
    ]


@pytest.mark.parametrize("opening", ["Trước ngày 25/12", "Chậm nhất đến ngày 20/8", "Trong tháng 9/2025"])
def test_a_time_may_open_an_order(opening: str) -> None:
    assert _lines(ASKS + f"các bộ rà soát hồ sơ.\n{opening}, các huyện gửi báo cáo về Bộ.")[1:] == [
        ("các huyện", opening, "gửi báo cáo về Bộ")
    ]


def test_what_was_done_is_no_task() -> None:
    assert _quotes("Trong tháng, Ban đã hoàn thành 3 đề án.\nTham mưu kiện toàn nhân sự các huyện.\nPhối hợp rà soát hồ sơ.") == []


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("Ngày 13/1/2025, hội nghị diễn ra.\nNăm 2025 là năm quan trọng. Toàn ngành tập trung xây dựng 9 đề án.", "Năm 2025"),
        ("Ngày 5/12/2025, hội nghị diễn ra.\nNăm 2025, toàn ngành tập trung xây dựng 9 đề án.", None),
    ],
)
def test_a_year_is_a_plan_only_while_most_of_it_lies_ahead(text: str, due: str | None) -> None:
    assert [found for _, found in _given(text)] == ([due] if due else [])


def test_a_meeting_that_discusses_tasks_sets_them_for_the_year_it_names() -> None:
    items = "đặc biệt là sắp xếp bộ máy; tổng kết nghị quyết; đổi mới tuyên truyền."
    text = f"Đại biểu đã thảo luận 3 nhóm nhiệm vụ trọng tâm năm 2026; {items}"
    assert _quotes(text) == ["sắp xếp bộ máy", "tổng kết nghị quyết", "đổi mới tuyên truyền"]
    assert set(_given(text)) == {(None, "năm 2026")}


def test_the_remedies_of_a_list_are_tasks_and_only_who_is_named_does_one() -> None:
    text = "Ba nhóm giải pháp gồm: Thi tuyển chọn người thực tài; Cấp ủy phải kiểm soát tài sản của cán bộ; Xóa bỏ đặc quyền."
    assert [(task.assignee and task.assignee.text, task.quote.text) for task in _tasks(text)] == [
        (None, "Thi tuyển chọn người thực tài"),
        ("Cấp ủy", "kiểm soát tài sản của cán bộ"),
        (None, "Xóa bỏ đặc quyền"),
    ]


def test_targets_that_a_body_sets_are_tasks_of_whom_each_names() -> None:
    items = "các huyện đoàn mở lớp nghề; dạy nghề cho 300 thanh niên; mỗi xã phải trồng 500 cây."
    text = f"Câu lạc bộ đề ra một số mục tiêu thiết thực, cụ thể, như: {items}"
    assert [(task.assignee and task.assignee.text, task.quote.text) for task in _tasks(text)] == [
        ("các huyện đoàn", "mở lớp nghề"),
        (None, "dạy nghề cho 300 thanh niên"),
        ("mỗi xã", "trồng 500 cây"),
    ]


@pytest.mark.parametrize(
    ("text", "tasks"),
    [
        (
            "Ban Chấp hành Trung ương đồng ý chủ trương lập tổ chức đảng ở địa phương; kết thúc hoạt động của các đảng bộ cấp huyện.",
            ["lập tổ chức đảng ở địa phương", "kết thúc hoạt động của các đảng bộ cấp huyện"],
        ),
        ("Hội nghị xác định tiếp tục kiện toàn bộ máy; bồi dưỡng cán bộ.", ["tiếp tục kiện toàn bộ máy", "bồi dưỡng cán bộ"]),
        ("Lãnh đạo tỉnh thống nhất chủ trương cấp kinh phí cho số giáo viên này.", []),
        (
            "Nghị quyết cũng xác định các nhiệm vụ, giải pháp chủ yếu: hoàn thiện thể chế; đẩy mạnh liên kết vùng.",
            ["hoàn thiện thể chế", "đẩy mạnh liên kết vùng"],
        ),
        ("Cơ quan điều tra xác định: đưa hối lộ để được cấp phép.", []),
        ("Ông cho biết Bộ Chính trị đã thống nhất chủ trương lập tổ chức mới.", []),
        ("Hội nghị thảo luận, làm rõ những việc trọng tâm đang triển khai là: lễ khai mạc; lễ hội đường phố; đêm nhạc.", []),
    ],
)
def test_what_a_body_at_the_top_or_a_meeting_decides_is_to_be_done(text: str, tasks: list[str]) -> None:
    assert _quotes(text) == tasks


def test_a_body_that_announces_what_it_will_do_has_a_task() -> None:
    assert _given("Tổng cục Thống kê sẽ kiểm tra toàn diện số liệu.") == [("Tổng cục Thống kê", None)]
    assert _given("Tổng cục Thống kê sẽ kiểm tra quá trình lập số liệu vừa qua.") == [("Tổng cục Thống kê", None)]
    assert _quotes("Giá xăng sẽ giảm mạnh vào ngày mai.") == []


@pytest.mark.parametrize(
    ("text", "doer", "tasks"),
    [
        (
            "Hội nghị Trung ương 8 vào đầu tháng 10 sẽ cho ý kiến vào quy định này.",
            "Hội nghị Trung ương 8",
            ["cho ý kiến vào quy định này"],
        ),
        ("Bộ trưởng cho biết ngành sẽ sắp xếp lại các trạm bơm.", "ngành", ["sắp xếp lại các trạm bơm"]),
        ("Năm 2018 Bộ Công Thương sẽ hoàn thiện thể chế.", "Bộ Công Thương", ["hoàn thiện thể chế"]),
        ("Dự kiến tháng 11 tới Chính phủ sẽ ban hành đề án.", "Chính phủ", ["ban hành đề án"]),
        ("Khi có văn bản của trên, sở sẽ xây dựng thang điểm.", "sở", ["xây dựng thang điểm"]),
        ("Theo dự kiến, đơn vị này sẽ tháo dỡ hàng rào.", "đơn vị này", ["tháo dỡ hàng rào"]),
        (
            "Bộ Công Thương sẽ tập trung vào 9 nhóm nhiệm vụ, trong đó hoàn thiện thể chế, cắt giảm thủ tục.",
            "Bộ Công Thương",
            ["hoàn thiện thể chế", "cắt giảm thủ tục"],
        ),
        ("Trong thời gian tới, huyện Ninh Hải cũng sẽ duy trì một đội thu gom rác.", "huyện Ninh Hải", ["duy trì một đội thu gom rác"]),
        (
            "Hội nghị Trung ương 8, khóa XII sẽ xem xét báo cáo; tổng kết nghị quyết; việc thành lập tiểu ban; xem xét nhân sự cấp cao.",
            "Hội nghị Trung ương 8, khóa XII",
            ["xem xét báo cáo", "tổng kết nghị quyết", "việc thành lập tiểu ban", "xem xét nhân sự cấp cao"],
        ),
        ("Chủ tịch huyện Lê An và UBND xã sẽ đối thoại với người dân.", "Chủ tịch huyện Lê An và UBND xã", ["đối thoại với người dân"]),
    ],
)
def test_whoever_announces_is_named_without_time_and_umbrella(text: str, doer: str, tasks: list[str]) -> None:
    assert [(task.assignee and task.assignee.text, task.quote.text) for task in _tasks(text)] == [(doer, task) for task in tasks]


def test_a_quotation_and_what_its_speaker_reports_are_told_apart() -> None:
    text = (
        "“Họ phải ký hợp đồng xử lý rác thải”, Chủ tịch tỉnh Nguyễn Văn An nói và cho hay tỉnh cũng yêu cầu huyện Hoa Lư giám sát việc này."
    )
    assert [(task.assignee and task.assignee.text, task.quote.text) for task in _tasks(text)] == [
        (None, "ký hợp đồng xử lý rác thải"),
        ("huyện Hoa Lư", "giám sát việc này"),
    ]


def test_what_the_sentence_only_turns_to_is_no_task() -> None:
    assert _quotes("Về thông tin tỉnh Sơn La dự kiến khởi công tượng đài, Phó chủ nhiệm cho rằng chưa thể.") == []


def test_a_time_before_the_colon_of_a_list_is_until_when_all_of_it_is_to_be_done() -> None:
    lead = "Thủ tướng Nguyễn Văn Khang kết luận, về thu ngân sách những tháng cuối năm 2020"
    text = f"{lead}: Triển khai quyết liệt đề án thu; trong đó phải giảm nợ đọng thuế.\nTiếp tục rà soát nguồn thu."
    assert [due for _, due in _given(text)] == ["những tháng cuối năm 2020"] * 3


def test_the_day_of_asking_is_no_due() -> None:
    assert _given("Trong ngày làm việc đầu tiên, " + ASKS[0].lower() + ASKS[1:] + "các bộ rà soát hồ sơ tồn đọng.") == [("các bộ", None)]


def test_the_time_of_asking_is_no_due() -> None:
    text = "Ngày 3/9/2019, tỉnh họp.\nTháng 5/2018, Thủ tướng Nguyễn Văn Khang yêu cầu Bộ Y tế làm rõ khiếu nại của người dân."
    assert _given(text) == [("Bộ Y tế", None)]


def test_a_lead_that_the_body_repeats_is_one_task() -> None:
    order = "các bộ rà soát thủ tục hành chính."
    assert len(_tasks(f"{ASKS}{order}\nThủ tướng cũng yêu cầu {order}")) == 1


PIECES = [*"abc .,;:()-", "\n", '"', "Thủ tướng ", "yêu cầu ", "cần ", "các bộ ", "rà soát ", "trước 30/6 ", "Nhiệm vụ:\n", "1. "]


@given(st.lists(st.sampled_from(PIECES), max_size=80).map("".join))
def test_every_span_is_what_the_text_says(text: str) -> None:
    text = normalise(text)
    for task in _tasks(text):
        for span in (task.quote, task.assignee, task.due and task.due.span):
            assert span is None or text[span.start : span.end] == span.text
