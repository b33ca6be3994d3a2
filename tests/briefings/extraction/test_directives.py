"""Which sentences tell somebody what to do, who says it and who is told. The sentences are invented."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.extraction.directives import find_directives
from briefings.extraction.people import find_people
from briefings.grammar.sentences import read_sentences
from briefings.model import Directive, Layout
from briefings.text import lines, normalise

CHAIR = "Đồng chí Trần Văn Bình, Bí thư Tỉnh ủy, chủ trì hội nghị.\n"
PREMIER = "Thủ tướng Nguyễn Văn Khang dự hội nghị.\n"


def _directives(text: str, title: str = "") -> tuple[Directive, ...]:
    text = normalise(f"{title}\n{text}" if title else text)
    paragraphs = lines(text)
    layout = Layout(paragraphs[0] if title else None, None, None, None, (), (), paragraphs[bool(title) :])
    return find_directives(text, layout, read_sentences(text, layout.paragraphs), find_people(text, layout))


def _told(text: str, title: str = "") -> list[tuple[str | None, str | None]]:
    """Speaker and addressee of each directive."""
    return [(one.speaker and one.speaker.text, one.addressee and one.addressee.text) for one in _directives(text, title)]


@pytest.mark.parametrize(
    ("sentence", "addressee"),
    [
        ("Thủ tướng yêu cầu Bộ Y tế báo cáo tình hình.", "Bộ Y tế"),
        ("Thủ tướng đề nghị các địa phương cần rà soát hồ sơ.", "các địa phương"),
        ("Thủ tướng giao Bộ Tài chính, sau hội nghị này, khẩn trương hoàn thiện đề án.", "Bộ Tài chính"),
        ("Thủ tướng lưu ý các bộ, ngành không để chậm tiến độ.", "các bộ, ngành"),
        ("Thủ tướng nhấn mạnh các cấp ủy phải gương mẫu thực hiện quy định.", "các cấp ủy"),
        ("Thủ tướng yêu cầu làm rõ trách nhiệm.", None),
        ("Thủ tướng yêu cầu Bộ trưởng các Bộ: Công an, Y tế khẩn trương rà soát hồ sơ.", "Bộ trưởng các Bộ: Công an, Y tế"),
        ("Thủ tướng yêu cầu, cùng với việc ổn định kinh tế vĩ mô, các bộ, ngành hoàn thiện bộ máy.", "các bộ, ngành"),
        ("Thủ tướng giao ban thường vụ các tỉnh ủy rà soát hồ sơ.", "ban thường vụ các tỉnh ủy"),
        ("Thủ tướng yêu cầu Bộ Nội vụ tổ chức hội nghị tổng kết công tác năm.", "Bộ Nội vụ"),
        ("Thủ tướng yêu cầu UBND tỉnh Sơn La báo cáo về đề án xây dựng bảo tàng.", "UBND tỉnh Sơn La"),
        ("Thủ tướng nhắn nhủ các cán bộ không nên chạy chức.", "các cán bộ"),
        ('Thủ tướng nhấn mạnh việc "phải chống tiêu cực trong công tác cán bộ".', None),
        ("Thủ tướng yêu cầu Chủ tịch UBND các tỉnh ven biển kêu gọi tàu thuyền vào bờ.", "Chủ tịch UBND các tỉnh ven biển"),
        ("Thủ tướng lưu ý Thừa Thiên Huế phải dành đất cho người dân tái định cư.", "Thừa Thiên Huế"),
        ("Thủ tướng biểu dương nỗ lực của ngành và đề nghị các đơn vị rà soát quy trình.", "các đơn vị"),
        ("Thủ tướng lưu ý các địa phương: không tổ chức lễ hội; hạn chế tập trung đông người.", "các địa phương"),
        ("Thủ tướng yêu cầu các sở, ban, ngành:", "các sở, ban, ngành"),
        ("Thủ tướng đề nghị PVN cần kiểm tra các giàn khoan.", "PVN"),
        ("Thủ tướng chỉ đạo các đơn vị căn cứ nhiệm vụ được giao khẩn trương triển khai kế hoạch.", "các đơn vị"),
        ("Ngày 3/6, Thủ tướng có công điện gửi các tỉnh miền Trung yêu cầu tập trung cứu hộ.", "các tỉnh miền Trung"),
        ("Thủ tướng yêu cầu đơn vị thi công dừng việc đổ đất.", "đơn vị thi công"),
        ("Thủ tướng giao Bộ Tài chính chủ trì phối hợp với Bộ Xây dựng rà soát hồ sơ.", "Bộ Tài chính"),
        ("Thủ tướng có văn bản gửi các sở, ngành, đơn vị liên quan đề nghị rà soát hồ sơ.", "các sở, ngành, đơn vị liên quan"),
        ("Thủ tướng nhìn nhận việc này có vấn đề, do vậy các cơ quan chức năng cần rà soát hồ sơ.", "các cơ quan chức năng"),
        ("Thủ tướng đề nghị huyện không tiếp tục tổ chức lễ hội.", "huyện"),
        ("Thủ tướng giao Ban quản lý Khu kinh tế (tỉnh Cà Mau) lập bản đồ hiện trạng.", "Ban quản lý Khu kinh tế (tỉnh Cà Mau)"),
        ("Thủ tướng yêu cầu các khu vực đồng bằng và đô thị theo dõi lũ.", "các khu vực đồng bằng và đô thị"),
        ("Thủ tướng biểu dương kết quả mà ngành đã đạt được và yêu cầu các đơn vị rà soát quy trình.", "các đơn vị"),
        ("Thủ tướng ghi nhận báo cáo của ngành; nhấn mạnh, các sở phải rà soát hồ sơ.", "các sở"),
        ("Thủ tướng đề nghị các huyện trong quá trình giải quyết khiếu nại cần đối thoại với dân.", "các huyện"),
    ],
)
def test_a_verb_of_asking_tells_whom_it_names(sentence: str, addressee: str | None) -> None:
    assert _told(PREMIER + sentence) == [("Nguyễn Văn Khang", addressee)]


@pytest.mark.parametrize(
    "sentence",
    [
        "Thủ tướng dự chỉ đạo hội nghị.",
        "Thủ tướng biểu dương kết quả đạt được.",
        "Hàng hóa đáp ứng yêu cầu nhiệm vụ.",
        "Ban Chỉ đạo họp phiên thứ nhất.",
        "Ban Thường vụ đã chỉ đạo các huyện làm tốt công tác này.",
        "UBND tỉnh đề nghị Chính phủ xem xét bố trí vốn.",
        "Chủ tịch UBND tỉnh Trần Văn Khải đề nghị được thành lập Sở An toàn thực phẩm.",
        "Sở Xây dựng đã có văn bản báo cáo UBND thành phố đề nghị ban hành văn bản yêu cầu chủ đầu tư bàn giao quỹ.",
        "Phó giám đốc Sở cho biết ngoài việc nằm ngủ phải mắc màn, người dân có thể dùng gel bôi.",
        "Luật sư đề nghị xem xét lại bản án.",
        "Cử tri yêu cầu làm rõ vụ việc.",
        "Các nhiệm vụ được giao đều hoàn thành.",
        "Nhiều hộ dân phải thuê nhà.",
        "Ông Tám phải nhập viện.",
        "Các bộ được Thủ tướng giao chủ trì soạn thảo sẽ giới thiệu đề án.",
        "Thủ tướng mong muốn làm việc này từ lâu.",
        "Khoản tiền mà Thủ tướng yêu cầu phải thu hồi vẫn còn treo.",
        "Thủ tướng đã chỉ đạo sát sao và có ý kiến với Quốc hội về dự luật.",
        "Công an tỉnh đã có văn bản gửi cấp có thẩm quyền đề nghị xem xét, xử lý 3 cán bộ.",
        "Kết luận nêu việc UBND thành phố giao, cho thuê khu đất là trái luật.",
        "Chính phủ nên giao Bộ Tư pháp chủ trì soạn thảo dự luật.",
        "Tỉnh chưa ban hành một văn bản nào chỉ đạo phải di dời bến thuyền.",
        "Người dân các phường Trung Sơn, Bắc Sơn và xã Quảng Cư kéo về thành phố yêu cầu chính quyền hỗ trợ.",
        "Do khu phố cổ không được nâng cấp, người dân sống trong nhà chật hẹp, Thủ tướng nói.",
        "Thủ tướng cho biết nhiều em không được đến trường vì không có giấy khai sinh.",
        "Sáng 16/4, Ban Bí thư tổ chức hội nghị toàn quốc quán triệt, triển khai nghị quyết mới.",
        "UBND huyện đảo huy động phương tiện để cứu hộ tàu hậu cần bị chìm, Thủ tướng cho biết.",
        "Lý giải với Quốc hội, Thủ tướng cho biết xe dưới 9 chỗ phải gắn hộp đèn.",
        "Thủ tướng nói đào tạo thế nào để đừng biến sinh viên thành máy móc.",
        "Thủ tướng nói người dân thấy chính sách là đúng và có trách nhiệm.",
        "Đồng thời, thành phố cũng có nhiều văn bản chỉ đạo kiểm tra lĩnh vực xây dựng.",
        "Đại biểu Lê An cho rằng nên giao Bộ Tư pháp chủ trì soạn thảo dự luật.",
        "Bộ công cụ tự đánh giá việc thực hiện mục tiêu do các chuyên gia lập ra.",
        '"Thanh tra nói đúng quy trình, nhưng kiểm tra lại thấy sai"',
        "Công điện yêu cầu Chủ tịch UBND các tỉnh, thành phố ven biển kêu gọi tàu thuyền vào bờ.",
        "Thủ tướng chỉ rõ một số hạn chế cần khắc phục.",
        "Thủ tướng nhấn mạnh 4 bài học kinh nghiệm cần tiếp tục kế thừa.",
        "Chiều 26/5, UBND tỉnh tổ chức Hội nghị trực tuyến quán triệt triển khai Chỉ thị số 10.",
        "Bác Hồ từng căn dặn các cấp ủy phải đoàn kết.",
        "Thủ tướng cho rằng việc này không phải là chia nhỏ địa bàn.",
        "Thủ tướng kể chuyện đi chợ. Hôm đó ông mua sim, họ yêu cầu phải có hộ chiếu.",
    ],
)
def test_pleas_praise_and_nouns_tell_nobody_anything(sentence: str) -> None:
    assert _told(PREMIER + sentence) == []


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (CHAIR + "Đồng chí đề nghị các huyện rà soát hồ sơ.", "Trần Văn Bình"),
        (CHAIR + "Bí thư Tỉnh ủy yêu cầu các huyện rà soát hồ sơ.", "Trần Văn Bình"),
        (CHAIR + "Ông Bình yêu cầu các huyện rà soát hồ sơ.", "Trần Văn Bình"),
        ("Kết luận hội nghị, đồng chí Lê Hoa, Ủy viên Bộ Chính trị, Trưởng Ban Dân vận đề nghị các ban rà soát hồ sơ.", "Lê Hoa"),
        (PREMIER + "Lãnh đạo Chính phủ giao các bộ rà soát hồ sơ.", "Nguyễn Văn Khang"),
        ("Tại hội nghị đồng chí Chủ tịch UBND tỉnh yêu cầu các sở rà soát hồ sơ.", "Chủ tịch UBND tỉnh"),
        ("UBND thành phố vừa có văn bản yêu cầu các sở rà soát hồ sơ.", "UBND thành phố"),
        ("Bộ Chính trị ban hành Chỉ thị số 27 về tiết kiệm.\nChỉ thị yêu cầu các cấp ủy rà soát chi tiêu.", "Bộ Chính trị"),
        ("Cục Di sản văn hoá (Bộ VH - TT & DL) đã gửi công văn đến Sở VH-TT-DL yêu cầu kiểm tra hồ sơ.", "Cục Di sản văn hoá"),
        ("Bộ Y tế yêu cầu các sở báo cáo.\nBộ yêu cầu các bệnh viện công khai giá.", "Bộ Y tế"),
        ("Sở Y tế TP. Hải Phòng yêu cầu các trạm báo cáo.\nSở Y tế yêu cầu các bệnh viện công khai giá.", "Sở Y tế TP. Hải Phòng"),
        ("Theo ông An, lực lượng chức năng đã yêu cầu chủ xe nộp phạt.", "lực lượng chức năng"),
        ("Về phía Sở đã yêu cầu chủ hồ dừng nuôi cá.", "Sở"),
        ("Bí thư Tỉnh ủy Lê An cho biết dân phản ánh nhiều nên đã yêu cầu công an huyện vây bắt.", "Lê An"),
        ("UBND tỉnh đã ra “tối hậu thư” yêu cầu ông Ngô Văn Quân phải tháo dỡ nhà.", "UBND tỉnh"),
        ("Chính phủ đã chỉ đạo các bộ phải đẩy nhanh cổ phần hoá.", "Chính phủ"),
        ("Chính phủ đã giao Bộ Nội vụ xây dựng đề án sắp xếp bộ máy.", "Chính phủ"),
        ("UBND huyện Hoa Lư đã có chỉ đạo tới phòng giáo dục, yêu cầu các trường rà soát hồ sơ.", "UBND huyện Hoa Lư"),
        ("Bộ Chính trị, Ban Bí thư yêu cầu các cấp ủy rà soát hồ sơ.", "Bộ Chính trị, Ban Bí thư"),
        ("Ông Trần An, Chủ tịch UBND tỉnh, đã nêu tên các dự án chậm, yêu cầu Sở Xây dựng rà soát hồ sơ.", "Trần An"),
        ("UBND huyện Tân Hồng, Đồng Tháp cho biết sẽ yêu cầu ông Nguyễn Văn Tặng hoàn trả mặt bằng.", "UBND huyện Tân Hồng"),
        ("Ban Giám hiệu nhà trường yêu cầu cô An viết bản tường trình.", "Ban Giám hiệu nhà trường"),
        ("Ban Chỉ huy Tìm kiếm cứu nạn tỉnh yêu cầu các xã rà soát hồ sơ.", "Ban Chỉ huy Tìm kiếm cứu nạn tỉnh"),
        ("Ban Chỉ huy PCTT và Tìm kiếm cứu nạn yêu cầu các xã rà soát hồ sơ.", "Ban Chỉ huy PCTT và Tìm kiếm cứu nạn"),
        ("Ông Trần An, Chủ tịch UBND tỉnh Cà Mau, dự.\nTheo đó, Chủ tịch tỉnh Cà Mau chỉ đạo các xã rà soát hồ sơ.", "Trần An"),
        ("Tin cho biết sở vừa có văn bản chỉ đạo các địa phương rà soát hồ sơ.", "sở"),
        ("Sở Văn hoá có văn bản gửi UBND huyện Hoa Lư đề nghị huyện dừng hội vật.", "Sở Văn hoá"),
        ("Thanh tra Chính phủ chỉ ra nhiều sai phạm của tỉnh; yêu cầu thu hồi 3 khu đất.", "Thanh tra Chính phủ"),
        ("Việc này có sau kết luận của Thanh tra Chính phủ về đất đai; đồng thời đề nghị tỉnh đấu giá 3 khu đất.", "Thanh tra Chính phủ"),
        ("Cục đề nghị Sở Xây dựng tỉnh Cà Mau rà soát hồ sơ.", "Cục"),
        ("Uỷ ban Sông Mê Kông quốc gia đề nghị Chủ tịch UBND tỉnh Cà Mau rà soát hồ sơ.", "Uỷ ban Sông Mê Kông quốc gia"),
        ("UBND tỉnh đã chỉ thị, địa phương nào để xảy ra cháy thì người đứng đầu phải chịu trách nhiệm.", "UBND tỉnh"),
        ("Các cấp ủy phải giữ gìn đoàn kết, theo Thường trực Ban Bí thư Lê Văn An.", "Lê Văn An"),
        ("Tổng Bí thư Lê Văn An nêu ba câu hỏi.\nNgười đứng đầu Đảng cũng yêu cầu các ban rà soát hồ sơ.", "Lê Văn An"),
        ("Theo Tổng Bí thư Lê Văn An, công việc trọng tâm thời gian tới là triển khai các cam kết.", "Lê Văn An"),
        ("Ông Lê An ký chỉ thị số 3 của Ban Bí thư.\nChỉ thị nêu rõ các cấp ủy phải tiết kiệm.", "Ban Bí thư"),
    ],
)
def test_a_short_mention_an_office_or_a_paper_leads_to_who_speaks(text: str, speaker: str) -> None:
    assert {name for name, _ in _told(text)} == {speaker}


def test_a_person_speaks_even_where_a_body_asks() -> None:
    text = "Bộ trưởng Bộ Y tế Lê Thị Hoa cho biết Bộ Y tế yêu cầu các bệnh viện công khai giá."
    assert _told(text) == [("Lê Thị Hoa", "các bệnh viện")]


@pytest.mark.parametrize(
    ("carrying", "addressee"),
    [
        ("Tiếp tục kiểm tra các hồ đập.", "các tỉnh"),
        ("Bộ Công an chỉ đạo lực lượng cảnh sát phân luồng giao thông.", "Bộ Công an"),
        ("Các bộ, ngành kiểm tra công trình đang thi công.", "Các bộ, ngành"),
        ("Đối với các huyện ven biển, tập trung sơ tán dân.", "các huyện ven biển"),
        ("Việc sơ tán phải hoàn thành trước 15/6.", "các tỉnh"),
        ("Đồng thời, yêu cầu Bộ Công Thương vận hành an toàn hồ chứa.", "Bộ Công Thương"),
        ("Một nhiệm vụ khác là xây dựng phương án hậu cần.", "các tỉnh"),
        ("Tỉnh đội được giao bố trí xe cứu hộ.", None),
        ("Trong quý II/2025, Sở Xây dựng trình UBND tỉnh quy hoạch phân khu.", "Sở Xây dựng"),
        ("Các đơn vị báo cáo kết quả về Bộ trước ngày 30 hằng tháng.", "Các đơn vị"),
        ("Không để xảy ra tình trạng thiếu thuốc.", "các tỉnh"),
        ("Một là, khẩn trương cứu trợ các hộ dân.", "các tỉnh"),
        ("Đồng thời, phân công Bộ trưởng Bộ Công an khẩn trương đến hiện trường cứu nạn.", "Bộ trưởng Bộ Công an"),
        ("Kết quả báo cáo về Bộ trước ngày 15/11.", "các tỉnh"),
        ("Đài Tiếng nói Việt Nam và các cơ quan báo chí tiếp tục đưa tin về bão.", "Đài Tiếng nói Việt Nam và các cơ quan báo chí"),
        ("Ban Nội chính Trung ương có nhiệm vụ nghiên cứu, trình đề án mới.", "Ban Nội chính Trung ương"),
        ("Tập trung phát hiện, xử lý vi phạm là nguyên nhân gây tai nạn.", "các tỉnh"),
        ("Trong đó, (1) tập trung nguồn lực cho tuyển sinh; (2) đẩy mạnh nghiên cứu.", "các tỉnh"),
        ("Ban Chỉ đạo Phòng thủ dân sự tổ chức theo dõi, báo cáo Thủ tướng chỉ đạo những vấn đề mới.", "Ban Chỉ đạo Phòng thủ dân sự"),
        ("Thực hiện nghiêm Lời kêu gọi của Tổng Bí thư, các văn bản lãnh đạo, chỉ đạo của Bộ Chính trị.", "các tỉnh"),
        ("Song song đẩy mạnh tuyên truyền, chủ động rà soát hồ đập.", "các tỉnh"),
        ("Về giải ngân vốn đầu tư công, tập trung giải ngân 100% kế hoạch vốn đã giao.", "các tỉnh"),
        ("Liên quan đến nhiệm vụ trên, Sở Tài chính rà soát số liệu.", "Sở Tài chính"),
        ("Các trạm đăng kiểm thống kê, tổng hợp các phương tiện đến đăng kiểm định kỳ và số xe đã gắn thẻ.", "Các trạm đăng kiểm"),
        ("Riêng các bến xe vẫn tiếp tục phối hợp với nhà cung cấp.", "các bến xe"),
        ("Trường hợp không đủ điều kiện thì bố trí cho dân cách ly tập trung.", None),
        ("Các bộ, ngành theo chức năng và nhiệm vụ được giao chủ động hỗ trợ các xã.", "Các bộ, ngành"),
    ],
)
def test_a_sentence_without_attribution_carries_the_instruction_on(carrying: str, addressee: str | None) -> None:
    first, second = _directives(PREMIER + "Thủ tướng yêu cầu các tỉnh chủ động sơ tán dân.\n" + carrying)
    assert not first.carried
    assert second.carried
    assert second.speaker == first.speaker
    assert addressee is None or (second.addressee and second.addressee.text == addressee)


@pytest.mark.parametrize(
    "closing",
    [
        "Trước đó, bão đã làm 3 người chết.",
        "Bão số 3 đang mạnh lên.",
        "Đến nay, các tỉnh đã sơ tán 300 hộ dân.",
        "Những vấn đề cần giải quyết còn nhiều.",
        "Theo quy định, doanh nghiệp phải chịu chi phí giám định.",
        "Nhưng theo ý kiến của đại diện các tỉnh thì đây là giải pháp phải áp dụng để dạy học.",
        "Lãnh đạo tỉnh cũng thống nhất chủ trương cấp kinh phí cho số giáo viên này.",
        "Cơ quan thẩm tra thì có trách nhiệm không?",
        "Do doanh nghiệp không đủ tiền nên tỉnh phải ứng tiền giám định.",
        "Kinh phí tiêu huỷ cần 300 triệu đồng.",
        "Công an huyện liên tục bắt giữ các điểm đá gà.",
        "Nhiều xe được giảm lại là xe không được nằm trong danh sách.",
        "Trước thông tin Thành uỷ yêu cầu công ty huỷ hợp đồng, phía công ty cho biết sẵn sàng giao lại đất.",
        "Quy hoạch này khác quy hoạch của huyện.",
        "Chính phủ đã bàn những vấn đề trọng tâm, cần có cơ chế đặc thù.",
        "Cơ quan CSĐT đã ra lệnh kê biên tài sản gắn liền với đất.",
        "Tinh gọn bộ máy là việc khó.",
        "Đầu tư công được xác định là chính, gồm ngân sách trung ương và địa phương.",
        "Tiếp tục tinh gọn bộ máy là yêu cầu cấp thiết.",
        "Các hộ dân bị ảnh hưởng vì phải giải tỏa nhà cửa.",
        "Phản ánh tới Thủ tướng, nhiều hộ dân cho biết giá đền bù thấp.",
        "Báo cáo tập trung vào các lĩnh vực đào tạo.",
        "Giáo viên còn thiếu, chế độ chính sách còn bất cập, cần điều chỉnh phù hợp.",
        "Ngành y tế có nhiệm vụ hết sức quan trọng.",
        "Tại sao các tỉnh phải sơ tán dân?",
        "Hội nghị cũng phân tích nguyên nhân của các hạn chế.",
        "Đồng chí cũng thống nhất một số nội dung của lễ khai mạc.",
        "Đồng chí Lê Văn An chủ trì Hội nghị.",
        "Quán triệt chỉ đạo của Thủ tướng, UBND tỉnh đã ban hành kế hoạch.",
    ],
)
def test_reports_and_descriptions_carry_nothing_on(closing: str) -> None:
    assert len(_directives(PREMIER + "Thủ tướng yêu cầu các tỉnh chủ động sơ tán dân.\n" + closing)) == 1


@pytest.mark.parametrize(
    "announcing",
    ["Thủ tướng xác định 9 nhóm nhiệm vụ trọng tâm.", "Thủ tướng cũng giao các nhiệm vụ cụ thể cho các bộ, ngành."],
)
def test_tasks_that_somebody_sets_out_follow_in_sentences_of_their_own(announcing: str) -> None:
    text = f"{PREMIER}{announcing}\nCụ thể, tập trung rà soát hồ sơ.\nTrong đó, Bộ Tài chính sớm trình đề án."
    assert _told(text) == [("Nguyễn Văn Khang", None), ("Nguyễn Văn Khang", "Bộ Tài chính")]


def test_whoever_praised_asks_in_the_next_sentence_without_being_named_again() -> None:
    text = (
        CHAIR
        + "Bí thư Tỉnh ủy biểu dương các sở đã tổ chức tốt hội nghị.\nĐồng thời, đề nghị các sở nâng cao năng suất.\nCần chăm lo đời sống."
    )
    assert _told(text) == [("Trần Văn Bình", "các sở")] * 2


def test_whoever_is_told_by_any_opening_is_told_what_follows_it() -> None:
    text = PREMIER + "Thủ tướng nhấn mạnh, các tỉnh phải sơ tán dân.\nTiếp tục kiểm tra các hồ đập.\nThủ tướng nêu rõ phải cứu đói."
    assert [told for _, told in _told(text)] == ["các tỉnh", "các tỉnh", None]


def test_joined_sentences_tell_whom_the_sentence_before_told_others_whom_the_opening_told() -> None:
    text = (
        PREMIER + "Thủ tướng yêu cầu các tỉnh chủ động sơ tán dân.\nBộ Công an bảo vệ các công trình.\n"
        "Đồng thời tăng cường tuần tra.\nKhẩn trương cứu trợ các hộ dân."
    )
    assert [addressee for _, addressee in _told(text)] == ["các tỉnh", "Bộ Công an", "Bộ Công an", "các tỉnh"]


def test_a_quotation_over_two_lines_belongs_to_whom_its_end_names() -> None:
    text = PREMIER + '"Cần nhận thức đúng việc này.\nCác bộ phải công khai kết quả", Thủ tướng nhấn mạnh.'
    assert _told(text) == [("Nguyễn Văn Khang", None), ("Nguyễn Văn Khang", "Các bộ")]


def test_an_attribution_after_the_words_needs_no_quotation_marks() -> None:
    assert _told(PREMIER + "Các bộ phải công khai kết quả, Thủ tướng nói.") == [("Nguyễn Văn Khang", "Các bộ")]


def test_a_lead_without_attribution_belongs_to_who_repeats_it() -> None:
    duty = "tiếp tục rà soát thủ tục hành chính."
    text = f"Các sở cần {duty}\n{CHAIR}Bí thư Tỉnh ủy đề nghị các sở {duty}"
    assert _told(text) == [("Trần Văn Bình", "Các sở"), ("Trần Văn Bình", "các sở")]


@pytest.mark.parametrize(
    "credit",
    [
        "Bí thư Tỉnh ủy Trần Văn Bình nhấn mạnh như vậy tại hội nghị.",
        "Đây là yêu cầu của Bí thư Tỉnh ủy Trần Văn Bình tại hội nghị.",
    ],
)
def test_the_sentence_after_may_name_who_spoke(credit: str) -> None:
    assert _told("Các cơ quan báo chí phải chủ động cung cấp thông tin.\n" + credit) == [("Trần Văn Bình", "Các cơ quan báo chí")]


def test_a_printed_speech_is_its_speakers_instruction() -> None:
    text = "Báo trích đăng phát biểu của Tổng Bí thư Lê Văn An.\nCác cấp ủy cần chuẩn bị tốt báo cáo.\nChú ý phát hiện nhân tố mới."
    assert [name for name, _ in _told(text)] == ["Lê Văn An", "Lê Văn An"]


def test_headings_and_headlines_tell_nobody_anything() -> None:
    assert _told(PREMIER + "Phải chuyển nhận thức thành hành động\nBão tan.", title="Thủ tướng yêu cầu chống bão") == []


def test_weak_words_of_saying_bind_only_from_those_whose_word_is_one() -> None:
    says = "cho rằng cần sửa luật."
    assert len(_directives(f"Thủ tướng Nguyễn Văn Khang {says}")) == 1
    assert _directives(f"Anh Phan Văn Tám {says}") == ()


def test_the_result_does_not_depend_on_composition_or_tone_marks() -> None:
    spellings = ("Thủ tướng yêu cầu Uỷ ban khẩn trương hoà giải.", "Thủ tướng yêu cầu Ủy ban khẩn trương hòa giải.")
    first, second = (_told(PREMIER + sentence) for sentence in spellings)
    assert first == [("Nguyễn Văn Khang", "Uỷ ban")]
    assert second == [("Nguyễn Văn Khang", "Ủy ban")]


PIECES = [*"abc .,;:“”()-", "\n", '"', "Thủ tướng ", "yêu cầu ", "nhấn mạnh ", "cần ", "các bộ ", "rà soát ", "1. "]


@given(st.lists(st.sampled_from(PIECES), max_size=80).map("".join))
def test_every_span_is_what_the_text_says(text: str) -> None:
    text = normalise(text)
    layout = Layout(None, None, None, None, (), (), lines(text))
    for directive in find_directives(text, layout, read_sentences(text, layout.paragraphs), ()):
        for span in (directive.quote, directive.speaker, directive.addressee):
            assert span is None or text[span.start : span.end] == span.text


def test_an_interview_tells_nobody_anything() -> None:
    asked = "PV: Thưa ông, việc này cần làm gì?\nBộ trưởng yêu cầu các sở rà soát hồ sơ.\n"
    assert len(_directives(asked)) == 1
    assert _directives(asked + "PV: Thưa ông, bao giờ xong?\n") == ()


@pytest.mark.parametrize(
    ("opening", "items", "told"),
    [
        ("Thủ tướng yêu cầu:", ["1. Bộ Y tế chỉ đạo rà soát hồ sơ.", "2. Bộ Tài chính bố trí kinh phí."], ["Bộ Y tế", "Bộ Tài chính"]),
        ("Thủ tướng đề nghị Tỉnh ủy Hà Giang:", ["- Rà soát quy hoạch.", "- Báo cáo kết quả."], ["Tỉnh ủy Hà Giang", "Tỉnh ủy Hà Giang"]),
        (
            "Thủ tướng yêu cầu:",
            ["1. Chủ tịch UBND các tỉnh:", "a) Tổ chức sơ tán dân.", "2. Chủ tịch Ủy ban nhân dân tỉnh Hà Nam rà soát đê."],
            ["Chủ tịch UBND các tỉnh", "Chủ tịch Ủy ban nhân dân tỉnh Hà Nam"],
        ),
        (
            "Thủ tướng yêu cầu các bộ khẩn trương triển khai các nhiệm vụ sau:",
            ["UBND các tỉnh:", "- Rà soát quy hoạch.", "Bộ Y tế báo cáo kết quả."],
            ["các bộ", "UBND các tỉnh", "Bộ Y tế"],
        ),
        (
            "Về việc này, Thủ tướng có ý kiến như sau:",
            ["Giao Bộ Y tế chủ trì chuẩn bị hồ sơ.", "Bộ Tài chính bố trí kinh phí."],
            ["Bộ Y tế", "Bộ Tài chính"],
        ),
    ],
)
def test_a_list_is_what_its_opening_orders(opening: str, items: list[str], told: list[str]) -> None:
    assert _told(PREMIER + "\n".join([opening, *items])) == [("Nguyễn Văn Khang", name) for name in told]
