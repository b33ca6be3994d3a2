# Taking along: Word, Excel, calendar, CSV, JSON

kind-summary = Article
kind-citations = Where it is cited

command-xuat = Export: the list on the screen as a file
argument-xuat = tasks 2024 excel
button-export = Export
export-offer = 📤 <b>Export</b> · { $what }
export-choose = Choose a kind of file:
export-which = 📤 <b>Export</b>
    Open a list and tap “Export”, or type one line, such as <code>/export tasks 2024 excel</code>, <code>/export directives Tô Lâm word</code>.
export-unclear = “{ $words }” was not understood. Type such as <code>/export tasks 2024 excel</code>; kinds of files: word, party, excel, ics, csv, json.
export-empty = There is nothing to export: { $what }.
export-no-dates = No task in { $what } has a due that is fixed in time, so there is nothing to put into a calendar.
export-made = { $what }; made on { $day }
export-done = 📤 { $what }
export-cut = The first { $count } items only; the list is longer.
export-place = Article { $article }, paragraph { $paragraph }: { $title }
format-docx = Word (State form)
format-dang = Word (Party form)
format-xlsx = Excel
format-ics = Calendar (.ics)
format-csv = CSV
format-json = JSON

due-over = Overdue
due-week = Within 7 days
due-month = Within 30 days

column-no = No.
column-task = Task
column-assignee = Who
column-due = Due (as printed)
column-due-last = Last day of the due
column-status = Status
column-taken-by = Taken over by
column-remark = Note
column-documents = Under
column-ordered-by = Set by
column-inferred = Remarks
column-article = Article
column-paragraph = Paragraph
column-day = Day
column-title = Headline
column-source = Source
column-directive = Directive
column-speaker = Speaker
column-addressee = Addressee
column-type = Type
column-number = Number
column-date = Issued on
column-issuer = Issuer
column-subject = Subject
column-articles = Articles citing it
column-last-day = Last cited
column-sentences = Citing sentence
column-name = Name
column-roles = Offices held
column-passage = Passage found

paper-above = ………………………
paper-office = ………………………
paper-state = SOCIALIST REPUBLIC OF VIET NAM
paper-motto = Independence - Freedom - Happiness
paper-party = COMMUNIST PARTY OF VIET NAM
paper-number = No.: ……/……
paper-date = ………, { $day } { $month ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[12] December
} { $year }
paper-type = SUMMARY REPORT
paper-source = Source:
paper-summary = Summary
paper-note = Quoted word for word from the articles. What an article does not say is marked “not stated”.
paper-to = To:
paper-to-whom = - ………………;
paper-kept = - File.
paper-signed = DRAWN UP BY
paper-name = (Signature and full name)
