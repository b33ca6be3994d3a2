"""Rendering: rows of the store and briefings in, `Message`s in Telegram's HTML out. Nothing below here knows Telegram's library."""
