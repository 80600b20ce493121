"""A card as text and back, for the letter's row; and a digest by which two forms of a card are told apart."""

from __future__ import annotations

import hashlib
import json
from dataclasses import fields
from typing import Any

from bot.present.plots import PLOTS
from bot.present.reply import (
    Attachment,
    Button,
    Confirm,
    Dismiss,
    Hint,
    Line,
    Picture,
    Reply,
    Rows,
    Rule,
    Tone,
)
from core.command import Call
from core.kernel.codec import decode, dumps, encode
from core.kernel.errors import Bug

# What a block and a button's action may be: each travels under the name of its class.
KINDS: dict[str, type] = {kind.__name__: kind for kind in (Line, Rows, Rule, Call, Confirm, Dismiss)}
WRITTEN = frozenset({"title", "blocks", "buttons", "tone", "data", "anyone", "files", "pictures", "plots"})


def pack(reply: Reply) -> str:
    """The whole card. A part that nothing here knows is a Bug: it would be lost on its way."""
    return packed(reply)[0]


def packed(reply: Reply) -> tuple[str, str]:
    """The whole card, and its digest."""
    looks = _looks(reply)
    return dumps({**looks, "data": reply.data}), _digest(looks)


def unpack(text: str) -> Reply:
    """The card that `pack` wrote."""
    data = json.loads(text)
    return Reply(
        title=data["title"],
        blocks=tuple(_read(one) for one in data["blocks"]),
        buttons=tuple(Button(label, _read(action)) for label, action in data["buttons"]),
        tone=Tone(data["tone"]),
        data=data["data"],
        anyone=data["anyone"],
        files=tuple(decode(Attachment, one) for one in data["files"]),
        pictures=tuple(decode(Picture, one) for one in data.get("pictures", ())),
        plots=tuple(decode(PLOTS[name], one) for name, one in data.get("plots", ())),
    )


def digest(reply: Reply) -> str:
    """Equal for cards that show the same; what is for machines only is left out."""
    return _digest(_looks(reply))


def _digest(looks: dict[str, Any]) -> str:
    return hashlib.sha256(dumps(looks).encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _looks(reply: Reply) -> dict[str, Any]:
    unknown = {field.name for field in fields(reply)} - WRITTEN
    if unknown:
        raise Bug(f"letters do not carry these parts of a card: {sorted(unknown)}")
    return {
        "title": reply.title,
        "blocks": [_write(block) for block in reply.blocks if not isinstance(block, Hint)],
        "buttons": [[button.label, _write(button.action)] for button in reply.buttons],
        "tone": reply.tone.value,
        "anyone": reply.anyone,
        "files": [encode(file) for file in reply.files],
        **({"pictures": [encode(one) for one in reply.pictures]} if reply.pictures else {}),
        **({"plots": [[type(one).__name__, encode(one)] for one in reply.plots]} if reply.plots else {}),
    }


def _write(part: object) -> list[Any]:
    name = type(part).__name__
    if name not in KINDS:
        raise Bug(f"letters do not carry {name}")
    return [name, encode(part)]


def _read(pair: list[Any]) -> Any:
    name, data = pair
    return decode(KINDS[name], data)
