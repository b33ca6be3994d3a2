# Tasks taken over, reminders, following

button-take = Take a task over
button-held = Taken over
button-all-tasks = Tasks in the articles
held-title = Tasks taken over
held-open = Open
held-todo = To do
held-doing = In progress
held-done = Done
held-dropped = Dropped
held-late = Overdue
held-all = All
status-todo = To do
status-doing = In progress
status-done = Done
status-dropped = Dropped
held-none = Nothing here. Open /tasks and tap “Take a task over” to follow one to its end. Narrow by a command, for example <code>/tasks doing 18-NQ/TW</code>, <code>/tasks assignee: Lan</code>.
held-number = Task { $number }
held-withdrawn = This article was withdrawn; the task stays as it was taken over.
task-who-printed = In the article, who:
task-who-here = Assigned to:
held-note = Note:
held-is-late = overdue
held-own-due = day set here:
held-own-due-set = set here; the article states none
held-history = History
held-members-only = Only members of the group, or administrators of the channel, can follow tasks up here.
held-due-printed = The article states when this is due, so no other day can be set.
held-day-unclear = “{ $words }” was not understood. Please give a day such as 30/12/2026, December or Q4 2026.
button-mine = I'll do it
button-say-assignee = Assign…
button-say-due = Set a due day…
button-say-note = Note…
button-past = History
button-article = See the article
ask-held-assignee = Who does “{ $quote }”? Please reply with a name; “-” for nobody.
ask-held-due = When is “{ $quote }” due? Please reply, for example <code>30/12/2026</code>; “-” for no day.
ask-held-note = What note for “{ $quote }”? Please reply; “-” deletes the note.
change-taken = took it over
change-nothing = empty
field-held-assignee = assigned to
field-held-due = due
field-held-note = note
pick-title = Which task?
pick-how = Tap its number; those taken over already bear a ✓.
pick-taken = taken over

template-reminders = Reminders
remind-late = Just overdue
remind-soon = Due now
remind-ahead = About a week left
remind-left = { $left ->
    [0] today
    [1] 1 day left
   *[other] { $left } days left
}
remind-past = { $past ->
    [1] 1 day past
   *[other] { $past } days past
}
button-reminder-hour = Reminders at: { $at }

command-theodoi = Follow: a document, person, organisation, province, words
argument-theodoi = 18-NQ/TW
template-alert = Alerts on what is followed
alert-title = { $count ->
    [1] A new article on what you follow
   *[other] { $count } new articles on what you follow
}
button-caidat = Quiet hours, pause
alert-of = Followed:
button-follow = Follow
button-follow-value = ＋ { $value }
button-leave = ✕ { $value }
following-title = Following
following-none = Nothing is followed. When a new article names what is followed, the bot tells at once, save in quiet hours.
following-leave = Tap ✕ to stop following.
following-suggested = Suggested by what was opened:
following-how = Add by a command, for example <code>/follow 18-NQ/TW</code>, <code>/follow Tô Lâm</code>, <code>/follow org: Bộ Nội vụ</code>, <code>/follow province: Lâm Đồng</code>, <code>/follow words: tinh gọn bộ máy</code>.
following-added = Now following: <b>{ $value }</b>.
following-known = Followed already: <b>{ $value }</b>.
following-left = No longer following: { $value }.
following-full = { $count } things are followed, which is the most. Please stop following some first.
following-kind-words = words
following-kind-documents = document
following-kind-speakers = person
following-kind-organisations = organisation
following-kind-provinces = province
