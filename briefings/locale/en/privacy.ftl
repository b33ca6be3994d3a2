# One's own data: see it, have a copy, remove it

command-xoadulieu = Your data: see it, have a copy, remove it
argument-xoadulieu = -
kept-title = What the bot keeps of you
kept-settings = your language, whether you can be reached
kept-subscriptions = subscriptions and what you follow: { $count }
kept-tasks = tasks taken over: { $count }
kept-messages = messages sent or to be sent: { $count }
kept-others = others (what you saw last, what you were asked, a role): { $count }
kept-always = Your messages are not kept once they are answered. Removing ends every subscription and drops every task taken over here. The record of who loaded and corrected articles stays.
kept-nothing = The bot keeps nothing of you.
kept-removed = Your data is removed. The bot keeps anything again only if you go on using it.
button-kept-copy = Have a copy
button-kept-remove = Remove all
