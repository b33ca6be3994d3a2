# Greeting, help, and what is said when something can't be done

start-title = Giao Ban
start-lead = Reads articles about official conferences and tells who directed what, who has to do it, until when, and under which document.
start-how = Press a button below, or type what you are looking for, for example <code>tinh gọn bộ máy</code>.
start-newest = Newest article:

help-title = How to use Giao Ban
help-lead = Type a command, or simply what you are looking for. A command with nothing after it shows the newest article.
help-close = After a command you can write the number of an article or a document, a name, a period (<code>2024</code>, <code>tháng 11-2018</code>, <code>quý 3/2024</code>) or words to look for. Press a number below a list to read the paragraph in its article. Articles stay in Vietnamese.
for-example = for example

command-batdau = Start
command-trogiup = Help: the commands, with examples
command-baiviet = Articles: the list
command-tomtat = Summary: one article in half a minute
command-chidao = Directives: who said what to whom
command-nhiemvu = Tasks: who does what, until when
command-vanban = Documents: where they are cited
command-nguoi = People: named, with their offices
command-tim = Search: the articles

argument-batdau = -
argument-trogiup = -
argument-baiviet = 2024
argument-tomtat = 3
argument-chidao = Tô Lâm
argument-nhiemvu = 2024
argument-vanban = 18-NQ/TW
argument-nguoi = Tô Lâm
argument-tim = tinh gọn bộ máy

button-tomtat = Newest article
button-chidao = Directives
button-nhiemvu = Tasks
button-vanban = Documents
button-baiviet = Articles
button-trogiup = Help
language-vi = Tiếng Việt
language-en = English

search-what = What are you looking for? For example <code>/search tinh gọn bộ máy</code>.
article-missing = There is no article { $article }. The command takes the number of an article, for example <code>/summary 3</code>.
recent-articles = Recent articles:
store-empty = There are no articles yet. Once there are, you will find their summaries, directives and tasks here.
command-close = There is no command <code>/{ $command }</code>. Did you mean /{ $close }?
command-unknown = There is no command <code>/{ $command }</code>. See the commands with /help, or type what you are looking for.
words-only = There are no words in this message to answer. Type a command, or what you are looking for, for example <code>tinh gọn bộ máy</code>.
language-chosen = The bot now answers in English.
language-admins-only = In a group, only administrators can change the language.
page-here = This is page { $page } of { $pages }.

error-unknown = This could not be done. Please try again, or see /help.
error-usage = The command was not used as it should be. See the examples with /help.
error-unreadable = This content could not be read.
error-not-found = There is no such thing here. Type the command again to get a fresh list.
error-store = The database is busy. Please try again in a few minutes.
error-tap = This button can no longer be used. Type the command again to get a fresh list.
breakdown = Something went wrong with this answer; it has been written down (code { $code }). Please try again in a few minutes.
