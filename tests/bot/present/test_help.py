"""Help as a phone shows it: every page of every topic, for whoever may see all of it."""

from __future__ import annotations

from bot.app import COMMANDS
from bot.console.render import columns, render
from bot.present.look import Look
from bot.present.operations import help_page
from bot.present.reply import Reply
from core.command import info
from core.operations.model import HelpLine, HelpPage
from core.operations.topics import WORDS, find
from tests.bot.present.test_table import LOOK

KNOWN = [
    HelpLine(path=one.path, usage=one.usage, help=one.help, options=one.options)
    for one in map(info, COMMANDS.commands.values())
]
# Two dozen lines, and a few for a command with many options.
TALLEST = 28


def pages(topic: str) -> list[HelpPage]:
    first = find(topic, KNOWN)
    assert first is not None, topic
    more = [find(f"{topic} {number}".strip(), KNOWN) for number in range(2, first.pages + 1)]
    return [first, *(page for page in more if page is not None)]


TOPICS = ["", "words", *COMMANDS.nouns, *WORDS, *(one.path for one in KNOWN)]


def shown(look: Look = LOOK) -> list[tuple[str, Reply]]:
    return [(topic, help_page(page, look)) for topic in dict.fromkeys(TOPICS) for page in pages(topic)]


def test_every_page_fits_a_phone():
    cards = [(topic, render(reply, width=40).split("\n")) for topic, reply in shown()]

    # One command with all its options is as long as it must be: that is what was asked for.
    commands = {one.path for one in KNOWN}
    assert [(t, len(lines)) for t, lines in cards if len(lines) > TALLEST and t not in commands] == []
    assert [line for _, lines in cards for line in lines if columns(line) > 40] == []


def test_more_leads_on_until_the_last_page():
    for topic in COMMANDS.nouns:
        labels = [[button.label for button in help_page(page, LOOK).buttons] for page in pages(topic)]
        assert all("More" in each for each in labels[:-1]), topic
        assert "More" not in labels[-1], topic
        assert all(len(each) <= 4 for each in labels), topic


def test_every_word_of_the_trade_is_told_in_a_sentence_or_more():
    for word in WORDS:
        text = render(help_page(pages(word)[0], LOOK), width=80, buttons=False).split("\n")
        assert len(" ".join(text[1:])) > 25, word
