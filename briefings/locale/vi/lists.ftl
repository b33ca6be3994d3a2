# Danh sách: tiêu đề, từng mục, khi không có gì

kind-articles = Bài viết
kind-search = Tìm

paragraph-mark = đoạn { $paragraph }
outside-story = tiêu đề hoặc chú thích ảnh
day-event = { $day }
day-loaded = nạp ngày { $day }
scope-due = hạn { $period }

speaker-not-stated = Người chỉ đạo: chưa nêu
carried-on = tiếp câu trước
said-again = lần thứ { $times }; trước đó:
task-who = Ai:
task-due = Hạn:
task-under = Theo:
task-by = Người giao:
from-opening = theo câu mở đầu
from-heading = theo đề mục
role-not-stated = chức vụ: chưa nêu
issuer-not-stated = nơi ban hành: chưa nêu
document-type = { $type } số
quoted = “{ $words }”
cited-in = Được nhắc trong { $count } bài
cited-together = Cùng được nhắc:
differ-date = Các bài ghi ngày khác nhau:
differ-issuer = Các bài ghi cơ quan ban hành khác nhau:
differ-number = Các bài ghi số khác nhau:
in-articles = { $count } bài
without-accents = Có kết quả tìm theo chữ không dấu.
related-directives = Chỉ đạo liên quan
related-tasks = Nhiệm vụ liên quan
button-document = Xem văn bản này

empty-articles = Chưa có bài nào ứng với { $scope }. Thử một thời gian khác, ví dụ <code>/baiviet 2024</code>.
empty-summary = Chưa có bài nào ứng với { $scope }. Lệnh này cần số bài, ví dụ <code>/tomtat 3</code>.
empty-directives = Chưa thấy chỉ đạo nào ứng với { $scope }. Thử tên người phát biểu hoặc thời gian, ví dụ <code>/chidao Tô Lâm</code>, <code>/chidao 2024</code>.
empty-tasks = Chưa thấy nhiệm vụ nào ứng với { $scope }. Thử số bài hoặc thời gian, ví dụ <code>/nhiemvu 3</code>, <code>/nhiemvu 2024</code>.
empty-documents = Chưa có bài nào nhắc đến văn bản { $scope }. Thử ghi số văn bản, ví dụ <code>/vanban 18-NQ/TW</code>.
empty-people = Chưa có bài nào nêu tên { $scope }. Thử họ tên đầy đủ, ví dụ <code>/nguoi Tô Lâm</code>.
empty-within = Không thấy mục nào ứng với { $scope }. Thử bớt một điều kiện.
empty-search = Chưa có bài nào nói về { $scope }. Thử từ ngắn hơn, hoặc số văn bản như <code>18-NQ/TW</code>.
button-search-words = Tìm “{ $words }” trong các bài

none-directives = Bài { $article } không nêu chỉ đạo nào: <i>{ $title }</i>.
none-tasks = Bài { $article } không nêu nhiệm vụ nào: <i>{ $title }</i>.
none-documents = Bài { $article } không nhắc đến văn bản nào có số: <i>{ $title }</i>.
none-people = Bài { $article } không nêu đầy đủ họ tên người nào: <i>{ $title }</i>.
