"""What Discord's own client does with commands and forms before a bot hears of them: find, check, write down."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tests.platforms.discord import shapes
from tests.platforms.discord.model import Channel, Json, May, User, walk
from tests.platforms.discord.state import State

SUB_COMMAND, GROUP = 1, 2
STRING, INTEGER, BOOLEAN, USER, CHANNEL, ROLE, NUMBER, ATTACHMENT = 3, 4, 5, 6, 7, 8, 10, 11
GUILD_CONTEXT, BOT_DM_CONTEXT = 0, 1
BY_USER = 1


def offered(state: State, user: User, channel: Channel, name: str, *, kind: int = 1) -> Json:
    """The command of this name that the person is offered there. `LookupError`: there is none."""
    guild = channel.guild
    scopes = [guild.id, None] if guild is not None else [None]
    for scope in scopes:
        for one in state.commands.get(scope, []):
            if one["name"] == name and one["type"] == kind:
                _allowed(state, user, channel, one)
                return one
    raise LookupError(f"no command {name!r} was registered")


def _allowed(state: State, user: User, channel: Channel, command: Json) -> None:
    absent = channel.guild is not None and state.bot.id not in channel.guild.members
    if absent and BY_USER not in command.get("integration_types", []):
        raise LookupError(f"{command['name']!r} is not offered where the bot is not")
    context = BOT_DM_CONTEXT if channel.guild is None else GUILD_CONTEXT
    contexts = command.get("contexts")
    if contexts is not None and context not in contexts:
        raise LookupError(f"{command['name']!r} is not offered there")
    needed = command.get("default_member_permissions")
    if channel.guild is None:
        return
    may = state.may(user, channel)
    if not may & May.USE_APPLICATION_COMMANDS:
        raise LookupError(f"{user.name} may not use commands there")
    if needed is None or may & May.ADMINISTRATOR:
        return
    if int(needed) == 0 or int(may) & int(needed) != int(needed):
        raise LookupError(f"{command['name']!r} is not offered to {user.name}")


def data(
    state: State,
    user: User,
    channel: Channel,
    line: str,
    options: Mapping[str, Any],
    *,
    typing: tuple[str, str] | None = None,
) -> Json:
    """The data of an interaction for `/noun verb` with options; with `typing`, of a half-typed option."""
    path = line.removeprefix("/").split()
    command = offered(state, user, channel, path[0])
    leaf, above = command, []
    for word in path[1:]:
        found = [one for one in leaf.get("options", []) if one["name"] == word and one["type"] in (1, 2)]
        if not found:
            raise LookupError(f"no sub-command {word!r} of {leaf['name']!r}")
        leaf = found[0]
        above.append(leaf)
    known = {one["name"]: one for one in leaf.get("options", [])}
    if any(one["type"] in (SUB_COMMAND, GROUP) for one in known.values()):
        raise LookupError(f"{line!r} needs a sub-command: {list(known)}")
    resolved: Json = {}
    given = [_option(state, channel, known, name, value, resolved) for name, value in options.items()]
    if typing is not None:
        given.append(_typed(known, *typing))
    else:
        missing = [name for name, one in known.items() if one.get("required") and name not in options]
        if missing:
            raise LookupError(f"{line!r} is not sent without {missing}")
    inner = given
    for one in reversed(above):
        inner = [{"name": one["name"], "type": one["type"], "options": inner}]
    made: Json = {"id": command["id"], "name": command["name"], "type": 1, "options": inner}
    if "guild_id" in command:
        made["guild_id"] = command["guild_id"]
    if resolved:
        made["resolved"] = resolved
    return made


def _typed(known: Mapping[str, Json], name: str, text: str) -> Json:
    one = known.get(name)
    if one is None or not one.get("autocomplete"):
        raise LookupError(f"{name!r} proposes nothing; options are {list(known)}")
    return {"name": name, "type": one["type"], "value": text, "focused": True}


def _option(
    state: State, channel: Channel, known: Mapping[str, Json], name: str, value: Any, resolved: Json
) -> Json:
    one = known.get(name)
    if one is None:
        raise LookupError(f"no option {name!r}; there are {list(known)}")
    kind = one["type"]
    choices = {each["name"]: each["value"] for each in one.get("choices", [])}
    if choices:
        value = choices.get(value, value)
        if value not in choices.values():
            raise LookupError(f"{value!r} is no choice of {name!r}: {list(choices)}")
    elif kind == STRING:
        value = str(value)
        if not one.get("min_length", 0) <= len(value) <= one.get("max_length", 6000):
            raise LookupError(f"{name!r} is too short or too long")
    elif kind in (INTEGER, NUMBER):
        value = int(value) if kind == INTEGER else float(value)
    elif kind in (USER, CHANNEL, ROLE, ATTACHMENT):
        value = _resolved(state, channel, kind, value, resolved)
    return {"name": name, "type": kind, "value": value}


def _resolved(state: State, channel: Channel, kind: int, value: Any, resolved: Json) -> str:
    """Put what is meant by an id into the data's `resolved`; the id. A file is a pair of name and bytes."""
    if kind == ATTACHMENT:
        shape = state.upload(channel, *value)
        resolved.setdefault("attachments", {})[shape["id"]] = shape
        return str(shape["id"])
    identity = value if isinstance(value, str) else str(value.id)
    if kind == USER:
        user = state.users[identity]
        resolved.setdefault("users", {})[identity] = shapes.user(user)
        member = channel.guild.members.get(identity) if channel.guild else None
        if member is not None:
            found = {
                **shapes.member(member, with_user=False),
                "permissions": str(int(state.may(user, channel))),
            }
            resolved.setdefault("members", {})[identity] = found
    elif kind == CHANNEL:
        found = {**shapes.channel(state.channels[identity]), "permissions": "0"}
        resolved.setdefault("channels", {})[identity] = found
    else:
        assert channel.guild is not None
        resolved.setdefault("roles", {})[identity] = shapes.role(channel.guild.roles[identity])
    return identity


def submitted(modal: Json, fields: Mapping[str, str | list[str]]) -> Json:
    """A filled-in form as the bot gets it. Required fields and lengths are checked, as the client does."""
    left = dict(fields)
    rows = [_row(row, left) for row in modal["components"]]
    if left:
        raise LookupError(f"the form has no field {list(left)}")
    return {"custom_id": modal["custom_id"], "components": [row for row in rows if row]}


def _row(row: Json, left: dict[str, str | list[str]]) -> Json:
    inputs = [one for one in walk([row]) if "custom_id" in one]
    if not inputs:
        return {}
    one = inputs[0]
    label = row.get("label") or one.get("label")
    value = left.pop(one["custom_id"], None)
    if value is None:
        value = left.pop(label, None) if label else None
    filled = _filled(one, value, label or one["custom_id"])
    number = row.get("id") or 1
    if row["type"] == 18:
        return {"type": 18, "id": number, "component": filled}
    return {"type": 1, "id": number, "components": [filled]}


def _filled(one: Json, value: str | list[str] | None, label: str) -> Json:
    made: Json = {"type": one["type"], "id": one.get("id") or 2, "custom_id": one["custom_id"]}
    required = one.get("required") is not False
    if one["type"] != 4:
        chosen = [value] if isinstance(value, str) else value or []
        known = {each["label"]: each["value"] for each in one.get("options", [])}
        if required and not chosen:
            raise LookupError(f"the form is not sent without {label!r}")
        return {**made, "values": [known.get(each, each) for each in chosen]}
    text = value if isinstance(value, str) else one.get("value") or ""
    if required and not text:
        raise LookupError(f"the form is not sent without {label!r}")
    least = one.get("min_length") or 0
    if (text or required) and not least <= len(text) <= (one.get("max_length") or 4000):
        raise LookupError(f"{label!r} is too short or too long")
    return {**made, "value": text}
