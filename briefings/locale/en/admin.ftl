# Roles and the log; correcting and withdrawing published articles

command-sua = Correct a published article
command-go = Withdraw a published article
command-quantri = Who has which role
command-nhatky = Log of changes
argument-sua = 3
argument-go = 3
argument-quantri = -
argument-nhatky = -

role-editor = Editor
role-admin = Admin
role-owner = Owner
members-title = 👥 <b>Who has a role</b>
members-none = Nobody yet but the owners named in the settings.
members-how = To add somebody, forward a short message of theirs here, or type <code>/admins @name editor</code>, <code>/admins 123456 admin</code>.
button-dismiss = Take the role of { $name }
appoint-which = 👥 Which role does <b>{ $name }</b> ({ $user }) get?
appoint-unclear = “{ $words }” is not understood. Type it as <code>/admins @name editor</code> or <code>/admins 123456 admin</code>.

log-title = 🗒 <b>Log</b> · changes: { $count }
log-empty = No changes yet.
log-how = As a file: <code>/audit csv</code>
log-draft = draft { $number }
log-article = article { $number }
log-act-load = load
log-act-publish = publish
log-act-discard = discard
log-act-link = link a reprint to
log-act-reread = read again
log-act-withdraw = withdraw
log-act-restore = put back
log-act-revise = revise
log-act-replace = replace
log-act-appoint = appoint
log-act-dismiss = dismiss
log-act-set = change
log-act-add = add
log-act-remove = remove
log-part-date = the date of
log-part-title = the headline of
log-part-source = the source of
log-part-directives = a directive of
log-part-tasks = a task of
log-part-documents = a document of
log-part-people = a person of

revise-which = This needs the number of an article, as in <code>/edit 3</code>.
withdraw-which = This needs the number of an article, as in <code>/withdraw 3</code>.
article-revised = ✅ Article { $article } is corrected.
article-withdrawn = 🗑 Article { $article } is withdrawn: it is in no list any more.
article-restored = ✅ Article { $article } is back.
button-undo = Undo
