# Cài đặt của cuộc trò chuyện

choices = ⚙️ <b>Cài đặt</b>
    Bấm vào một dòng để đổi. Múi giờ và giờ yên lặng khác có thể gõ, ví dụ <code>/caidat Asia/Ho_Chi_Minh</code>, <code>/caidat 22:00-06:00</code>; hai điều này áp dụng cho cả các bản tin.
choices-subscribed = <b>Các bản tin đã đăng ký</b>: bấm vào một bản tin để đổi, xem trước hoặc huỷ.
choice-language = Ngôn ngữ: { $language }
choice-zone = Múi giờ: { $zone }
choice-length = { $brief ->
    [yes] Tóm tắt: gọn
   *[no] Tóm tắt: đầy đủ
}
choice-previews = { $on ->
    [yes] Xem trước liên kết: có
   *[no] Xem trước liên kết: không
}
settings-admins-only = Trong nhóm và kênh, chỉ quản trị viên đổi được cài đặt.
