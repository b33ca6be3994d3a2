# Delivery: what owners are told, and corrections

report-plain = ⚠️ Telegram did not take the formatting of message <code>{ $message }</code> to <code>{ $chat }</code>, so it went out as plain text. Telegram said: <i>{ $reason }</i>. For an hour, more of the same is only logged.
report-refused = ⚠️ Telegram refused message <code>{ $message }</code> to <code>{ $chat }</code>; it is not sent again. Telegram said: <i>{ $reason }</i>. For an hour, more of the same is only logged.
report-in-doubt = ⚠️ Whether message <code>{ $message }</code> reached <code>{ $chat }</code> is not known ({ $reason }); it is not sent again. For an hour, more of the same is only logged.
report-thread = ⚠️ Thread { $thread } of group <code>{ $chat }</code> is gone, so the digests subscribed for it are paused.
correction-follows = ✏️ <b>Correction</b> of an earlier message:
alert-stalled = ⚠️ { $count } messages are due and cannot be sent; the oldest has waited { $minutes } minutes. See the log of the bot and <code>giaoban doctor</code>. No reminder for an hour.
alert-errors = ⚠️ { $count } requests failed within a minute. See the log of the bot. No reminder for an hour.
alert-backup = ⚠️ The store could not be backed up: <i>{ $reason }</i>. The bot tries again; no reminder for an hour.
