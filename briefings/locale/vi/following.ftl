# Việc đã nhận, nhắc việc, theo dõi

button-take = Nhận việc
button-held = Việc đã nhận
button-all-tasks = Nhiệm vụ trong các bài
held-title = Việc đã nhận
held-open = Đang theo
held-todo = Chưa làm
held-doing = Đang làm
held-done = Xong
held-dropped = Đã bỏ
held-late = Quá hạn
held-all = Tất cả
status-todo = Chưa làm
status-doing = Đang làm
status-done = Xong
status-dropped = Bỏ
held-none = Chưa có việc nào ở mục này. Anh/chị mở /nhiemvu rồi bấm “Nhận việc” để theo một việc đến cùng. Lọc bằng lệnh, ví dụ <code>/nhiemvu đang làm 18-NQ/TW</code>, <code>/nhiemvu giao: Lan</code>.
held-number = Việc số { $number }
held-withdrawn = Bài này đã được gỡ; việc giữ như lúc nhận.
task-who-printed = Theo bài, ai:
task-who-here = Người làm:
held-note = Ghi chú:
held-is-late = quá hạn
held-own-due = ngày đặt trong nhóm này:
held-own-due-set = đặt ở đây; bài chưa nêu
held-history = Lịch sử
held-members-only = Chỉ thành viên của nhóm, hoặc quản trị viên của kênh, theo dõi được việc ở đây.
held-due-printed = Bài đã nêu hạn của việc này, nên không đặt hạn khác.
held-day-unclear = Chưa hiểu “{ $words }”. Anh/chị ghi ngày như 30/12/2026, tháng 12 hoặc quý 4/2026.
button-mine = Tôi làm
button-say-assignee = Giao cho…
button-say-due = Đặt hạn…
button-say-note = Ghi chú…
button-past = Lịch sử
button-article = Xem trong bài
ask-held-assignee = Ai làm việc “{ $quote }”? Anh/chị trả lời tin này bằng tên; gõ “-” để bỏ trống.
ask-held-due = Hạn của việc “{ $quote }” là ngày nào? Anh/chị trả lời tin này, ví dụ <code>30/12/2026</code>; gõ “-” để bỏ hạn.
ask-held-note = Ghi chú gì cho việc “{ $quote }”? Anh/chị trả lời tin này; gõ “-” để xoá ghi chú.
change-taken = nhận việc
change-nothing = để trống
field-held-assignee = người làm
field-held-due = hạn
field-held-note = ghi chú
pick-title = Nhận việc nào?
pick-how = Bấm số của việc; việc đã nhận có dấu ✓.
pick-taken = đã nhận

template-reminders = Nhắc việc
remind-late = Vừa quá hạn
remind-soon = Đến hạn ngay
remind-ahead = Còn khoảng một tuần
remind-left = { $left ->
    [0] hôm nay
   *[other] còn { $left } ngày
}
remind-past = quá { $past } ngày
button-reminder-hour = Giờ nhắc: { $at }

command-theodoi = Theo dõi: văn bản, người, cơ quan, tỉnh, từ
argument-theodoi = 18-NQ/TW
template-alert = Báo tin theo dõi
alert-title = { $count ->
    [1] Có bài mới về điều đang theo dõi
   *[other] { $count } bài mới về điều đang theo dõi
}
button-caidat = Giờ yên lặng, tạm dừng
alert-of = Theo dõi:
button-follow = Theo dõi
button-follow-value = ＋ { $value }
button-leave = ✕ { $value }
following-title = Đang theo dõi
following-none = Chưa theo dõi gì. Khi có bài mới nhắc đến điều theo dõi, bot báo ngay, trừ giờ yên lặng.
following-leave = Bấm ✕ để thôi theo dõi.
following-suggested = Gợi ý từ những gì đã xem:
following-how = Thêm bằng lệnh, ví dụ <code>/theodoi 18-NQ/TW</code>, <code>/theodoi Tô Lâm</code>, <code>/theodoi coquan: Bộ Nội vụ</code>, <code>/theodoi tinh: Lâm Đồng</code>, <code>/theodoi tu: tinh gọn bộ máy</code>.
following-added = Đã theo dõi: <b>{ $value }</b>.
following-known = Đã theo dõi từ trước: <b>{ $value }</b>.
following-left = Đã thôi theo dõi: { $value }.
following-full = Đã theo dõi { $count } điều, là mức nhiều nhất. Anh/chị thôi theo dõi bớt rồi thêm.
following-kind-words = từ
following-kind-documents = văn bản
following-kind-speakers = người
following-kind-organisations = cơ quan
following-kind-provinces = tỉnh
