"""Text as the two platforms show it: Discord's markdown and Telegram's entities as HTML. Everything is escaped."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime
from html import escape
from typing import Any

PRIVATE_USE = 0xE000
ESCAPED = re.compile(r"\\([^\w\s])")
HIDDEN = re.compile(f"[{chr(PRIVATE_USE)}-{chr(PRIVATE_USE + 0xFF)}]")
LINK = re.compile(r"https?://[^\s<&]+(?:&amp;[^\s<&]+)*")
INLINE: list[tuple[re.Pattern[str], str]] = [
    (re.compile(r"`([^`\n]+)`"), r"<code>\1</code>"),
    (re.compile(r"\[([^\]\n]+)\]\((https?://[^)\s]+)\)"), r'<a href="\2" target="_blank">\1</a>'),
    (re.compile(r"\*\*(.+?)\*\*", re.DOTALL), r"<b>\1</b>"),
    (re.compile(r"__(.+?)__", re.DOTALL), r"<u>\1</u>"),
    (re.compile(r"(?<!\w)[*_](?!\s)(.+?)(?<!\s)[*_](?!\w)", re.DOTALL), r"<i>\1</i>"),
    (re.compile(r"~~(.+?)~~", re.DOTALL), r"<s>\1</s>"),
    (re.compile(r"\|\|(.+?)\|\|", re.DOTALL), r'<span class="spoiler">\1</span>'),
]
LINES: list[tuple[re.Pattern[str], str]] = [
    (re.compile(r"^(#{1,3}) (.+)$", re.MULTILINE), r'<span class="head">\2</span>'),
    (re.compile(r"^-# (.+)$", re.MULTILINE), r"<small>\1</small>"),
    (re.compile(r"^&gt; (.+)$", re.MULTILINE), r"<q>\1</q>"),
    (re.compile(r"^[-*] (.+)$", re.MULTILINE), r"• \1"),
]
STAMP = re.compile(r"&lt;t:(\d+)(?::\w)?&gt;")
MENTION = re.compile(r"&lt;@!?(\d+)&gt;")
CHANNEL = re.compile(r"&lt;#(\d+)&gt;")


def markdown(text: str, person: Callable[[str], str], channel: Callable[[str], str]) -> str:
    """Discord's markdown as HTML. `person` and `channel` name what is mentioned by an id."""
    parts = text.split("```")
    made = [
        _block(part) if number % 2 and number < len(parts) - 1 else _prose(part, person, channel)
        for number, part in enumerate(parts)
    ]
    return "".join(made)


def _block(text: str) -> str:
    first, line_end, rest = text.partition("\n")
    code = rest if line_end and re.fullmatch(r"\w*", first) else text
    return f"<pre>{escape(code.rstrip(chr(10)))}</pre>"


def _prose(text: str, person: Callable[[str], str], channel: Callable[[str], str]) -> str:
    hidden = ESCAPED.sub(lambda found: chr(PRIVATE_USE + ord(found[1]) % 256), text)
    made = escape(hidden.strip("\n"), quote=False)
    for pattern, shape in [*LINES, *INLINE]:
        made = pattern.sub(shape, made)
    made = STAMP.sub(lambda found: _stamp(int(found[1])), made)
    made = MENTION.sub(lambda found: f'<span class="mention">@{escape(person(found[1]))}</span>', made)
    made = CHANNEL.sub(lambda found: f'<span class="mention">#{escape(channel(found[1]))}</span>', made)
    if "<a " not in made:
        made = LINK.sub(lambda found: f'<a href="{found[0]}" target="_blank">{found[0]}</a>', made)
    return HIDDEN.sub(lambda found: escape(chr(ord(found[0]) - PRIVATE_USE)), made)


def _stamp(seconds: int) -> str:
    at = datetime.fromtimestamp(seconds, UTC)
    return f'<time datetime="{at.isoformat()}">{at:%d %b %H:%M} UTC</time>'


TAGS = {
    "bold": "b",
    "italic": "i",
    "underline": "u",
    "strikethrough": "s",
    "code": "code",
    "pre": "pre",
    "blockquote": "q",
    "expandable_blockquote": "q",
}


def entities(text: str, marks: list[dict[str, Any]]) -> str:
    """Telegram's entities as HTML: their numbers count UTF-16 units."""
    units = [text.encode("utf-16-le")[at : at + 2] for at in range(0, 2 * _length(text), 2)]
    opened: dict[int, list[str]] = {}
    closed: dict[int, list[str]] = {}
    for one in sorted(marks, key=lambda mark: (mark["offset"], -mark["length"])):
        begin, end = _tags(one, text)
        opened.setdefault(one["offset"], []).append(begin)
        closed.setdefault(one["offset"] + one["length"], []).insert(0, end)
    made: list[str] = []
    raw = b""
    for at in range(len(units) + 1):
        if at in opened or at in closed or at == len(units):
            made.append(escape(raw.decode("utf-16-le", errors="replace"), quote=False))
            raw = b""
            made += [*closed.get(at, []), *opened.get(at, [])]
        if at < len(units):
            raw += units[at]
    return "".join(made)


def _length(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def _tags(mark: dict[str, Any], text: str) -> tuple[str, str]:
    kind = mark["type"]
    if kind in TAGS:
        return f"<{TAGS[kind]}>", f"</{TAGS[kind]}>"
    if kind in ("text_link", "url"):
        raw = text.encode("utf-16-le")
        said = raw[2 * mark["offset"] : 2 * (mark["offset"] + mark["length"])].decode("utf-16-le")
        return f'<a href="{escape(mark.get("url", said))}" target="_blank">', "</a>"
    return '<span class="mention">', "</span>"
