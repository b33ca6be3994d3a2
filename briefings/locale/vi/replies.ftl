# Lời chào, trợ giúp, và khi không làm được

start-title = Giao Ban
start-lead = Đọc bài về hội nghị và cho biết: ai chỉ đạo việc gì, giao cho ai, đến khi nào, theo văn bản nào.
start-how = Anh/chị bấm một nút bên dưới, hoặc gõ điều cần tìm, ví dụ <code>tinh gọn bộ máy</code>.
start-newest = Bài mới nhất:

help-title = Cách dùng Giao Ban
help-lead = Gõ lệnh, hoặc gõ ngay điều cần tìm. Lệnh không ghi gì thêm sẽ xem bài mới nhất.
help-close = Sau lệnh có thể ghi số bài, số văn bản, tên người, thời gian (<code>2024</code>, <code>tháng 11-2018</code>, <code>quý 3/2024</code>) hoặc từ cần tìm. Dưới mỗi danh sách, bấm số thứ tự để đọc đoạn gốc trong bài.
for-example = ví dụ

command-batdau = Bắt đầu
command-trogiup = Trợ giúp: các lệnh và ví dụ
command-baiviet = Bài viết: danh sách
command-tomtat = Tóm tắt: một bài trong nửa phút
command-chidao = Chỉ đạo: ai nói, nói với ai
command-nhiemvu = Nhiệm vụ: ai làm, hạn đến khi nào
command-vanban = Văn bản: được nhắc đến ở đâu
command-nguoi = Người: được nêu và chức vụ
command-tim = Tìm: trong các bài

argument-batdau = -
argument-trogiup = -
argument-baiviet = 2024
argument-tomtat = 3
argument-chidao = Tô Lâm
argument-nhiemvu = 2024
argument-vanban = 18-NQ/TW
argument-nguoi = Tô Lâm
argument-tim = tinh gọn bộ máy

button-tomtat = Bài mới nhất
button-chidao = Chỉ đạo
button-nhiemvu = Nhiệm vụ
button-vanban = Văn bản
button-baiviet = Các bài viết
button-trogiup = Trợ giúp
language-vi = Tiếng Việt
language-en = English

search-what = Anh/chị muốn tìm gì? Ví dụ <code>/tim tinh gọn bộ máy</code>.
article-missing = Không có bài { $article } trong kho. Lệnh cần số bài, ví dụ <code>/tomtat 3</code>.
recent-articles = Các bài gần đây:
store-empty = Kho chưa có bài nào. Khi có bài, anh/chị sẽ xem được tóm tắt, chỉ đạo và nhiệm vụ tại đây.
command-close = Không có lệnh <code>/{ $command }</code>. Có phải anh/chị muốn dùng /{ $close }?
command-unknown = Không có lệnh <code>/{ $command }</code>. Anh/chị xem các lệnh ở /trogiup, hoặc gõ ngay điều cần tìm.
words-only = Tin này không có chữ để trả lời. Anh/chị gõ lệnh, hoặc gõ điều cần tìm, ví dụ <code>tinh gọn bộ máy</code>.
language-chosen = Từ nay bot trả lời bằng tiếng Việt.
language-admins-only = Trong nhóm, chỉ quản trị viên đổi được ngôn ngữ.
page-here = Đang ở trang { $page }/{ $pages }.

error-unknown = Không làm được yêu cầu này. Anh/chị thử lại, hoặc xem /trogiup.
error-usage = Lệnh chưa đúng cách dùng. Anh/chị xem ví dụ ở /trogiup.
error-unreadable = Không đọc được nội dung này.
error-not-found = Không tìm thấy điều anh/chị cần trong kho. Anh/chị gõ lại lệnh để xem danh sách mới.
error-store = Kho dữ liệu đang bận. Anh/chị thử lại sau ít phút.
error-tap = Nút này không còn dùng được. Anh/chị gõ lại lệnh để có danh sách mới.
breakdown = Có trục trặc khi trả lời, chúng tôi đã ghi lại (mã { $code }). Anh/chị thử lại sau ít phút.
