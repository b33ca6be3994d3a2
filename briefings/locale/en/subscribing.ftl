# Subscribing to digests

command-bantin = A digest now
command-dangky = Subscribe
command-huydangky = Unsubscribe
command-caidat = Settings: language, hours, digests
argument-bantin = -
argument-dangky = weekly mon 07:30
argument-huydangky = -
argument-caidat = -

template-brief = Brief digest
template-full = Full digest
template-tasks = Tasks only
every-day = Daily
every-week = Weekly
every-month = Monthly
every-instant = Once published
rhythm-day = daily at { $at }
rhythm-week = every { $weekday } at { $at }
rhythm-month = { $monthday ->
    [31] the last day of every month at { $at }
   *[other] day { $monthday } of every month at { $at }
}
rhythm-instant = once published
monthday-last = Last day
weekday = { $day ->
    [0] Monday
    [1] Tuesday
    [2] Wednesday
    [3] Thursday
    [4] Friday
    [5] Saturday
   *[6] Sunday
}
filter-words = words: { $values }
filter-documents = documents: { $values }
filter-speakers = people: { $values }
filter-organisations = organisations: { $values }
filter-provinces = provinces: { $values }
filter-sections = sections: { $values }
filter-none = All articles
section-summary = summary
section-directives = directives
section-tasks = tasks
section-documents = documents

subscribe-title = 🗓 <b>Subscribe to a digest</b>
ask-template = Which digest would you like? One line will do too, for example <code>/subscribe weekly mon 07:30</code>, <code>/subscribe daily 6h45 doc:18-NQ/TW</code>, <code>/subscribe instant</code>.
ask-rhythm = How often?
ask-weekday = On which day of the week?
ask-monthday = On which day of the month?
ask-hour = At what hour?
ask-filter = All articles, or only those that cite a document? A line can also filter by words, people, organisations, provinces and sections, for example <code>/subscribe weekly mon 07:30 speaker:Tô Lâm</code>, <code>word:tinh gọn</code>, <code>org:Ban Tổ chức Trung ương</code>, <code>province:Lâm Đồng</code>, <code>section:directives</code>.
subscribe-unclear = “{ $words }” is not clear. Type such as <code>/subscribe weekly mon 07:30</code>, <code>/subscribe daily 6h45 doc:18-NQ/TW</code>, <code>/subscribe monthly day 15 7h</code> or <code>/subscribe instant</code>; or type /subscribe to choose with buttons.
subscribe-admins-only = In groups and channels, only administrators can change what is subscribed to.
settings-unclear = “{ $words }” is not clear. Type a time zone such as <code>/settings Europe/Berlin</code>, quiet hours such as <code>/settings 22:00-06:00</code>, or /settings to see them.
subscribed = 🗓 <b>Subscribed.</b>
subscribed-already = 🗓 <b>Subscribed already.</b>
subscription = 🗓 <b>A subscription</b>
subscriptions-none = Nothing is subscribed to yet. Choose with the button below, or type <code>/subscribe weekly mon 07:30</code>.
unsubscribe-which = Which digest do you want to end?
unsubscribed = 🗓 <b>Ended</b>: { $order }
channel-joined = 🗓 The bot is now an administrator of the channel <b>{ $title }</b>. To have digests in the channel, post a line there such as <code>/subscribe weekly mon 07:30</code>; see and change them with /settings posted in the channel.

quiet-hours = Quiet hours: { $hours }
quiet-and-zone = Quiet hours: { $hours } · time zone: { $zone }
quiet-none = none
next-slot = Next: { $at }
next-published = once something is published
paused = <i>Paused.</i>
button-preview = Preview the next one
button-working = { $on ->
    [yes] Working days only: yes
   *[no] Working days only: no
}
button-nothing-new = { $on ->
    [yes] Also when there is nothing new: yes
   *[no] Also when there is nothing new: no
}
button-quiet = Quiet hours: { $hours }
button-pause = Pause
button-resume = Resume
button-end = End
button-subscribe = Subscribe to a digest
