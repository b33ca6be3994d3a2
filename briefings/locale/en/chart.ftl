# Statistics: charts and what they say in words

command-thongke = Statistics: a chart over time
argument-thongke = 2024
chart-title = Statistics
chart-totals = Articles: { $articles }, directives: { $directives }, tasks: { $tasks }.
chart-busiest = Most tasks: { $period } ({ $count }).
chart-documents = Documents cited most
chart-most-cited = Documents cited most over all (articles): { $documents }.
chart-timeline = { $document }: { $count ->
    [one] cited in 1 article
   *[other] cited in { $count } articles
}
chart-story = { $title }: { $count } articles on this event
same-event-title = One event
chart-citation = { $day }: { $title } (article { $article })
button-timeline = Timeline
chart-held = Tasks taken over: { $statuses }.
