"""Other spellings of listed words: as people write them who leave out accents."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping

from core.signals.cues import Cue

_GERMAN = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})


def bare(word: str) -> str:
    """Without any accent: `posición` as `posicion`, `đòn bẩy` as `don bay`."""
    apart = unicodedata.normalize("NFD", word.replace("ı", "i").replace("đ", "d"))
    return "".join(char for char in apart if unicodedata.category(char) != "Mn")


def umlauts_out(word: str) -> str:
    """German umlauts as two letters: `erhöhen` as `erhoehen`."""
    return word.translate(_GERMAN)


def from_capitals(word: str) -> str:
    """Turkish small letters as they come out of capitals: SATIŞ folds to `satiş`."""
    return word.replace("ı", "i")


def spelled(words: Mapping[Cue, str], *folds: Callable[[str], str], least: int = 1) -> dict[Cue, str]:
    """The same words, each with its folded spellings; a spelling that is listed itself keeps its own meaning.

    `least` is how many words a phrase must have to be folded, for languages in which a syllable without its
    marks is another word.
    """
    listed = {cue: [" ".join(each.split()) for each in text.split(",")] for cue, text in words.items()}
    taken = {each for phrases in listed.values() for each in phrases}
    out: dict[Cue, str] = {}
    for cue, phrases in listed.items():
        more: list[str] = []
        for phrase in phrases:
            if phrase.count(" ") + 1 < least:
                continue
            for fold in folds:
                other = fold(phrase)
                if other not in taken:
                    taken.add(other)
                    more.append(other)
        out[cue] = ", ".join([*phrases, *more])
    return out
