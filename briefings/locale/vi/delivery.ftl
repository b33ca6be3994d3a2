# Việc gửi tin: báo cho người quản lý, và đính chính

report-plain = ⚠️ Telegram không nhận định dạng của tin <code>{ $message }</code> gửi tới <code>{ $chat }</code>, nên tin đã được gửi dạng chữ thường. Telegram báo: <i>{ $reason }</i>. Trong một giờ tới, lỗi cùng loại chỉ ghi vào nhật ký.
report-refused = ⚠️ Telegram từ chối tin <code>{ $message }</code> gửi tới <code>{ $chat }</code>; tin này không gửi lại. Telegram báo: <i>{ $reason }</i>. Trong một giờ tới, lỗi cùng loại chỉ ghi vào nhật ký.
report-in-doubt = ⚠️ Chưa rõ tin <code>{ $message }</code> đã tới <code>{ $chat }</code> hay chưa ({ $reason }); tin này không gửi lại. Trong một giờ tới, trường hợp cùng loại chỉ ghi vào nhật ký.
report-thread = ⚠️ Chủ đề { $thread } trong nhóm <code>{ $chat }</code> không còn, nên bản tin đăng ký cho chủ đề đó đã tạm dừng.
correction-follows = ✏️ <b>Đính chính</b> tin đã gửi trước đây:
alert-stalled = ⚠️ { $count } tin đã đến giờ nhưng chưa gửi được; tin cũ nhất chờ { $minutes } phút. Xem nhật ký của bot và <code>giaoban doctor</code>. Trong một giờ tới không nhắc lại.
alert-errors = ⚠️ Trong một phút qua có { $count } yêu cầu bị lỗi. Xem nhật ký của bot. Trong một giờ tới không nhắc lại.
alert-backup = ⚠️ Chưa sao lưu được kho dữ liệu: <i>{ $reason }</i>. Bot sẽ thử lại; trong một giờ tới không nhắc lại.
