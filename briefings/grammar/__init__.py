"""The grammar of instructions: text in; phrases, sentences and single actions out. Knows words, not facts."""
