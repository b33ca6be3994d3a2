"""A Telegram to try the bot on: the Bot API's methods, limits and refusals on localhost, people to play, and a chat page.

In: the bot's calls and what people do; out: what Telegram would answer and show. `serve_sandbox` runs one.
"""
