"""Words of a post as phrases with their meaning, in the language that the post is in."""

from __future__ import annotations

from collections.abc import Sequence

from core.signals import shapes
from core.signals.lexicon import Lexicon
from core.signals.token import Kind, Token


def phrased(text: str, tokens: Sequence[Token], lexicon: Lexicon) -> tuple[Token, ...]:
    """The tokens of a text with the words of one phrase merged into one, with its cue."""
    return tuple(_in_its_language(_merged(text, tokens, lexicon), lexicon))


def _merged(text: str, found: Sequence[Token], lexicon: Lexicon) -> list[Token]:
    """Words of one phrase merged into one token with its meaning."""
    tokens, merged, place = list(found), list[Token](), 0
    while place < len(tokens):
        token = tokens[place]
        if token.kind is not Kind.WORD or token.cue is not None:
            merged.append(token)
            place += 1
            continue
        if token.word.endswith("'s") and not lexicon.heads(token.word):
            token = tokens[place] = token._replace(word=token.word[:-2])
        words, ends = [token.word], [place]
        phrase = None
        heads = lexicon.heads(token.word)
        if heads and len(heads[0].words) == 1:
            phrase = heads[0]
        elif heads:
            words, ends = _ahead(tokens, place)
            phrase = lexicon.match(words)
        elif shapes.DRAWN.search(token.word):
            phrase = lexicon.match((shapes.DRAWN.sub(r"\1", token.word),))
        if phrase is None:
            merged.append(token)
            place += 1
            continue
        count = len(phrase.words)
        last = ends[count - 1]
        written = text[token.start : tokens[last].end]
        if count > 1:
            token = token._replace(instrument=None, base="", strength=None)
        merged.append(
            token._replace(
                text=written,
                end=tokens[last].end,
                word=" ".join(words[:count]),
                cue=phrase.cue,
                language=phrase.language,
            )
        )
        place = last + 1
    return merged


def _in_its_language(tokens: list[Token], lexicon: Lexicon) -> list[Token]:
    """Words that several languages share, with the meaning of the language that the post is in.

    That is the one with most words that no other language has; two of them at least.
    """
    counts: dict[str, int] = {}
    shared: list[int] = []
    for place, token in enumerate(tokens):
        if token.cue is None or token.kind is not Kind.WORD:
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
        joint = token.kind is Kind.MARK and token.text in "-/:." and token.glued
        if joint and at + 1 < len(tokens) and tokens[at + 1].glued:
            at += 1
            token = tokens[at]
        if token.kind is Kind.WORD and token.word:
            words.append(token.word.removesuffix("'s"))
        elif token.kind is Kind.NUMBER and token.text.isdigit() and len(token.text) < 4:
            words.append(token.text)
        else:
            break
        ends.append(at)
        at += 1
    return words, ends
