# Loading and correcting: drafts, their items, what is asked

command-nap = Load an article
command-duyet = Drafts that wait
argument-nap = -
argument-duyet = -

load-how = 📥 Send the article here: paste its text, forward a post, or send a file. The bot reads it and shows a draft to check before it is published.
right-lacking = This needs a higher role. Please ask an administrator.

draft-title = Draft { $number }
draft-revision = Revision of article { $article }
draft-by = sent by { $name }, { $at }
draft-date = Date:
draft-place = Place:
draft-source = Source:
draft-doubts = Please check
editors-note = editor's note
doubt-no-date = No date was found in the article: please give one.
doubt-dates = The event’s date { $event } does not go with the date of publication, { $published }.
doubt-spellings = “{ $one }” and “{ $other }” may be one document.
doubt-reprint = { $percent } % like article { $article }: a reprint?
draft-part-empty = Nothing yet.

facts-directives = By: { $speaker } · To: { $addressee }
facts-tasks = Who: { $assignee } · Due: { $due }
facts-documents = Date: { $date } · Issued by: { $issuer }
facts-people = Roles: { $roles }

button-mend-date = Date
button-mend-title = Headline
button-mend-source = Source
button-publish = Publish
button-replace = Replace article { $article }
button-link = Link to article { $article }
button-keep-both = Keep both
button-discard = Discard
button-add = Add
button-remove = Remove this
button-show-article = Show the article

field-quote = Words
field-speaker = Speaker
field-addressee = Addressee
field-assignee = Assignee
field-due = Due
field-number = Number
field-issuer = Issuer
field-name = Name
field-role = Role

ask-date = Type the day of the event, for example <code>16/12/2024</code>.
ask-title = Type the new headline.
ask-source = Type where the article is from, such as a paper or an address; <code>-</code> for nothing.
ask-directives = Copy the directive to add from the article. If the words are not the article’s, begin with <code>note:</code>.
ask-tasks = Copy the task to add from the article. If the words are not the article’s, begin with <code>note:</code>.
ask-documents = Copy type and number from the article, for example <code>Nghị quyết số 18-NQ/TW</code>. If they are not there, begin with <code>note:</code>.
ask-people = Copy the name from the article, and after a comma the role. If they are not there, begin with <code>note:</code>.
ask-field = Type what “{ $field }” should say, in the article’s words; <code>-</code> if the article doesn’t say. For an editor’s own words, begin with <code>note:</code>.
ask-was = <i>It says now:</i> { $words }
day-unclear = “{ $words }” is not understood as a day. Type it as <code>16/12/2024</code>.
words-not-there = “{ $words }” is not in the article. Copy its very words, or begin with <code>note:</code>.

drafts-none = 📥 No drafts are waiting.
drafts-waiting = 📥 <b>Drafts waiting: { $count }</b>
draft-published = ✅ Published as article { $article }.
draft-known = This article is here already: article { $article }.
draft-linked = 🔗 Linked to article { $article }, which now names this source too.
article-replaced = ✅ Article { $article } now has the new text; it keeps its number.
draft-discarded = 🗑 Draft { $number } was discarded.
draft-gone = Draft { $number } no longer waits: it was published or discarded.
draft-changed = The draft was changed just now. Open the list again and choose.

paste-begun = 📥 Receiving a long text. When all is sent, tap Done, or wait 20 seconds.
paste-joined = 📥 The text is complete: draft { $number }.
paste-dropped = 🗑 What was sent just now is dropped.
paste-nothing = Nothing is waiting to be joined.
button-done = Done
button-open-draft = Show the draft
album = Files sent together
batch-progress = 📥 Reading <b>{ $name }</b>: { $count } articles…
batch-done = 📥 <b>{ $name }</b>: { $loaded } new drafts, { $known } here already, { $refused } files that cannot be read.
