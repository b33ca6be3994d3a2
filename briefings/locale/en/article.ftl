# One article: its card, its full text, a passage in its paragraph

article-number = article { $article }
paragraph = Paragraph { $paragraph }
place-caption = Photo caption
place-headline = Headline
caption = (photo) { $words }
source = Source: { $source }
page-of = page { $page }/{ $pages }
title-none = (The article has no headline)
summary-none = This article has no body to summarise.

not-stated = not stated
date-not-stated = date: not stated
day-published = published { $day }
year-inferred = year inferred from “{ $words }”

when-month = { $month }/{ $year }
when-quarter = quarter { $quarter }/{ $year }
when-half = { $half ->
    [first] first half of { $year }
   *[second] second half of { $year }
}
when-year = { $year }

kind-directives = Directives
kind-tasks = Tasks
kind-documents = Documents
kind-people = People

count-directives = { $count ->
    [one] 1 directive
   *[other] { $count } directives
}
count-tasks = { $count ->
    [one] 1 task
   *[other] { $count } tasks
}
count-documents = { $count ->
    [one] 1 document
   *[other] { $count } documents
}
count-people = { $count ->
    [one] 1 person
   *[other] { $count } people
}
counts-none = No directives, tasks or documents were found in this article.

button-summary = Summary
button-full-text = Full text
button-back = ‹ Back
button-on = Next ›
button-return = ‹ Return

also-printed = Also printed by { $papers }
source-unnamed = another paper (not named)
same-event = Same event: article { $article } ({ $source })
figures-differ = Figures that differ
figure-place = { $paragraph ->
    [0] article { $article }, { $source }
   *[other] article { $article }, paragraph { $paragraph }, { $source }
}
button-story = Article { $article }
