"""Help and health."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.present.fronts import front_words
from bot.present.look import Look
from bot.present.reply import Block, Button, Line, Reply, Rows, Rule, Tone
from bot.typed import ALIASES
from core.command import Call
from core.operations.frontends import FRONT, words_of
from core.operations.model import Health, HealthPart, HelpLine, HelpPage, Topic

EXAMPLE = "LONG BTC/USDT entry 60000 sl 58500 tp 61500 63000"
BUTTONS_AT_MOST = 4
MAY_BE_LEFT_OUT = re.compile(r"( \[[^\]]*\])+$")


def help_page(page: HelpPage, look: Look) -> Reply:
    """Commands and how they are typed, and what the words of the trade mean."""
    show = {
        Topic.ALL: _everything,
        Topic.GROUP: _group,
        Topic.COMMAND: _command,
        Topic.WORD: _word,
        Topic.WORDS: _words,
    }[page.kind]
    title, blocks, buttons = show(page, look)
    if page.page < page.pages:
        more = Call("help", {"topic": f"{page.topic} {page.page + 1}".strip()})
        buttons = [*buttons[: BUTTONS_AT_MOST - 1], Button(look.say("buttons.more"), more)]
    if page.pages > 1:
        title = look.title(title, look.say("help.page", page=str(page.page), pages=str(page.pages)))
    return Reply(title=title, blocks=tuple(blocks), buttons=tuple(buttons[:BUTTONS_AT_MOST]))


Parts = tuple[str, list[Block], list[Button]]


def _everything(page: HelpPage, look: Look) -> Parts:
    rows = tuple((f"/{group.noun}", " ".join(group.names)) for group in page.groups)
    blocks: list[Block] = [Rows(rows, "ll"), Rule(), Line(look.say("help.how"))]
    if page.page == 1:
        blocks += [Line(look.say("help.paste")), Line(f"  {EXAMPLE}")]
    words = Button(look.say("buttons.words"), Call("help", {"topic": "words"}))
    return look.say("help.title"), blocks, [words]


def _group(page: HelpPage, look: Look) -> Parts:
    return f"/{page.topic}", _lines(page.lines, look), _commands(page.lines, look)


def _lines(lines: Sequence[HelpLine], look: Look) -> list[Block]:
    """Commands in a list: what each needs, and that more may be said. Its own page says what."""
    return [
        Line(text)
        for line in lines
        for text in (MAY_BE_LEFT_OUT.sub(" [...]", line.usage), f"   {look.help(line.path, line.help)}")
    ]


def _commands(lines: Sequence[HelpLine], look: Look) -> list[Button]:
    """Commands as buttons. What is missing then is asked for, so that each may be pressed as it is."""
    return [Button(f"/{line.path}", Call(line.path, {})) for line in lines]


def _command(page: HelpPage, look: Look) -> Parts:
    (line,) = page.lines
    blocks: list[Block] = [Line(look.help(line.path, line.help)), Line(line.usage)]
    options = tuple((name, look.help(line.path, text, name)) for name, text in line.options)
    if options:
        blocks += [Rows(options, "ll"), Line(look.say("help.brackets"))]
    shorter = [f"/{alias}" for alias, path in ALIASES.items() if path == line.path]
    if shorter:
        blocks.append(Line(look.say("help.also", aliases=look.join(shorter))))
    return f"/{line.path}", blocks, _commands(page.lines, look)


def _word(page: HelpPage, look: Look) -> Parts:
    blocks: list[Block] = [Line(look.say(f"help.word_{_slug(page.topic)}")), *_lines(page.lines, look)]
    words = Button(look.say("buttons.words"), Call("help", {"topic": "words"}))
    return page.topic, blocks, [*_commands(page.lines, look)[: BUTTONS_AT_MOST - 1], words]


def _words(page: HelpPage, look: Look) -> Parts:
    return look.say("help.words"), [Line(" · ".join(page.words)), Line(look.say("help.each_word"))], []


def _slug(word: str) -> str:
    return re.sub(r"[^a-z]+", "_", word.lower())


def health(result: Health, look: Look) -> Reply:
    """Part by part."""
    rows = tuple(
        (
            look.named(f"operations.part_{_code(part.name)}", part.name),
            look.named(f"operations.state_{_code(part.state)}", part.state),
            _detail(part, look),
        )
        for part in result.parts
    )
    title = look.say("operations.well" if result.well else "operations.not_well")
    title = look.title(title, look.say("operations.version", version=result.version))
    buttons = (
        Button(look.say("operations.button_dead"), Call("admin dead", {})),
        Button(look.say("operations.button_switches"), Call("admin resume", {})),
        Button(look.say("buttons.members"), Call("admin members", {})),
    )
    tone = Tone.DONE if result.well else Tone.ALARM
    return Reply(title=title, blocks=(Rows(rows, "lll"),), buttons=buttons, tone=tone)


def _detail(part: HealthPart, look: Look) -> str:
    said = part.detail
    if part.facts:
        said = ", ".join(filter(None, (_fact(code, value, look) for code, value in part.facts)))
    return said if part.price is None else f"{said}, {part.symbol} {look.price(part.symbol, part.price)}"


def _fact(code: str, value: str, look: Look) -> str:
    """`due 0`: a fact of a part, with the number that belongs to it."""
    if code == FRONT:
        return front_words(words_of(value), look)
    key = f"operations.fact_{code}"
    if not look.knows(key):
        return f"{code.replace('_', ' ')} {value}".strip()
    return look.say(key, value=value) if look.takes(key) else look.say(key)


def _code(words: str) -> str:
    return words.replace(" ", "_")
