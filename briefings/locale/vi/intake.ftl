# Nạp bài và sửa bài: bản nháp, từng mục, điều cần hỏi

command-nap = Nạp bài
command-duyet = Các bản nháp đang chờ
argument-nap = -
argument-duyet = -

load-how = 📥 Anh/chị gửi bài vào đây: dán toàn văn, chuyển tiếp bài đăng, hoặc gửi tệp. Bot đọc và đưa bản nháp để xem lại trước khi đăng.
right-lacking = Việc này cần quyền cao hơn. Anh/chị nhờ người quản trị.

draft-title = Bản nháp { $number }
draft-revision = Bản sửa bài { $article }
draft-by = gửi bởi { $name }, { $at }
draft-date = Ngày:
draft-place = Nơi:
draft-source = Nguồn:
draft-doubts = Cần xem lại
editors-note = biên tập ghi
doubt-no-date = Không thấy ngày nào trong bài: cần ghi ngày.
doubt-dates = Ngày họp { $event } không khớp ngày đăng { $published }.
doubt-spellings = “{ $one }” và “{ $other }” có thể là một văn bản.
doubt-reprint = Giống bài { $article } đến { $percent } %: đăng lại?
draft-part-empty = Chưa có mục nào.

facts-directives = Người nói: { $speaker } · Nói với: { $addressee }
facts-tasks = Ai: { $assignee } · Hạn: { $due }
facts-documents = Ngày: { $date } · Nơi ban hành: { $issuer }
facts-people = Chức vụ: { $roles }

button-mend-date = Sửa ngày
button-mend-title = Sửa tiêu đề
button-mend-source = Nguồn
button-publish = Đăng
button-replace = Thay bài { $article }
button-link = Gắn vào bài { $article }
button-keep-both = Giữ cả hai
button-discard = Bỏ
button-add = Thêm
button-remove = Xoá mục này
button-show-article = Xem bài

field-quote = Nội dung
field-speaker = Người nói
field-addressee = Nói với ai
field-assignee = Ai làm
field-due = Hạn
field-number = Số văn bản
field-issuer = Nơi ban hành
field-name = Họ tên
field-role = Chức vụ

ask-date = Anh/chị gõ ngày của sự kiện, ví dụ <code>16/12/2024</code>.
ask-title = Anh/chị gõ tiêu đề mới.
ask-source = Anh/chị gõ nguồn của bài, ví dụ tên báo hoặc đường dẫn; gõ <code>-</code> nếu không có.
ask-directives = Anh/chị chép lại từ bài câu chỉ đạo cần thêm. Nếu không phải lời trong bài, mở đầu bằng <code>ghi chú:</code>.
ask-tasks = Anh/chị chép lại từ bài nhiệm vụ cần thêm. Nếu không phải lời trong bài, mở đầu bằng <code>ghi chú:</code>.
ask-documents = Anh/chị chép lại từ bài loại và số văn bản, ví dụ <code>Nghị quyết số 18-NQ/TW</code>. Nếu không có trong bài, mở đầu bằng <code>ghi chú:</code>.
ask-people = Anh/chị chép lại từ bài họ tên, sau dấu phẩy là chức vụ. Nếu không có trong bài, mở đầu bằng <code>ghi chú:</code>.
ask-field = Anh/chị gõ nội dung mới cho mục “{ $field }”, đúng lời trong bài; gõ <code>-</code> nếu bài không nêu. Nếu là lời của biên tập, mở đầu bằng <code>ghi chú:</code>.
ask-was = <i>Hiện ghi:</i> { $words }
day-unclear = Chưa hiểu “{ $words }” là ngày nào. Anh/chị gõ như <code>16/12/2024</code>.
words-not-there = Không thấy “{ $words }” trong bài. Anh/chị chép đúng lời trong bài, hoặc mở đầu bằng <code>ghi chú:</code>.

drafts-none = 📥 Không có bản nháp nào đang chờ.
drafts-waiting = 📥 <b>{ $count } bản nháp đang chờ</b>
draft-published = ✅ Đã đăng thành bài { $article }.
draft-known = Bài này đã có trong kho: bài { $article }.
draft-linked = 🔗 Đã gắn vào bài { $article }: bài này ghi thêm nguồn cũng đăng.
article-replaced = ✅ Đã thay bài { $article } bằng bản mới; số bài giữ nguyên.
draft-discarded = 🗑 Đã bỏ bản nháp { $number }.
draft-gone = Bản nháp { $number } không còn chờ: đã đăng hoặc đã bỏ.
draft-changed = Bản nháp vừa có thay đổi. Anh/chị mở lại danh sách rồi chọn mục.

paste-begun = 📥 Đang nhận bài dài. Khi đã gửi hết, anh/chị bấm Xong, hoặc chờ 20 giây.
paste-joined = 📥 Đã nhận đủ bài: bản nháp { $number }.
paste-dropped = 🗑 Đã bỏ phần vừa gửi.
paste-nothing = Không còn phần nào đang chờ ghép.
button-done = Xong
button-open-draft = Xem bản nháp
album = Các tệp gửi cùng lúc
batch-progress = 📥 Đang đọc <b>{ $name }</b>: { $count } bài…
batch-done = 📥 <b>{ $name }</b>: { $loaded } bản nháp mới, { $known } bài đã có, { $refused } tệp không đọc được.
