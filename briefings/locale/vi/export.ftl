# Mang về: tệp Word, Excel, lịch, CSV, JSON

kind-summary = Bài viết
kind-citations = Nội dung nhắc đến văn bản

command-xuat = Xuất: danh sách đang xem thành tệp
argument-xuat = nhiemvu 2024 excel
button-export = Xuất
export-offer = 📤 <b>Xuất</b> · { $what }
export-choose = Anh/chị chọn dạng tệp:
export-which = 📤 <b>Xuất</b>
    Anh/chị mở một danh sách rồi bấm “Xuất”, hoặc gõ gọn một dòng, ví dụ <code>/xuat nhiemvu 2024 excel</code>, <code>/xuat chidao Tô Lâm word</code>.
export-unclear = Chưa hiểu “{ $words }”. Anh/chị gõ như <code>/xuat nhiemvu 2024 excel</code>; các dạng tệp: word, dang, excel, ics, csv, json.
export-empty = Không có gì để xuất: { $what }.
export-no-dates = Trong { $what } không có nhiệm vụ nào có hạn xác định được, nên chưa có gì để đưa vào lịch.
export-made = { $what }; lập ngày { $day }
export-done = 📤 { $what }
export-cut = Chỉ ghi { $count } mục đầu; danh sách còn dài hơn.
export-place = Bài { $article }, đoạn { $paragraph }: { $title }
format-docx = Word (thể thức Nhà nước)
format-dang = Word (thể thức Đảng)
format-xlsx = Excel
format-ics = Lịch (.ics)
format-csv = CSV
format-json = JSON

due-over = Quá hạn
due-week = Trong 7 ngày
due-month = Trong 30 ngày

column-no = TT
column-task = Nhiệm vụ
column-assignee = Người thực hiện
column-due = Hạn (như bài ghi)
column-due-last = Ngày cuối của hạn
column-status = Trạng thái
column-taken-by = Người nhận việc
column-remark = Ghi chú của nhóm
column-documents = Theo văn bản
column-ordered-by = Người giao
column-inferred = Ghi chú
column-article = Bài
column-paragraph = Đoạn
column-day = Ngày
column-title = Tên bài
column-source = Nguồn
column-directive = Nội dung chỉ đạo
column-speaker = Người chỉ đạo
column-addressee = Nơi nhận chỉ đạo
column-type = Loại văn bản
column-number = Số, ký hiệu
column-date = Ngày ban hành
column-issuer = Nơi ban hành
column-subject = Trích yếu
column-articles = Số bài nhắc đến
column-last-day = Nhắc gần nhất
column-sentences = Câu nhắc đến
column-name = Họ và tên
column-roles = Chức vụ
column-passage = Đoạn tìm thấy

paper-above = ………………………
paper-office = ………………………
paper-state = CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
paper-motto = Độc lập - Tự do - Hạnh phúc
paper-party = ĐẢNG CỘNG SẢN VIỆT NAM
paper-number = Số: ……/……
paper-date = ………, ngày { $day } tháng { $month ->
    [1] 01
    [2] 02
   *[other] { $month }
} năm { $year }
paper-type = BÁO CÁO TỔNG HỢP
paper-source = Nguồn:
paper-summary = Tóm tắt
paper-note = Nội dung trích nguyên văn từ bài báo. Điều bài không nêu được ghi là “chưa nêu”.
paper-to = Nơi nhận:
paper-to-whom = - ………………;
paper-kept = - Lưu: VT.
paper-signed = NGƯỜI LẬP
paper-name = (Ký, ghi rõ họ tên)
