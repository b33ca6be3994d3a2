# Quyền và nhật ký; sửa và gỡ bài đã đăng

command-sua = Sửa một bài đã đăng
command-go = Gỡ một bài đã đăng
command-quantri = Ai có quyền gì
command-nhatky = Nhật ký thay đổi
argument-sua = 3
argument-go = 3
argument-quantri = -
argument-nhatky = -

role-editor = Biên tập
role-admin = Quản trị
role-owner = Chủ
members-title = 👥 <b>Người có quyền</b>
members-none = Chưa có ai, ngoài các chủ ghi trong cấu hình.
members-how = Thêm người: chuyển tiếp một tin ngắn của người đó vào đây, hoặc gõ <code>/quantri @ten biên tập</code>, <code>/quantri 123456 quản trị</code>.
button-dismiss = Thôi quyền: { $name }
appoint-which = 👥 Giao quyền nào cho <b>{ $name }</b> ({ $user })?
appoint-unclear = Chưa hiểu “{ $words }”. Anh/chị gõ như <code>/quantri @ten biên tập</code> hoặc <code>/quantri 123456 quản trị</code>.

log-title = 🗒 <b>Nhật ký</b> · { $count } thay đổi
log-empty = Chưa có thay đổi nào.
log-how = Lấy thành tệp: <code>/nhatky csv</code>
log-draft = bản nháp { $number }
log-article = bài { $number }
log-act-load = nạp
log-act-publish = đăng
log-act-discard = bỏ
log-act-link = gắn bản in lại vào
log-act-reread = đọc lại
log-act-withdraw = gỡ
log-act-restore = đăng lại
log-act-revise = sửa
log-act-replace = thay
log-act-appoint = giao quyền cho
log-act-dismiss = thôi quyền của
log-act-set = sửa
log-act-add = thêm
log-act-remove = bớt
log-part-date = ngày của
log-part-title = tiêu đề của
log-part-source = nguồn của
log-part-directives = một chỉ đạo của
log-part-tasks = một nhiệm vụ của
log-part-documents = một văn bản của
log-part-people = một người của

revise-which = Lệnh này cần số bài, ví dụ <code>/sua 3</code>.
withdraw-which = Lệnh này cần số bài, ví dụ <code>/go 3</code>.
article-revised = ✅ Đã sửa bài { $article }.
article-withdrawn = 🗑 Đã gỡ bài { $article }: không còn trong danh sách nào.
article-restored = ✅ Đã đăng lại bài { $article }.
button-undo = Hoàn tác
