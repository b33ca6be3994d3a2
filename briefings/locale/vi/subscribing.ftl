# Đăng ký bản tin

command-bantin = Bản tin ngay
command-dangky = Đăng ký bản tin
command-huydangky = Huỷ đăng ký
command-caidat = Cài đặt: ngôn ngữ, giờ giấc, các bản tin
argument-bantin = -
argument-dangky = tuần T2 07:30
argument-huydangky = -
argument-caidat = -

template-brief = Bản tin gọn
template-full = Bản tin đầy đủ
template-tasks = Chỉ nhiệm vụ
every-day = Hằng ngày
every-week = Hằng tuần
every-month = Hằng tháng
every-instant = Ngay khi có bài
rhythm-day = hằng ngày, lúc { $at }
rhythm-week = { $weekday } hằng tuần, lúc { $at }
rhythm-month = { $monthday ->
    [31] ngày cuối tháng, lúc { $at }
   *[other] ngày { $monthday } hằng tháng, lúc { $at }
}
rhythm-instant = ngay khi có bài
monthday-last = Cuối tháng
weekday = { $day ->
    [0] thứ Hai
    [1] thứ Ba
    [2] thứ Tư
    [3] thứ Năm
    [4] thứ Sáu
    [5] thứ Bảy
   *[6] Chủ nhật
}
filter-words = có từ: { $values }
filter-documents = văn bản: { $values }
filter-speakers = người: { $values }
filter-organisations = cơ quan: { $values }
filter-provinces = tỉnh: { $values }
filter-sections = phần: { $values }
filter-none = Mọi bài
section-summary = tóm tắt
section-directives = chỉ đạo
section-tasks = nhiệm vụ
section-documents = văn bản

subscribe-title = 🗓 <b>Đăng ký bản tin</b>
ask-template = Anh/chị muốn nhận bản tin nào? Có thể gõ gọn một dòng, ví dụ <code>/dangky tuần T2 07:30</code>, <code>/dangky ngày 6h45 vanban:18-NQ/TW</code>, <code>/dangky tức thì</code>.
ask-rhythm = Bao lâu một lần?
ask-weekday = Vào ngày nào trong tuần?
ask-monthday = Vào ngày nào trong tháng?
ask-hour = Vào lúc mấy giờ?
ask-filter = Về mọi bài, hay chỉ bài nhắc đến một văn bản? Cũng có thể lọc theo từ, người, cơ quan, tỉnh, phần bằng một dòng lệnh, ví dụ <code>/dangky tuần T2 07:30 nguoi:Tô Lâm</code>, <code>tu:tinh gọn</code>, <code>coquan:Ban Tổ chức Trung ương</code>, <code>tinh:Lâm Đồng</code>, <code>phan:chỉ đạo</code>.
subscribe-unclear = Chưa hiểu “{ $words }”. Anh/chị gõ như <code>/dangky tuần T2 07:30</code>, <code>/dangky ngày 6h45 vanban:18-NQ/TW</code>, <code>/dangky tháng ngày 15 7h</code> hoặc <code>/dangky tức thì</code>; hoặc gõ /dangky để chọn bằng nút.
subscribe-admins-only = Trong nhóm và kênh, chỉ quản trị viên đổi được việc nhận bản tin.
settings-unclear = Chưa hiểu “{ $words }”. Anh/chị gõ múi giờ như <code>/caidat Asia/Ho_Chi_Minh</code>, giờ yên lặng như <code>/caidat 22:00-06:00</code>, hoặc /caidat để xem.
subscribed = 🗓 <b>Đã đăng ký.</b>
subscribed-already = 🗓 <b>Đã đăng ký từ trước.</b>
subscription = 🗓 <b>Bản tin đã đăng ký</b>
subscriptions-none = Chưa đăng ký bản tin nào. Anh/chị chọn bằng nút bên dưới, hoặc gõ <code>/dangky tuần T2 07:30</code>.
unsubscribe-which = Anh/chị huỷ bản tin nào?
unsubscribed = 🗓 <b>Đã huỷ</b>: { $order }
channel-joined = 🗓 Bot đã là quản trị viên của kênh <b>{ $title }</b>. Để kênh nhận bản tin, anh/chị đăng trong kênh một dòng như <code>/dangky tuần T2 07:30</code>; xem và đổi bằng /caidat đăng trong kênh.

quiet-hours = Giờ yên lặng: { $hours }
quiet-and-zone = Giờ yên lặng: { $hours } · múi giờ: { $zone }
quiet-none = không
next-slot = Kỳ tới: { $at }
next-published = khi có bài mới
paused = <i>Đang tạm dừng.</i>
button-preview = Xem trước kỳ tới
button-working = { $on ->
    [yes] Chỉ ngày làm việc: có
   *[no] Chỉ ngày làm việc: không
}
button-nothing-new = { $on ->
    [yes] Báo cả khi không có bài mới: có
   *[no] Báo cả khi không có bài mới: không
}
button-quiet = Giờ yên lặng: { $hours }
button-pause = Tạm dừng
button-resume = Nhận tiếp
button-end = Huỷ đăng ký
button-subscribe = Đăng ký bản tin
