"""The chat: commands, delivery, the webhook server and a sandbox to try them on. In: updates; out: messages."""
