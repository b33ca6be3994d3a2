# Bản tin

digest-title = { $every ->
    [day] Bản tin ngày
    [week] Bản tin tuần
    [month] Bản tin tháng
   *[instant] Tin mới
}
digest-title-tasks = { $every ->
    [day] Nhiệm vụ trong ngày
    [week] Nhiệm vụ trong tuần
    [month] Nhiệm vụ trong tháng
   *[instant] Nhiệm vụ mới
}
digest-articles = { $count } bài mới
digest-none = Chưa có bài mới.
digest-late = gửi muộn
digest-directives = Chỉ đạo đáng chú ý
digest-tasks = Việc và hạn
digest-documents = Văn bản:
digest-new-documents = <b>Văn bản mới nhắc</b>:
digest-falling-due = Sắp đến hạn (đến hết { $until })
digest-nobody = Người thực hiện: chưa nêu
digest-and-more = và { $count } mục khác
digest-omitted = Còn { $count } bài khác trong kỳ này; xem bằng lệnh /baiviet.
digest-more = Xem tiếp ({ $count } phần nữa) ›
digest-full = Xem đủ
digest-settings = Chỉnh bản tin
digest-taken-back = <i>Phần này đã được gỡ vì bài được đính chính.</i>
