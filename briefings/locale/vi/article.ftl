# Một bài: thẻ bài, toàn văn, đoạn trích

article-number = bài { $article }
paragraph = Đoạn { $paragraph }
place-caption = Chú thích ảnh
place-headline = Tiêu đề
caption = (ảnh) { $words }
source = Nguồn: { $source }
page-of = trang { $page }/{ $pages }
title-none = (Bài không có tiêu đề)
summary-none = Bài này không có phần thân để tóm tắt.

not-stated = chưa nêu
date-not-stated = ngày: chưa nêu
day-published = đăng ngày { $day }
year-inferred = năm suy từ “{ $words }”

when-month = tháng { $month }/{ $year }
when-quarter = quý { $quarter }/{ $year }
when-half = { $half ->
    [first] 6 tháng đầu năm { $year }
   *[second] 6 tháng cuối năm { $year }
}
when-year = năm { $year }

kind-directives = Chỉ đạo
kind-tasks = Nhiệm vụ
kind-documents = Văn bản
kind-people = Người

count-directives = { $count } chỉ đạo
count-tasks = { $count } nhiệm vụ
count-documents = { $count } văn bản
count-people = { $count } người
counts-none = Không thấy chỉ đạo, nhiệm vụ hay văn bản nào trong bài.

button-summary = Tóm tắt
button-full-text = Toàn văn
button-back = ‹ Trước
button-on = Sau ›
button-return = ‹ Quay lại

also-printed = Cũng đăng trên { $papers }
source-unnamed = báo khác (chưa nêu tên)
same-event = Cùng sự kiện: bài { $article } ({ $source })
figures-differ = Số liệu khác nhau
figure-place = { $paragraph ->
    [0] bài { $article }, { $source }
   *[other] bài { $article }, đoạn { $paragraph }, { $source }
}
button-story = Bài { $article }
