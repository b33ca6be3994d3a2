# When a file or an address cannot be read

source-empty = { $name } cannot be read: there is no text in it.
source-too-big = The file has { $size } MB; Telegram lets a bot download { $limit } MB at most. Please send a link, or a smaller file.
source-kind = { $name } cannot be read. Please send .txt, .html, .docx, .pdf or .zip, or paste the text.
source-encoding = { $name } cannot be read: its character encoding is not clear. Please save it as Unicode (UTF-8) and send it again.
source-locked = { $name } cannot be read: the file has a password.
source-damaged = { $name } cannot be read: the file is damaged or not what its name says. Please save it anew, or paste the text.
source-slow = { $name } could not be read within { $seconds } seconds. Please send a smaller file, or paste the text.
source-heavy = { $name } cannot be read: the file is too complex. Please send a smaller one, or paste the text.
source-scan = { $name } is a picture of text. The server needs Tesseract with Vietnamese (<code>tesseract-ocr</code>, <code>tesseract-ocr-vie</code>); or please send a version with text.
source-bomb = { $name } was not opened: unpacked it would be too large ({ $size } MB; { $limit } MB are allowed).
source-many = { $name } cannot be read: it has { $count } files or pages; { $limit } are allowed. Please send it in parts.
source-paths = { $name } was not opened: a file name in it leads out of the archive.
source-nested = { $name } was not opened: it is an archive within an archive. Please put the articles into one archive.
source-no-article = There is no article in { $name }. Please paste the text.
source-login = The page { $name } asks for a password. Please paste the text, or send a file.
source-url = { $name } is no address of a web page. One begins with <code>http://</code> or <code>https://</code>.
source-url-private = { $name } was not opened: the address is not on the public Internet.
source-url-missing = There is no page { $name }. Please check the link.
source-url-refused = The server of { $name } does not give out the page (status { $status }). Please paste the text, or send a file.
source-url-redirects = { $name } cannot be opened: it leads from one address to the next without end.
source-url-slow = The page { $name } took longer than { $seconds } seconds. Please try again later, or paste the text.
source-url-silent = { $name } cannot be reached. Please check the link, or paste the text.
