"""Makes `tables.txt` from a machine-readable description of the Bot API.

    python -m tests.platforms.telegram.make_tables telegram-bot-api.json

The description is that of PaulSonOfLars/telegram-bot-api-spec (MIT): `methods` and `types`, each with `fields` of
`name`, `types`, `required` and `description`. Kept are the methods that the local server knows, what they take, and
the types of what it answers; a field of another type keeps its name only.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any

from tests.platforms.telegram import server  # noqa: F401 - fills the list of methods
from tests.platforms.telegram.judge import TABLES
from tests.platforms.telegram.methods import METHODS

ANSWERS = """Update Message User Chat ChatFullInfo MessageEntity PhotoSize Document File CallbackQuery InlineQuery
    ChosenInlineResult ChatMemberUpdated ChatMember MessageReactionUpdated ReactionType MessageOrigin ForumTopic
    ForumTopicCreated WebhookInfo BotName BotDescription BotShortDescription MessageId MenuButton ChatPermissions
    AcceptedGiftTypes InaccessibleMessage""".split()
# Kinds of content that the product never sends.
LEFT_OUT = re.compile(
    r"InputRich\w*|InputMedia(?!Photo|Document)\w+|InlineQueryResult(?!Article|sButton)\w+"
    r"|Input(?!TextMessage)\w+Content|SuggestedPost\w*"
)
PLAIN = {"Integer", "String", "Boolean", "Float", "True", "InputFile"}
_LENGTH = re.compile(r"(\d+)-(\d+) (?:characters|bytes|items|identifiers)")
_MOST = re.compile(r"[Aa]t most (\d+) commands|between (\d+)-(\d+) are accepted")


def main(path: Path) -> None:
    """Read the description, write the tables."""
    whole = json.loads(path.read_text(encoding="utf-8"))
    methods = {name: shape for name, shape in whole["methods"].items() if name.lower() in METHODS}
    wanted = [*ANSWERS]
    for shape in methods.values():
        wanted += [kind for field in shape.get("fields", []) for kind in field["types"]]
    lines = [
        f"# {whole['version']}, made by make_tables.py. `!` is required, `{{1-64}}` a length or a range."
    ]
    for name, shape in sorted(methods.items()):
        lines.append(" ".join([f"{name}()", *_fields(shape), f"-> {_kinds(shape['returns'])}"]))
    lines += _types(whole["types"], wanted)
    TABLES.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _types(types: dict[str, Any], wanted: list[str]) -> list[str]:
    """The types that are wanted, and those that they are made of."""
    lines: dict[str, str] = {}
    wanted = list(wanted)
    while wanted:
        name = wanted.pop().removeprefix("Array of ").removeprefix("Array of ")
        if name in lines or name in PLAIN or name not in types or LEFT_OUT.fullmatch(name):
            continue
        below = [one for one in types[name].get("subtypes", []) if not LEFT_OUT.fullmatch(one)]
        if below:
            lines[name] = f"{name} = {'|'.join(below)}"
            wanted += below
            continue
        lines[name] = " ".join([name, *_fields(types[name])])
        if name not in ANSWERS:
            wanted += [kind for field in types[name].get("fields", []) for kind in field["types"]]
    return [lines[name] for name in sorted(lines)]


def _fields(shape: dict[str, Any]) -> list[str]:
    return [_field(field) for field in shape.get("fields", [])]


def _field(field: dict[str, Any]) -> str:
    said = field["description"]
    limit = ""
    if found := _LENGTH.search(said):
        # What is counted after the markup was read, the server itself counts.
        limit = "" if "after entit" in said else f"{{{found[1]}-{found[2]}}}"
    elif found := _MOST.search(said):
        limit = f"{{0-{found[1]}}}" if found[1] else f"{{{found[2]}-{found[3]}}}"
    return f"{field['name']}{'!' if field['required'] else ''}:{_kinds(field['types'])}{limit}"


def _kinds(kinds: list[str]) -> str:
    kept = [kind for kind in kinds if not LEFT_OUT.fullmatch(kind.removeprefix("Array of "))]
    return "|".join(kind.replace("Array of ", "*") for kind in kept) or "?"


if __name__ == "__main__":
    main(Path(sys.argv[1]))
