"""What words mean, one file a language. A new language is a file of words and a line here.

A phrase may have several words; a word may end in `*` and then stands for all that begin so. Of a phrase that two
languages have in common the meaning listed first here holds.
"""

from core.signals.words import (
    arabic,
    chinese,
    english,
    french,
    german,
    hindi,
    indonesian,
    italian,
    japanese,
    korean,
    persian,
    portuguese,
    russian,
    spanish,
    turkish,
    ukrainian,
    vietnamese,
)

LANGUAGES = {
    "en": english.WORDS,
    "es": spanish.WORDS,
    "pt": portuguese.WORDS,
    "fr": french.WORDS,
    "de": german.WORDS,
    "ru": russian.WORDS,
    "tr": turkish.WORDS,
    "ar": arabic.WORDS,
    "fa": persian.WORDS,
    "zh": chinese.WORDS,
    "it": italian.WORDS,
    "uk": ukrainian.WORDS,
    "id": indonesian.WORDS,
    "vi": vietnamese.WORDS,
    "hi": hindi.WORDS,
    "ja": japanese.WORDS,
    "ko": korean.WORDS,
}
