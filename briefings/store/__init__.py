"""Where briefings are kept: a `Briefing` in, pages of rows out. The only place that knows SQL.

store       the door: every method there is            rows       what it hands out
filing      a briefing → rows of tables                citing     its citations → documents over all articles
lists       a query → walks along indexes → a page     documents  the same for documents, and the card of one
search      full text: SQLite's FTS5, and ranking      passages   why an article was found
names       a name among a reader's words              words      text → tokens, alike for every database
identity    which citations mean one document          positions  the one number that orders all lists
tables      what is stored, and why                    facts      model objects ↔ JSON
database    connections, transactions, refusals        schema     migrations, run when a store is opened
"""
