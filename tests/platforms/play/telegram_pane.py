"""The Telegram half of the page: what one person sees there, as HTML."""

from __future__ import annotations

from html import escape

from tests.platforms.play.house import House
from tests.platforms.play.marks import entities
from tests.platforms.telegram import Person, Room
from tests.platforms.telegram.model import Kind, Message

PRIVATE = "bot"


def room_of(house: House, where: str) -> Room | None:
    """A group or channel by its name; None for the private chat."""
    return house.rooms.get(where)


def pane(house: House, who: str, where: str) -> str:
    """The whole half: the list of chats and the messages of one."""
    person = house.here[who]
    room = room_of(house, where)
    names = [PRIVATE, *house.rooms]
    listed = "".join(
        _listed(house, person, name, here=name == (where if room else PRIVATE)) for name in names
    )
    messages = "".join(_message(house, person, one) for one in person.sees(room)[-80:])
    title = room.chat.title if room else "Bellwether"
    about = _about(room)
    empty = '<p class="empty">Nothing here yet.</p>'
    start = ""
    if room is None and not person.private.started:
        empty = '<p class="empty">What can this bot do? Press Start.</p>'
        start = '<button class="primary start" data-start="1">Start</button>'
    return (
        f'<nav><h3>Telegram</h3><h2>Chats</h2>{listed}</nav><section data-place="{escape(where if room else PRIVATE)}">'
        f"<header>{escape(title)}<small>{about}</small></header>"
        f"<div class=feed>{messages or empty}{start}</div></section>"
    )


def _about(room: Room | None) -> str:
    if room is None:
        return "bot"
    kind = "channel" if room.chat.kind is Kind.CHANNEL else "group"
    return f"{kind}, {len(room.chat.members)} members"


def _listed(house: House, person: Person, name: str, *, here: bool) -> str:
    seen = person.sees(room_of(house, name))
    last = escape(seen[-1].text.replace("\n", " ")[:32]) if seen else ""
    title = "Bellwether" if name == PRIVATE else name
    face = f'<span class="face f{sum(map(ord, title)) % 6}">{title[0]}</span>'
    chosen = " chosen" if here else ""
    return f'<a class="chat{chosen}" data-go="{escape(name)}">{face}<b>{escape(title)}</b><small>{last}</small></a>'


def _message(house: House, person: Person, one: Message) -> str:
    mine = one.sender is person.user and not one.by_bot
    name = "Bellwether" if one.by_bot else one.sender.name if one.sender else one.chat.title
    alone = one.chat.kind is Kind.PRIVATE or mine
    who = "" if alone else f'<h4 class="n{sum(map(ord, name)) % 6}">{escape(name)}</h4>'
    reply = ""
    if one.answers is not None:
        said = one.answers.text.replace("\n", " ")[:60]
        reply = f'<p class="reply">{escape(said)}</p>'
    media = ""
    if one.photo is not None:
        media = f'<img src="{_address(house, one.photo.path)}" alt="">'
    elif one.document is not None:
        name = escape(one.document.name)
        media = f'<a class="file" href="{_address(house, one.document.path)}" target="_blank">{name}</a>'
    text = entities(one.text, one.entities)
    edited = "edited " if one.edits else ""
    rows = "".join(
        "<div class='row'>" + "".join(_button(button) for button in row) + "</div>" for row in one.keyboard
    )
    tools = '<a data-reply="1">reply</a>' + ('<a data-edit="1">edit</a>' if mine else "")
    return (
        f'<article data-message="{one.id}" class="{"mine" if mine else ""}"><div class="bubble">{who}{reply}{media}'
        f'<div class="text">{text}</div><time datetime="{one.at.isoformat()}">{edited}{one.at:%H:%M}</time></div>'
        f'<div class="keys">{rows}</div><p class="tools">{tools}</p></article>'
    )


def _address(house: House, path: str) -> str:
    return escape(f"{house.telegram.url}/file/bot{house.telegram.token}/{path}")


def _button(one: dict[str, str]) -> str:
    label = escape(one["text"])
    if "url" in one:
        return f'<a class="button" href="{escape(one["url"])}" target="_blank">{label} ↗</a>'
    return f'<button data-press="{escape(one.get("callback_data", ""))}">{label}</button>'


def proposed(house: House, who: str, where: str, text: str) -> list[dict[str, str]]:
    """The menu of commands that begin so."""
    menu = house.here[who].menu(room_of(house, where))
    return [
        {"text": f"/{one['command']} ", "label": f"/{one['command']}", "help": one["description"]}
        for one in menu
        if f"/{one['command']}".startswith(text.strip())
    ]
