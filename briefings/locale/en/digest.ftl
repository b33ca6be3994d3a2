# Digests

digest-title = { $every ->
    [day] Daily digest
    [week] Weekly digest
    [month] Monthly digest
   *[instant] New
}
digest-title-tasks = { $every ->
    [day] Tasks of the day
    [week] Tasks of the week
    [month] Tasks of the month
   *[instant] New tasks
}
digest-articles = { $count ->
    [one] 1 new article
   *[other] { $count } new articles
}
digest-none = There are no new articles.
digest-late = sent late
digest-directives = Notable directives
digest-tasks = Tasks with a due date
digest-documents = Documents:
digest-new-documents = <b>Documents newly cited</b>:
digest-falling-due = Falling due by { $until }
digest-nobody = Who: not stated
digest-and-more = and { $count } more
digest-omitted = { $count ->
    [one] There is 1 more article in this period; see it with /articles.
   *[other] There are { $count } more articles in this period; see them with /articles.
}
digest-more = Read on ({ $count } more) ›
digest-full = See all
digest-settings = Change the digest
digest-taken-back = <i>This part was removed, as an article was corrected.</i>
