"""The chat: updates of Telegram in, messages out. What the messages say comes from `briefings`."""
