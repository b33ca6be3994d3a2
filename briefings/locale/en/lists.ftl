# Lists: their heads, their items, and what is said when there is nothing

kind-articles = Articles
kind-search = Search

paragraph-mark = paragraph { $paragraph }
outside-story = headline or photo caption
day-event = { $day }
day-loaded = loaded { $day }
scope-due = due { $period }

speaker-not-stated = Speaker: not stated
carried-on = carries on
said-again = said { $times } times; before:
task-who = Who:
task-due = Due:
task-under = Under:
task-by = Set by:
from-opening = from the opening of the list
from-heading = from the heading
role-not-stated = office: not stated
issuer-not-stated = issuer: not stated
document-type = { $type }
quoted = “{ $words }”
cited-in = { $count ->
    [one] Cited in 1 article
   *[other] Cited in { $count } articles
}
cited-together = Cited together with:
differ-date = The articles print different dates:
differ-issuer = The articles print different issuing bodies:
differ-number = The articles print different numbers:
in-articles = { $count ->
    [one] 1 article
   *[other] { $count } articles
}
without-accents = Some of these were found without regard to accents.
related-directives = Related directives
related-tasks = Related tasks
button-document = About this document

empty-articles = No article matches { $scope }. Try another period, for example <code>/articles 2024</code>.
empty-summary = No article matches { $scope }. This command takes the number of an article, for example <code>/summary 3</code>.
empty-directives = No directive matches { $scope }. Try a speaker or a period, for example <code>/directives Tô Lâm</code>, <code>/directives 2024</code>.
empty-tasks = No task matches { $scope }. Try the number of an article or a period, for example <code>/tasks 3</code>, <code>/tasks 2024</code>.
empty-documents = No article cites a document { $scope }. Try its number, for example <code>/documents 18-NQ/TW</code>.
empty-people = No article names anybody who matches { $scope }. Try a full name, for example <code>/people Tô Lâm</code>.
empty-within = Nothing fits { $scope }. Try with one condition less.
empty-search = No article speaks of { $scope }. Try shorter words, or the number of a document such as <code>18-NQ/TW</code>.
button-search-words = Search the articles for “{ $words }”

none-directives = Article { $article } states no directives: <i>{ $title }</i>.
none-tasks = Article { $article } states no tasks: <i>{ $title }</i>.
none-documents = Article { $article } cites no numbered documents: <i>{ $title }</i>.
none-people = Article { $article } names nobody in full: <i>{ $title }</i>.
