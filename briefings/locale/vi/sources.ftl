# Khi không đọc được tệp hoặc đường dẫn

source-empty = Không đọc được { $name }: trong đó không có chữ nào.
source-too-big = Tệp nặng { $size } MB; Telegram chỉ cho bot tải tệp đến { $limit } MB. Anh/chị gửi đường dẫn, hoặc chia nhỏ tệp.
source-kind = Không đọc được { $name }. Anh/chị gửi tệp .txt, .html, .docx, .pdf hoặc .zip, hoặc dán nội dung bài.
source-encoding = Không đọc được { $name }: không rõ tệp dùng bảng mã nào. Anh/chị lưu lại ở dạng Unicode (UTF-8) rồi gửi.
source-locked = Không đọc được { $name }: tệp có mật khẩu.
source-damaged = Không đọc được { $name }: tệp hỏng hoặc không đúng định dạng. Anh/chị lưu lại tệp rồi gửi, hoặc dán nội dung bài.
source-slow = Không đọc được { $name } trong { $seconds } giây. Anh/chị gửi tệp nhỏ hơn, hoặc dán nội dung bài.
source-heavy = Không đọc được { $name }: tệp quá phức tạp. Anh/chị gửi tệp nhỏ hơn, hoặc dán nội dung bài.
source-scan = { $name } là ảnh chụp văn bản, không có chữ để đọc. Máy chủ cần cài Tesseract và tiếng Việt (<code>tesseract-ocr</code>, <code>tesseract-ocr-vie</code>); hoặc anh/chị gửi bản có chữ.
source-bomb = Không mở { $name }: khi giải nén quá lớn ({ $size } MB, cho phép đến { $limit } MB).
source-many = Không đọc được { $name }: có { $count } tệp hoặc trang, cho phép đến { $limit }. Anh/chị chia nhỏ rồi gửi.
source-paths = Không mở { $name }: tên tệp bên trong dẫn ra ngoài tệp nén.
source-nested = Không mở { $name }: đây là tệp nén trong tệp nén. Anh/chị nén các bài vào một tệp.
source-no-article = Không thấy bài viết nào trong { $name }. Anh/chị dán nội dung bài.
source-login = Trang { $name } cần đăng nhập. Anh/chị dán nội dung bài, hoặc gửi tệp.
source-url = { $name } không phải địa chỉ trang web. Địa chỉ bắt đầu bằng <code>http://</code> hoặc <code>https://</code>.
source-url-private = Không mở { $name }: địa chỉ này không ở trên Internet công cộng.
source-url-missing = Không có trang { $name }. Anh/chị xem lại đường dẫn.
source-url-refused = Máy chủ của { $name } không cho đọc trang (mã { $status }). Anh/chị dán nội dung bài, hoặc gửi tệp.
source-url-redirects = Không mở được { $name }: trang chuyển hướng mãi không dừng.
source-url-slow = Trang { $name } trả lời quá { $seconds } giây. Anh/chị thử lại sau, hoặc dán nội dung bài.
source-url-silent = Không kết nối được với { $name }. Anh/chị xem lại đường dẫn, hoặc dán nội dung bài.
