"""The chat: updates of Telegram in, messages out. What the messages say comes from `briefings`."""

import os

os.environ.setdefault("PTB_TIMEDELTA", "true")  # python-telegram-bot: pauses are timedeltas, as they will be in its next major version
