"""Text with markup as the platform reads it: plain text and entities, or a refusal in its words.

Source: Bot API, "Formatting options"; the words of refusals are those of the real server. Offsets of entities count
UTF-16 units, those of refusals count bytes.
"""

from __future__ import annotations

import html
import re

from tests.platforms.telegram.model import Json, units

KINDS = {
    "a": "text_link",
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "u": "underline",
    "ins": "underline",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "tg-emoji": "custom_emoji",
    "tg-time": "date_time",
    "pre": "pre",
    "code": "code",
    "blockquote": "blockquote",
}
_CHARACTER = re.compile(r"&(?:#x[0-9a-fA-F]+|#[0-9]+|lt|gt|amp|quot);?")
_START = re.compile(r"<(?P<name>[^\s>]*)(?P<rest>[^>]*)(?P<end>>?)")
_END = re.compile(r"</(?P<name>[^\s>]*)\s*(?P<end>>?)")
_ATTRIBUTE = re.compile(
    r"\s*(?P<name>[^\s=>]+)(?:\s*=\s*(?:\"(?P<a>[^\"]*)\"|'(?P<b>[^']*)'|(?P<c>[\w.-]+)))?"
)
_FOUND = re.compile(
    r"(?P<bot_command>(?<![\w/])/[A-Za-z0-9_]{1,32}(?:@\w{3,32})?(?![\w/]))"
    r"|(?P<mention>(?<!\w)@\w{3,32})"
    r"|(?P<url>https?://[^\s<>]+)"
    r"|(?P<hashtag>(?<!\w)#\w*[^\W\d]\w*)"
    r"|(?P<cashtag>(?<![\w$])\$[A-Z]{1,8}(?!\w))"
)


class NotMarkup(ValueError):
    """The markup cannot be read. The text says why, as the real server does."""


def read_html(source: str) -> tuple[str, list[Json]]:
    """Plain text and entities of text with `parse_mode=HTML`."""
    text, entities = "", list[Json]()
    open_tags: list[tuple[str, str, int]] = []
    at = 0
    while at < len(source):
        if source[at] == "&" and (found := _CHARACTER.match(source, at)):
            text += html.unescape(found[0])
            at = found.end()
        elif source.startswith("</", at):
            at = _close(source, at, text, open_tags, entities)
        elif source[at] == "<":
            at, name, argument = _open(source, at)
            open_tags.append((name, argument, units(text)))
        else:
            text += source[at]
            at += 1
    if open_tags:
        raise NotMarkup(f'Can\'t find end tag corresponding to start tag "{open_tags[-1][0]}"')
    return _trimmed(text, entities)


def _bytes(source: str, at: int) -> int:
    return len(source[:at].encode())


def _open(source: str, at: int) -> tuple[int, str, str]:
    """Read a start tag: where it ends, its name, its argument."""
    found = _START.match(source, at)
    where = f"at byte offset {_bytes(source, at)}"
    if found is None or (not found["end"] and not re.match(r"<[^\s>]*\s", source[at:])):
        raise NotMarkup(f"Unclosed start tag {where}")
    name = found["name"].lower()
    if name not in KINDS:
        raise NotMarkup(f'Unsupported start tag "{name}" {where}')
    if not found["end"]:
        raise NotMarkup(f"Unclosed start tag {where}")
    given = {
        one["name"]: one["a"] or one["b"] or one["c"] or "" for one in _ATTRIBUTE.finditer(found["rest"])
    }
    argument = html.unescape(given.get({"a": "href", "tg-emoji": "emoji-id"}.get(name, "class"), ""))
    if name == "span" and argument != "tg-spoiler":
        raise NotMarkup(f'Tag "span" must have class "tg-spoiler" {where}')
    return found.end(), name, argument


def _close(
    source: str, at: int, text: str, open_tags: list[tuple[str, str, int]], entities: list[Json]
) -> int:
    where = f"at byte offset {_bytes(source, at)}"
    if not open_tags:
        raise NotMarkup(f"Unexpected end tag {where}")
    found = _END.match(source, at)
    if found is None or not found["end"]:
        raise NotMarkup(f"Unclosed end tag {where}")
    name, argument, begin = open_tags.pop()
    if found["name"] and found["name"].lower() != name:
        raise NotMarkup(f'Unmatched end tag {where}, expected "</{name}>", found "</{found["name"]}>"')
    length = units(text) - begin
    if length > 0:
        entities.append(_entity(name, argument, begin, length))
    return found.end()


def _entity(name: str, argument: str, begin: int, length: int) -> Json:
    entity: Json = {"type": KINDS[name], "offset": begin, "length": length}
    if name == "a":
        entity["url"] = argument
    if name == "tg-emoji":
        entity["custom_emoji_id"] = argument
    if name == "code" and argument.startswith("language-"):
        entity["language"] = argument.removeprefix("language-")
    return entity


def _trimmed(text: str, entities: list[Json]) -> tuple[str, list[Json]]:
    """Blanks at both ends are dropped, as the platform does, and entities moved along."""
    begin = units(text) - units(text.lstrip())
    trimmed = text.strip()
    length, kept = units(trimmed), []
    for one in entities:
        start = max(one["offset"] - begin, 0)
        end = min(one["offset"] + one["length"] - begin, length)
        if end > start:
            kept.append({**one, "offset": start, "length": end - start})
    kept.sort(key=lambda one: (one["offset"], -one["length"]))
    return trimmed, kept


def found_in(text: str) -> list[Json]:
    """The entities that the platform itself finds in what somebody typed."""
    entities = []
    for found in _FOUND.finditer(text):
        begin = units(text[: found.start()])
        entities.append({"type": str(found.lastgroup), "offset": begin, "length": units(found[0])})
    return entities
