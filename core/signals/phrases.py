"""Words of a post as phrases with their meaning, in the language that the post is in."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from core.signals import shapes
from core.signals.cues import Cue
from core.signals.lexicon import Lexicon, Phrase
from core.signals.token import MARK, NUMBER, WORD, Token

_LONGER = Phrase((), Cue.FILL, "")
_WORDS_KEPT = 20_000


@lru_cache(_WORDS_KEPT)
def is_drawn(word: str) -> bool:
    """`longgg`: whether a letter stands three times and more in a row."""
    return shapes.DRAWN.search(word) is not None


def phrased(text: str, tokens: Sequence[Token], lexicon: Lexicon) -> tuple[Token, ...]:
    """The tokens of a text with the words of one phrase merged into one, with its cue."""
    return tuple(_in_its_language(_merged(text, tokens, lexicon), lexicon))


def _merged(text: str, found: Sequence[Token], lexicon: Lexicon) -> list[Token]:
    """Words of one phrase merged into one token with its meaning."""
    tokens, merged, place, count = list(found), list[Token](), 0, len(found)
    while place < count:
        token = tokens[place]
        if token.kind is not WORD or token.cue is not None:
            merged.append(token)
            place += 1
            continue
        if token.word.endswith("'s") and not lexicon.heads(token.word):
            token = tokens[place] = token._replace(word=token.word[:-2])
        phrase = None
        heads = lexicon.heads(token.word)
        if not heads:
            if is_drawn(token.word):
                phrase = lexicon.match((shapes.DRAWN.sub(r"\1", token.word),))
        elif len(heads[0].words) == 1:
            phrase = heads[0]
        else:
            phrase = _alone(heads, tokens, place, lexicon)
            if phrase is _LONGER:
                words, ends = _ahead(tokens, place)
                phrase = lexicon.match(words)
                if phrase is not None and len(phrase.words) > 1:
                    last = ends[len(phrase.words) - 1]
                    merged.append(_joined(text, token, tokens[last], words, phrase))
                    place = last + 1
                    continue
        if phrase is not None:
            token = token.meaning(phrase.cue, phrase.language)
        merged.append(token)
        place += 1
    return merged


def _joined(text: str, first: Token, last: Token, words: Sequence[str], phrase: Phrase) -> Token:
    """The words from the first to the last as one token."""
    return first._replace(
        text=text[first.start : last.end],
        end=last.end,
        word=" ".join(words[: len(phrase.words)]),
        cue=phrase.cue,
        language=phrase.language,
        instrument=None,
        base="",
        strength=None,
    )


def _alone(heads: Sequence[Phrase], tokens: Sequence[Token], place: int, lexicon: Lexicon) -> Phrase | None:
    """What a word means by itself, where the next one goes on with none of its phrases; else `_LONGER`."""
    following = tokens[place + 1] if place + 1 < len(tokens) else None
    if following is not None and following.kind is WORD:
        heads = lexicon.pairs(tokens[place].word, following.word.removesuffix("'s"))
        if heads and len(heads[0].words) > 1:
            return _LONGER
    elif following is not None and (following.glued or following.kind is NUMBER):
        return _LONGER
    return next((phrase for phrase in heads if len(phrase.words) == 1), None)


def _in_its_language(tokens: list[Token], lexicon: Lexicon) -> list[Token]:
    """Words that several languages share, with the meaning of the language that the post is in.

    That is the one with most words that no other language has; two of them at least.
    """
    counts: dict[str, int] = {}
    shared: list[int] = []
    for place, token in enumerate(tokens):
        if token.cue is None or token.kind is not WORD:
            continue
        if lexicon.is_shared(token.word):
            shared.append(place)
        elif token.language != "en":
            counts[token.language] = counts.get(token.language, 0) + 1
    if not shared or not counts:
        return tokens
    language = max(counts, key=lambda name: counts[name])
    if counts[language] < shapes.TELLING:
        return tokens
    for place in shared:
        cue = lexicon.meaning_in(language, tokens[place].word)
        if cue is not None:
            tokens[place] = tokens[place]._replace(cue=cue, language=language)
    return tokens


def _ahead(tokens: list[Token], place: int) -> tuple[list[str], list[int]]:
    words, ends = [tokens[place].word], [place]
    at = place + 1
    while len(words) < 5 and at < len(tokens):
        token = tokens[at]
        joint = token.kind is MARK and token.text in "-/:." and token.glued
        if joint and at + 1 < len(tokens) and tokens[at + 1].glued:
            at += 1
            token = tokens[at]
        if token.kind is WORD and token.word:
            words.append(token.word.removesuffix("'s"))
        elif token.kind is NUMBER and token.text.isdigit() and len(token.text) < 4:
            words.append(token.text)
        else:
            break
        ends.append(at)
        at += 1
    return words, ends
