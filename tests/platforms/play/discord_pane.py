"""The Discord half of the page: what one person sees there, as HTML, and what they type, taken apart."""

from __future__ import annotations

import re
from html import escape
from typing import Any

from tests.platforms.discord.model import Channel, Flag, Json, Kind, Message, User, walk
from tests.platforms.discord.people import Ask, Person
from tests.platforms.play.house import House
from tests.platforms.play.marks import markdown

STYLES = {1: "primary", 2: "", 3: "success", 4: "danger", 5: "link"}
OPTION = re.compile(r"(?:^|\s)([a-z0-9_-]{1,32}):")
PROPOSED = 12


def person_of(house: House, who: str) -> Person:
    """Somebody by name."""
    return house.discord.people[who]


def places(house: House, who: str) -> list[Channel]:
    """The channels, threads and the private chat of this person, in the order in which they are listed."""
    person = person_of(house, who)
    seen = [one for one in house.discord.guild.channels.values() if person.state.sees(person.user, one)]
    tops = [one for one in seen if one.parent is None]
    rooms = [one for top in tops for one in (top, *(each for each in seen if each.parent is top))]
    return [*rooms, person.room]


def place_of(house: House, who: str, where: str) -> Channel:
    """A channel by its id, or the first one."""
    found = places(house, who)
    return next((one for one in found if one.id == where), found[0])


def pane(house: House, who: str, where: str) -> str:
    """The whole half: the list of channels and the messages of one."""
    here = place_of(house, who, where)
    person = person_of(house, who)
    listed = "".join(_listed(one, here) for one in places(house, who))
    shown = person.sees(here)[-80:]
    menus = [one["name"] for one in person.state.commands[None] if one["type"] == 3]
    messages = "".join(_message(house, person, one, menus) for one in shown)
    title = "@Bellwether" if here.kind is Kind.DM else f"#{here.name}"
    return (
        f"<nav><h3>Discord</h3><h2>{escape(house.discord.guild.name)}</h2>{listed}</nav>"
        f'<section data-place="{here.id}">'
        f"<header>{escape(title)}</header><div class=feed>{messages or _empty(title)}</div></section>"
    )


def _empty(title: str) -> str:
    return f'<p class="empty">Nothing in {escape(title)} yet. Type / to see what the bot offers.</p>'


def _listed(one: Channel, here: Channel) -> str:
    thread = one.parent is not None
    name = "Bellwether" if one.kind is Kind.DM else one.name
    mark = "@" if one.kind is Kind.DM else "↳" if thread else "#"
    chosen = " chosen" if one is here else ""
    label = f"<i>{mark}</i>{escape(name)}"
    group = "<h3>Private</h3>" if one.kind is Kind.DM else ""
    return f'{group}<a class="room{chosen}{" thread" if thread else ""}" data-go="{one.id}">{label}</a>'


def _message(house: House, person: Person, one: Message, menus: list[str]) -> str:
    state = person.state
    author = one.author
    app = '<b class="app">APP</b>' if author.bot else ""
    reply = ""
    if one.kind == 19 and one.answers is not None:
        said = one.answers.text.replace("\n", " ")[:80]
        reply = f'<p class="reply">{escape(_called(one.answers.author))} <span>{escape(said)}</span></p>'
    asked = ""
    if one.interaction is not None and one.kind == 20:
        asked = f'<p class="reply">{escape(one.interaction["user"]["global_name"])} used a command</p>'
    private = '<p class="private">Only you can see this</p>' if one.only_for is person.user else ""
    body = '<p class="thinking">Bellwether is thinking…</p>' if one.loading else _body(house, one)
    name = escape("Bellwether" if author is state.bot else _called(author))
    edited = "<em>(edited)</em>" if one.edited_at else ""
    return (
        f'<article data-message="{one.id}" class="{"mine" if one.only_for else ""}">'
        f'{reply}{asked}<span class="face f{_shade(author.name)}">{name[0].upper()}</span>'
        f"<h4>{name}{app}<time datetime='{one.at.isoformat()}'>{one.at:%H:%M}</time>{edited}</h4>"
        f"{body}{private}{_tools(person, one, menus)}</article>"
    )


def _called(one: User) -> str:
    """The name that is shown, as `shapes.user` tells it."""
    return one.name if one.bot else one.name.capitalize()


def _shade(name: str) -> int:
    return sum(map(ord, name)) % 6


def _tools(person: Person, one: Message, menus: list[str]) -> str:
    if one.only_for is not None:
        return ""
    own = one.author is person.user
    tools = ['<a data-reply="1">reply</a>']
    tools += ['<a data-edit="1">edit</a><a data-delete="1">delete</a>'] if own else []
    tools += [f'<a data-menu="{escape(name)}">{escape(name)}</a>' for name in menus]
    return f'<p class="tools">{"".join(tools)}</p>'


def _body(house: House, one: Message) -> str:
    content = f'<div class="text">{_text(house, one.content)}</div>' if one.content else ""
    embeds = "".join(_embed(house, embed) for embed in one.embeds)
    embedded = {embed.get("image", {}).get("url") for embed in one.embeds}
    files = "".join(_file(each) for each in one.attachments if each["url"] not in embedded)
    forwarded = "".join(
        f'<div class="text forwarded">{_text(house, each["message"]["content"])}</div>'
        for each in one.snapshots or []
    )
    parts = "".join(_component(house, each) for each in one.components)
    newer = f'<div class="newer">{parts}</div>' if one.flags & Flag.COMPONENTS_V2 else parts
    reactions = "".join(
        f'<span class="reaction">{escape(emoji)} {len(by)}</span>' for emoji, by in one.reactions.items()
    )
    thread = ""
    if one.thread is not None:
        count = len(one.thread.messages)
        label = f"{escape(one.thread.name)} · {count} message{'' if count == 1 else 's'}"
        thread = f'<a class="threadlink" data-go="{one.thread.id}">{label} ›</a>'
    return content + forwarded + embeds + files + newer + reactions + thread


def _text(house: House, text: str) -> str:
    users, channels = house.discord.state.users, house.discord.state.channels
    return markdown(
        text,
        lambda one: _called(users[one]) if one in users else one,
        lambda one: channels[one].name if one in channels else one,
    )


def _embed(house: House, embed: Json) -> str:
    colour = f"#{embed.get('color', 0x7A8599):06x}"
    author = embed.get("author", {}).get("name")
    fields = "".join(
        f'<div class="{"inline" if one.get("inline") else ""}"><b>{_text(house, one["name"])}</b>'
        f"<span>{_text(house, one['value'])}</span></div>"
        for one in embed.get("fields", [])
    )
    image = embed.get("image", {}).get("url")
    footer = embed.get("footer", {}).get("text")
    return (
        f'<div class="embed" style="border-color:{colour}">'
        + (f"<small>{escape(author)}</small>" if author else "")
        + (f"<h5>{_text(house, embed['title'])}</h5>" if embed.get("title") else "")
        + (
            f'<div class="text">{_text(house, embed["description"])}</div>'
            if embed.get("description")
            else ""
        )
        + (f'<div class="fields">{fields}</div>' if fields else "")
        + (f'<img src="{escape(image)}" alt="">' if image else "")
        + (f"<small>{escape(footer)}</small>" if footer else "")
        + "</div>"
    )


def _file(one: Json) -> str:
    name, url = escape(one["filename"]), escape(one["url"])
    if "width" in one:
        return f'<img src="{url}" alt="{escape(one.get("description", name))}">'
    return f'<a class="file" href="{url}" target="_blank">{name}<small>{one["size"]:,} bytes</small></a>'


def _component(house: House, one: Json) -> str:
    kind = one["type"]
    inner = "".join(_component(house, each) for each in one.get("components", []))
    if kind == 2:
        return _button(one)
    if kind in (3, 5, 6, 7, 8):
        return _select(one)
    if kind == 10:
        return f'<div class="text">{_text(house, one["content"])}</div>'
    if kind == 9:
        return f'<div class="beside"><div>{inner}</div>{_component(house, one["accessory"])}</div>'
    if kind == 17:
        colour = "" if one["accent_color"] is None else f' style="border-color:#{one["accent_color"]:06x}"'
        return f'<div class="embed wide"{colour}>{inner}</div>'
    if kind == 12:
        return "".join(f'<img src="{escape(item["media"]["url"])}" alt="">' for item in one["items"])
    return "<hr>" if kind == 14 else f'<div class="row">{inner}</div>'


def _button(one: Json) -> str:
    label = escape(one.get("label", ""))
    if one.get("url"):
        return f'<a class="button" href="{escape(one["url"])}" target="_blank">{label} ↗</a>'
    off = " disabled" if one.get("disabled") else ""
    style = STYLES.get(one["style"], "")
    return f'<button class="{style}" data-press="{escape(one["custom_id"])}"{off}>{label}</button>'


def _select(one: Json) -> str:
    options = "".join(
        f'<option value="{escape(each["value"])}">{escape(each["label"])}</option>'
        for each in one.get("options", [])
    )
    hint = escape(one.get("placeholder") or "Choose…")
    return (
        f'<select data-select="{escape(one["custom_id"])}"><option value="">{hint}</option>{options}</select>'
    )


def form(ask: Ask) -> str:
    """The form that opened, as HTML."""
    assert ask.modal is not None
    fields = "".join(_field(one) for one in ask.modal["components"])
    return (
        f"<h2>{escape(ask.modal['title'])}</h2>{fields}"
        '<p class="row"><button value="cancel" formnovalidate>Cancel</button>'
        '<button class="primary" value="send">Submit</button></p>'
    )


def _field(row: Json) -> str:
    if row["type"] == 10:
        return f"<p>{escape(row['content'])}</p>"
    one = next(each for each in walk([row]) if "custom_id" in each)
    label = escape(row.get("label") or one.get("label") or one["custom_id"])
    about = f"<small>{escape(row['description'])}</small>" if row.get("description") else ""
    name = escape(one["custom_id"])
    need = "" if one.get("required") is False else " required"
    if one["type"] != 4:
        options = "".join(
            f'<option value="{escape(each["value"])}">{escape(each["label"])}</option>'
            for each in one.get("options", [])
        )
        return f'<label>{label}{about}<select name="{name}"{need}>{options}</select></label>'
    hint, value = escape(one.get("placeholder") or ""), escape(one.get("value") or "")
    common = f'name="{name}" placeholder="{hint}" maxlength="{one.get("max_length") or 4000}"{need}'
    if one["style"] == 2:
        return f"<label>{label}{about}<textarea {common}>{value}</textarea></label>"
    return f'<label>{label}{about}<input autocomplete="off" value="{value}" {common}></label>'


# What is typed


def leaf(house: House, text: str) -> tuple[str, Json, str] | None:
    """The command that a text begins with: its path, its description, and what comes behind; None for none."""
    words = text.removeprefix("/").split(" ")
    commands = [one for one in house.discord.state.commands[None] if one["type"] == 1]
    found = next((one for one in commands if one["name"] == words[0]), None)
    path = words[:1]
    while found is not None and any(one["type"] in (1, 2) for one in found.get("options", [])):
        step = words[len(path)] if len(words) > len(path) else ""
        found = next((one for one in found["options"] if one["name"] == step), None)
        path.append(step)
    if found is None:
        return None
    return "/" + " ".join(path), found, " ".join(words[len(path) :])


def given(command: Json, rest: str) -> dict[str, Any]:
    """The options in `amount:50 symbol:btc`. Words without a name fill the options in their order."""
    names = [one["name"] for one in command.get("options", [])]
    marks = [one for one in OPTION.finditer(rest) if one[1] in names]
    if not marks:
        words = rest.split()
        filled = dict(zip(names, words, strict=False))
        if len(words) > len(names) > 0:
            filled[names[-1]] = " ".join(words[len(names) - 1 :])
        return filled
    ends = [*(one.start() for one in marks[1:]), len(rest)]
    found = {one[1]: rest[one.end() : end].strip() for one, end in zip(marks, ends, strict=True)}
    return {name: value for name, value in found.items() if value}


async def proposed(house: House, who: str, where: str, text: str) -> list[dict[str, str]]:
    """What to show above the line while it is typed: commands, then options, then the bot's own proposals."""
    known = leaf(house, text)
    if known is None or not text.startswith(f"{known[0]} "):
        return _commands(house, text)
    path, command, rest = known
    options = command.get("options", [])
    named = [one for one in OPTION.finditer(rest) if any(each["name"] == one[1] for each in options)]
    if named:
        current = next(one for one in options if one["name"] == named[-1][1])
        typed = rest[named[-1].end() :]
        head = text[: len(text) - len(typed)]
        entries = await _values(house, who, where, (path, current, typed))
        matching = [(name, value) for name, value in entries if value != typed]
        if matching:
            return [{"text": f"{head}{value} ", "label": name, "help": ""} for name, value in matching]
    used = {one[1] for one in named}
    return [
        {
            "text": f"{text.rstrip()} {one['name']}:",
            "label": f"{one['name']}:",
            "help": one["description"] + ("" if one.get("required") else " (may be left out)"),
        }
        for one in options
        if one["name"] not in used
    ]


def _commands(house: House, text: str) -> list[dict[str, str]]:
    every: list[tuple[str, str]] = []
    for one in house.discord.state.commands[None]:
        if one["type"] != 1:
            continue
        inner = [each for each in one.get("options", []) if each["type"] == 1]
        every += [(f"/{one['name']} {each['name']}", each["description"]) for each in inner]
        every += [] if inner else [(f"/{one['name']}", one["description"])]
    matching = [one for one in every if one[0].startswith(text.rstrip())]
    return [{"text": f"{path} ", "label": path, "help": about} for path, about in matching[:PROPOSED]]


async def _values(house: House, who: str, where: str, typing: tuple[str, Json, str]) -> list[tuple[str, str]]:
    path, current, typed = typing
    if "choices" in current:
        choices = [(one["name"], str(one["value"])) for one in current["choices"]]
        return [one for one in choices if one[0].startswith(typed)]
    if not current.get("autocomplete"):
        return []
    person, place = person_of(house, who), place_of(house, who, where)
    found = await person.types_into(path, current["name"], typed, place, within=2.0)
    return [(one["name"], str(one["value"])) for one in found]
