"""Text to facts, one file a kind; each is a pure function of the text and of what earlier stages found."""
