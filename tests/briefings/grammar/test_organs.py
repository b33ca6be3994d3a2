"""Bodies of every kind ask, in both cases, with the names of their fields and places: who asks, who is told, what is to be done.

Each row is speaker | verb | addressee | what is to be done. The sentences are invented.
"""

from __future__ import annotations

import pytest

from briefings.parse import parse

ASKED = """
Sở Giao thông vận tải Hải Phòng|yêu cầu|các đơn vị vận tải|kiểm tra sức khỏe lái xe
sở GTVT TP. Hải Phòng|yêu cầu|các đơn vị kinh doanh vận tải trên địa bàn thành phố|phải tổ chức tổng kiểm tra phương tiện
bộ Công Thương|đề nghị|các địa phương|rà soát quy hoạch thủy điện
Bộ Nông nghiệp và Phát triển nông thôn|đề nghị|các tỉnh ven biển|rà soát phương án sơ tán dân
Bộ Lao động - Thương binh và Xã hội|yêu cầu|các sở|báo cáo kết quả chi trả trợ cấp
Bộ LĐ-TB&XH|yêu cầu|các địa phương|báo cáo tình hình thưởng Tết
Sở LĐ-TB&XH TP.HCM|đề nghị|các doanh nghiệp|xây dựng phương án thưởng Tết
Sở Văn hóa, Thể thao và Du lịch Thanh Hóa|yêu cầu|UBND huyện Như Thanh|dừng lễ hội
Sở Tài nguyên và Môi trường tỉnh Bình Dương|đề nghị|Công ty Cấp nước|lắp đặt trạm quan trắc
Phòng Giáo dục và Đào tạo quận 1|yêu cầu|các trường tiểu học|báo cáo việc thu chi
Phòng Quản lý đô thị quận Bình Thạnh|đề nghị|UBND 20 phường|rà soát các công trình vi phạm
Ban Quản lý Khu kinh tế Dung Quất|yêu cầu|nhà thầu|khắc phục hư hỏng mặt đường
Ban Quản lý đường sắt đô thị TP.HCM|đề nghị|nhà thầu|đẩy nhanh tiến độ thi công
Cục Quản lý khám chữa bệnh|yêu cầu|các bệnh viện|bố trí đủ giường điều trị
Cục Hàng không Việt Nam|yêu cầu|các hãng hàng không|tăng cường kiểm tra an ninh
Cục Đường bộ Việt Nam|giao|các khu quản lý đường bộ|rà soát biển báo
Vụ Tổ chức cán bộ|đề nghị|các đơn vị thuộc Bộ|gửi báo cáo trước ngày 15/3
Tổng cục Thủy sản|đề nghị|các tỉnh|kiểm đếm tàu cá
Tổng cục Phòng chống thiên tai|đề nghị|các địa phương|sẵn sàng sơ tán dân
Chi cục Thú y TP.HCM|yêu cầu|các quận, huyện|tiêm phòng cho đàn gia súc
Chi cục Bảo vệ môi trường|yêu cầu|công ty|khắc phục hậu quả
Thanh tra Sở Xây dựng|yêu cầu|chủ đầu tư|tháo dỡ phần xây dựng sai phép
Thanh tra Chính phủ|yêu cầu|UBND tỉnh Quảng Nam|thu hồi 12 tỷ đồng
Viện Kiểm sát nhân dân tối cao|yêu cầu|viện kiểm sát các cấp|kiểm tra việc tạm giữ
Trường Đại học Y Hà Nội|yêu cầu|các khoa|báo cáo kết quả tuyển sinh
UBND tỉnh Quảng Ninh|yêu cầu|các sở, ngành|tập trung khắc phục hậu quả mưa lũ
UBND TP Đà Nẵng|giao|Sở Xây dựng|kiểm tra các công trình cao tầng
UBND huyện Sóc Sơn|chỉ đạo|các xã|rà soát đất rừng
Ủy ban nhân dân xã Tân Lập|đề nghị|các hộ kinh doanh|tháo dỡ mái che
HĐND thành phố Cần Thơ|đề nghị|UBND thành phố|báo cáo tiến độ giải ngân
Thường trực HĐND tỉnh Nghệ An|yêu cầu|UBND tỉnh|xử lý các dự án chậm tiến độ
Ban Chỉ đạo Trung ương về phòng chống thiên tai|yêu cầu|các tỉnh miền Trung|rà soát phương án ứng phó bão
Ban chỉ đạo 389 quốc gia|yêu cầu|các lực lượng|tăng cường kiểm tra hàng giả
Ban Chỉ huy Phòng chống thiên tai và Tìm kiếm cứu nạn tỉnh Phú Yên|đề nghị|các huyện|kêu gọi tàu thuyền vào bờ
Tập đoàn Điện lực Việt Nam|yêu cầu|các tổng công ty|bảo đảm cung ứng điện dịp Tết
Tổng công ty Đường sắt Việt Nam|yêu cầu|các đơn vị|kiểm tra đường ngang
Hội Nông dân Việt Nam|yêu cầu|các cấp hội|vận động hội viên trả nợ
Hội Liên hiệp Phụ nữ tỉnh Hà Nam|đề nghị|các cấp hội|tổ chức tuyên truyền luật
Tổng Liên đoàn Lao động Việt Nam|yêu cầu|các cấp công đoàn|tổ chức thăm hỏi công nhân
Liên đoàn Lao động tỉnh Long An|đề nghị|các công đoàn cơ sở|khảo sát tình hình tiền lương
Ủy ban Mặt trận Tổ quốc tỉnh Lào Cai|đề nghị|các tổ chức thành viên|giám sát việc phân bổ hàng cứu trợ
Trung ương Đoàn|yêu cầu|các tỉnh, thành đoàn|triển khai Tháng Thanh niên
Tỉnh đoàn Bắc Ninh|yêu cầu|các huyện đoàn|thành lập đội tình nguyện
Công an tỉnh Đắk Lắk|yêu cầu|công an các huyện|tăng cường tuần tra ban đêm
Công an TP.HCM|đề nghị|các nhà mạng|chặn các số điện thoại quảng cáo
Quân khu 7|yêu cầu|bộ chỉ huy quân sự các tỉnh|sẵn sàng lực lượng cứu nạn
Bộ Tư lệnh Bộ đội Biên phòng|yêu cầu|các đồn biên phòng|kêu gọi tàu thuyền
Tỉnh ủy Sơn La|yêu cầu|các huyện ủy|hoàn thành sắp xếp thôn bản
Thành ủy Hải Phòng|giao|Ban Tổ chức Thành ủy|tham mưu phương án nhân sự
Huyện ủy Mê Linh|chỉ đạo|các chi bộ|tổ chức kiểm điểm
Đảng ủy Khối các cơ quan Trung ương|yêu cầu|các đảng ủy trực thuộc|báo cáo kết quả học tập nghị quyết
Ban Thường vụ Tỉnh ủy Lâm Đồng|yêu cầu|UBND tỉnh|chấn chỉnh công tác quản lý đất đai
Ban Thường vụ Thành ủy TP.HCM|giao|Ban cán sự đảng UBND thành phố|chỉ đạo xử lý dứt điểm các vi phạm
Văn phòng Chính phủ|đề nghị|các bộ|gửi báo cáo trước ngày 10/12
Văn phòng UBND TP Hà Nội|đề nghị|các quận, huyện|công khai thủ tục hành chính
Hiệp hội Lương thực Việt Nam|đề nghị|các doanh nghiệp|thu mua lúa tạm trữ
Bảo hiểm xã hội Việt Nam|yêu cầu|bảo hiểm xã hội các tỉnh|đôn đốc doanh nghiệp nợ đọng
Ngân hàng Nhà nước|yêu cầu|các ngân hàng thương mại|giảm lãi suất cho vay
Kho bạc Nhà nước|yêu cầu|kho bạc các tỉnh|kiểm soát chặt các khoản chi
Ủy ban Thường vụ Quốc hội|đề nghị|Chính phủ|trình dự án luật tại kỳ họp tới
Ủy ban Kiểm tra Trung ương|yêu cầu|Ban Thường vụ Tỉnh ủy|kiểm điểm nghiêm túc
Bộ GD&ĐT|yêu cầu|các sở GD&ĐT|rà soát cơ sở vật chất
Bộ Kế hoạch và Đầu tư|đề nghị|các bộ, ngành|đẩy nhanh giải ngân vốn đầu tư công
Hà Nội|yêu cầu|các quận, huyện|phong tỏa tạm thời các ổ dịch
Quảng Ninh|yêu cầu|các địa phương ven biển|cấm tàu thuyền ra khơi
Ban An toàn giao thông tỉnh Bắc Giang|đề nghị|các trường học|tuyên truyền đội mũ bảo hiểm
Ủy ban An toàn giao thông Quốc gia|yêu cầu|ban an toàn giao thông các tỉnh|xử lý nghiêm vi phạm nồng độ cồn
Ban Tổ chức Tỉnh ủy|đề nghị|các huyện ủy|rà soát biên chế
Tòa án nhân dân tối cao|yêu cầu|tòa án các cấp|đẩy nhanh tiến độ xét xử
Bộ Quốc phòng|giao|Quân khu 4|huy động lực lượng giúp dân
Học viện Báo chí và Tuyên truyền|yêu cầu|các khoa|hoàn thành chấm thi trước ngày 30/6
Trung tâm Y tế huyện Củ Chi|đề nghị|các trạm y tế|phun thuốc diệt muỗi
Bệnh viện Bạch Mai|yêu cầu|các khoa, phòng|chuẩn bị đủ thuốc điều trị
Sở TT&TT Hà Nội|yêu cầu|các đài truyền thanh|dừng phát loa sau 17h
Cảng vụ Hàng hải Quảng Ninh|yêu cầu|các chủ tàu|neo đậu đúng vị trí
Cục Quản lý thị trường Hà Nội|chỉ đạo|các đội|kiểm tra đột xuất các chợ đầu mối
"""
ROWS = [tuple(row.split("|")) for row in ASKED.strip().splitlines()]


@pytest.mark.parametrize("opening", ["", "Trước tình hình trên, ", "Ngày 12/3, "])
@pytest.mark.parametrize(("speaker", "verb", "addressee", "asked"), ROWS)
def test_a_body_asks_whom_it_names_to_do_one_thing(opening: str, speaker: str, verb: str, addressee: str, asked: str) -> None:
    briefing = parse(f"Chấn chỉnh công tác quản lý\n{opening}{speaker} {verb} {addressee} {asked}.\n")
    (directive,), (task,) = briefing.directives, briefing.tasks
    assert directive.speaker
    assert directive.speaker.text == speaker
    assert directive.addressee
    assert directive.addressee.text == addressee
    assert task.assignee == directive.addressee
    assert task.quote.text == asked.removeprefix("phải ")


@pytest.mark.parametrize(
    "sentence",
    [
        "CLB Hà Nội yêu cầu cầu thủ tập trung cho trận đấu.",
        "Vụ án xây dựng sai phép yêu cầu làm rõ nhiều tình tiết.",
        "Sở thích của anh đòi hỏi phải kiên trì.",
        "Công ty Hòa Bình đề nghị đối tác thanh toán nợ.",
        "Gia đình đề nghị công an tìm kiếm người mất tích.",
    ],
)
def test_what_only_looks_like_a_body_asks_nobody(sentence: str) -> None:
    assert parse(f"Tin trong ngày\n{sentence}\n").directives == ()


@pytest.mark.parametrize(
    "sentence",
    [
        "Bộ Quốc phòng Nga yêu cầu các bên rút quân khỏi khu vực.",
        "Tổng thống Sergey Ivanov nhấn mạnh các nước cần kiềm chế.",
        "Khoản tiền mà Thanh tra Chính phủ yêu cầu thu hồi vẫn còn treo.",
        "Hà Nội ghi nhận thêm 20 ca, trong đó có người phải điều trị dài ngày.",
        "Tây Ninh có 12 dự án kêu gọi đầu tư với hơn 250 triệu USD.",
    ],
)
def test_strangers_relative_clauses_and_places_tell_nobody_anything(sentence: str) -> None:
    assert parse(f"Tin trong ngày\n{sentence}\n").directives == ()


@pytest.mark.parametrize(
    ("sentence", "assignee", "quote", "due"),
    [
        ("Chính vì thế, sở GTVT Hà Nội sẽ rà soát các tuyến xe buýt.", "sở GTVT Hà Nội", "rà soát các tuyến xe buýt", None),
        ("Năm 2031, Sở Y tế sẽ xây dựng ba bệnh viện.", "Sở Y tế", "xây dựng ba bệnh viện", "Năm 2031"),
    ],
)
def test_a_body_undertakes_what_it_will_do(sentence: str, assignee: str, quote: str, due: str | None) -> None:
    (task,) = parse(f"Tin trong ngày\nHội nghị diễn ra ngày 5/1/2031.\n{sentence}\n").tasks
    assert task.assignee is not None
    assert (task.assignee.text, task.quote.text, task.due and task.due.span.text) == (assignee, quote, due)
