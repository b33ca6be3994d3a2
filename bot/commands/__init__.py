"""What the bot can be asked, one file a group: a `Question` or a `Tap` in, a `Message` out. The groups never import each other."""
