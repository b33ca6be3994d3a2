# Dữ liệu riêng: xem, lấy bản sao, xoá

command-xoadulieu = Dữ liệu riêng: xem, lấy bản sao, xoá
argument-xoadulieu = -
kept-title = Dữ liệu bot đang lưu về anh/chị
kept-settings = lựa chọn ngôn ngữ, tình trạng liên lạc
kept-subscriptions = đăng ký và theo dõi: { $count }
kept-tasks = việc đã nhận: { $count }
kept-messages = tin bot đã gửi, chờ gửi: { $count }
kept-others = mục khác (lần xem gần nhất, câu đang hỏi, vai trò): { $count }
kept-always = Bot không lưu tin nhắn của anh/chị sau khi đã trả lời. Khi xoá, mọi đăng ký và việc đã nhận ở đây cũng mất. Nhật ký về người đã nạp, sửa bài vẫn giữ.
kept-nothing = Bot không lưu gì về anh/chị.
kept-removed = Đã xoá dữ liệu của anh/chị. Bot chỉ lưu lại khi anh/chị dùng tiếp.
button-kept-copy = Lấy bản sao
button-kept-remove = Xoá hết
