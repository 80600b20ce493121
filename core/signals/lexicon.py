"""Phrases of every language to their cue: the longest phrase that begins at a word wins.

A word of a phrase may end in `*`: it then stands for every word that begins so and is not listed itself, for
languages that bend their words (`закры*`, `kapat*`). The longest such beginning wins.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from core.signals.cues import Cue
from core.signals.words import LANGUAGES

_STEM = "*"
_PLAIN_LEAST = 4  # letters of a word that is also listed without its accents
_STEM_LEAST = 2  # letters before the star
_NAMES = frozenset({("uber",)})  # a word without its accents that is a name
_PAIRS_KEPT = 60_000
# What English words of trading mean wherever they are used.
_KEPT = frozenset(
    {Cue.TO, Cue.STOP, Cue.TARGET, Cue.ENTRY, Cue.NEGATION, Cue.BUY, Cue.SELL, Cue.LONG, Cue.SHORT, Cue.CANCEL,
     Cue.CLOSE, Cue.TRAIL}
)  # fmt: skip
_HEADS_KEPT = 20_000  # words of channels are few, and most come again


@dataclass(frozen=True, slots=True)
class Phrase:
    """One phrase: its words, its meaning, and the language it was listed for."""

    words: tuple[str, ...]
    cue: Cue
    language: str


class Lexicon:
    """All phrases, by their first word."""

    def __init__(self, languages: Mapping[str, Mapping[Cue, str]]) -> None:
        self._by_first: dict[str, list[Phrase]] = {}
        self._also: dict[str, dict[str, Cue]] = {}
        seen: dict[tuple[str, ...], Cue] = {}
        first: dict[tuple[str, ...], str] = {}
        for language, cues in languages.items():
            for cue, listed in cues.items():
                for words in filter(None, map(split_phrase, listed.split(","))):
                    # English is listed first: a word that several languages share keeps its first meaning.
                    owner = first.setdefault(words, language)
                    if seen.setdefault(words, cue) is cue:
                        self._by_first.setdefault(words[0], []).append(Phrase(words, cue, language))
                    elif owner != language and not (owner == "en" and seen[words] in _KEPT):
                        self._also.setdefault(" ".join(words), {}).setdefault(language, cue)
        self._add_plain(seen)
        self._alone = frozenset(words[0] for words in seen if len(words) == 1)
        for phrases in self._by_first.values():
            phrases.sort(key=lambda phrase: -len(phrase.words))
        self.heads = lru_cache(_HEADS_KEPT)(self._heads)
        self.pairs = lru_cache(_PAIRS_KEPT)(self._pairs)

    def is_shared(self, words: str) -> bool:
        """Whether two languages mean different things by these words."""
        return words in self._also

    def meaning_in(self, language: str, words: str) -> Cue | None:
        """What a language means by words that others have too."""
        return self._also.get(words, {}).get(language)

    def _add_plain(self, seen: dict[tuple[str, ...], Cue]) -> None:
        """Every phrase also without its accents, where that makes no word which is listed already.

        Vietnamese is left out: without its marks half of it are other words.
        """
        for phrase in [phrase for phrases in self._by_first.values() for phrase in phrases]:
            words = tuple(map(without_marks, phrase.words))
            if (
                words in _NAMES
                or phrase.language == "vi"
                or words == phrase.words
                or max(map(len, words)) < _PLAIN_LEAST
            ):
                continue
            if seen.setdefault(words, phrase.cue) is phrase.cue:
                self._by_first.setdefault(words[0], []).append(Phrase(words, phrase.cue, phrase.language))

    def match(self, words: Sequence[str]) -> Phrase | None:
        """The longest phrase at the beginning of these words."""
        found = self.heads(words[0]) if len(words) == 1 else self.pairs(words[0], words[1])
        for phrase in found:
            length = len(phrase.words)
            if length <= len(words) and (length < 3 or all(map(_fits, phrase.words[2:], words[2:]))):
                return phrase
        return None

    def _pairs(self, first: str, second: str) -> tuple[Phrase, ...]:
        """The phrases that two words can begin, and those of the first alone."""
        return tuple(
            phrase for phrase in self.heads(first) if len(phrase.words) == 1 or _fits(phrase.words[1], second)
        )

    def _heads(self, word: str) -> tuple[Phrase, ...]:
        """The phrases that a word can begin, the longest first; of two of one length the one more exact."""
        found = list(self._by_first.get(word, ()))
        for length in range(len(word), _STEM_LEAST - 1, -1):
            found += self._by_first.get(word[:length] + _STEM, ())
        return tuple(sorted(found, key=lambda phrase: -len(phrase.words)))

    def knows(self, word: str) -> bool:
        """Whether this word alone has a meaning."""
        return word in self._alone


def _fits(listed: str, word: str) -> bool:
    return listed == word or (listed[-1] == _STEM and word.startswith(listed[:-1]))


def split_phrase(written: str) -> tuple[str, ...]:
    """The words of a phrase; a hyphen or slash inside it separates words, as it does in a post."""
    for mark in "-/:":
        written = written.replace(mark, " ")
    # A Turkish i is an i to whoever writes in capitals; the normaliser writes it so too.
    return tuple(written.casefold().replace("i\u0307", "i").replace("ı", "i").split())


def without_marks(word: str) -> str:
    """The word as people type it who leave its accents out: `entrée` as `entree`."""
    apart = unicodedata.normalize("NFD", word)
    if not any("a" <= char <= "z" for char in apart):
        return word  # of another script, where marks make other letters
    return "".join(char for char in apart if not unicodedata.combining(char))


def is_ideograph(char: str) -> bool:
    """Whether this character is of a script that writes words without spaces."""
    return is_kana(char) or "\u3400" <= char <= "\u9fff" or "\uf900" <= char <= "\ufaff"


def is_kana(char: str) -> bool:
    """Whether this is a Japanese syllable."""
    return "\u3040" <= char <= "\u30ff"


def is_hangul(char: str) -> bool:
    """Whether this is a Korean syllable."""
    return "\uac00" <= char <= "\ud7a3"


@cache
def lexicon() -> Lexicon:
    """The one lexicon, built once from the data."""
    return Lexicon(LANGUAGES)
