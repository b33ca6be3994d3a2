# Thống kê: biểu đồ và lời mô tả biểu đồ

command-thongke = Thống kê: biểu đồ theo thời gian
argument-thongke = 2024
chart-title = Thống kê
chart-totals = { $articles } bài, { $directives } chỉ đạo, { $tasks } nhiệm vụ.
chart-busiest = Nhiều nhiệm vụ nhất: { $period } ({ $count }).
chart-documents = Văn bản được nhắc nhiều nhất
chart-most-cited = Văn bản được nhắc nhiều nhất trong toàn kho (số bài): { $documents }.
chart-timeline = { $document }: được nhắc trong { $count } bài
chart-story = { $title }: { $count } bài cùng sự kiện
same-event-title = Cùng sự kiện
chart-citation = { $day }: { $title } (bài { $article })
button-timeline = Dòng thời gian
chart-held = Việc đã nhận: { $statuses }.
