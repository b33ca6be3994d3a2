# Settings of a chat

choices = ⚙️ <b>Settings</b>
    Tap a line to change it. Other zones and quiet hours can be typed, such as <code>/settings Asia/Ho_Chi_Minh</code>, <code>/settings 22:00-06:00</code>; these two hold for digests as well.
choices-subscribed = <b>Subscribed digests</b>: tap one to change it, to see it before or to end it.
choice-language = Language: { $language }
choice-zone = Zone: { $zone }
choice-length = { $brief ->
    [yes] Summaries: short
   *[no] Summaries: full
}
choice-previews = { $on ->
    [yes] Link previews: on
   *[no] Link previews: off
}
settings-admins-only = In groups and channels only administrators can change the settings.
