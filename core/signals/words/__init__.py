"""The words of each language, as data: `WORDS[cue]` is a comma-separated list of phrases."""
