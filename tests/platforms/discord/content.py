"""What a message may hold and how it comes out: components get numbers, embeds a type, uploads an address."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from urllib.parse import quote

from tests.platforms.discord.errors import Refuse, bad_form
from tests.platforms.discord.model import File, Flag, Json, walk

CONTENT_MOST = 2000
EMBEDS_TOGETHER = 6000
TEXTS_TOGETHER = 4000
COMPONENTS_MOST = 40
FILE_MOST = 10 * 1024 * 1024
PNG = b"\x89PNG\r\n\x1a\n"
SELECTS = (3, 5, 6, 7, 8)
MENTION = re.compile(r"<@!?(\d+)>")
MENTION_ROLE = re.compile(r"<@&(\d+)>")


def check(body: Mapping[str, object], flags: int, *, files: int) -> None:
    """Raise the refusal of a message that Discord would not show: what its tables of fields cannot say."""
    wrong: dict[str, tuple[str, str]] = {}
    content, embeds = _text(body, "content"), _list(body, "embeds")
    components = _list(body, "components")
    if len(content) > CONTENT_MOST:
        words = f"Must be {CONTENT_MOST} or fewer in length."
        wrong["content"] = ("BASE_TYPE_MAX_LENGTH", words)
    if sum(map(_embed_size, embeds)) > EMBEDS_TOGETHER:
        wrong["embeds"] = ("MAX_EMBED_SIZE_EXCEEDED", f"Embed size exceeds maximum size of {EMBEDS_TOGETHER}")
    for number, embed in enumerate(embeds):
        if not any(
            embed.get(part) for part in ("title", "description", "fields", "image", "author", "footer")
        ):
            wrong[f"embeds.{number}.description"] = ("BASE_TYPE_REQUIRED", "This field is required")
    wrong |= _wrong_components(components, flags)
    if flags & Flag.COMPONENTS_V2 and (content or embeds):
        field = "content" if content else "embeds"
        wrong[field] = (
            "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2",
            f"The '{field}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2",
        )
    if wrong:
        raise bad_form(wrong)
    if not (content or embeds or components or files or _list(body, "attachments")):
        raise Refuse(400, 50006, "Cannot send an empty message")


def _text(body: Mapping[str, object], name: str) -> str:
    value = body.get(name)
    return value if isinstance(value, str) else ""


def _list(body: Mapping[str, object], name: str) -> list[Json]:
    value = body.get(name)
    return value if isinstance(value, list) else []


def _embed_size(embed: Json) -> int:
    parts = [embed.get("title"), embed.get("description")]
    parts += [(embed.get("footer") or {}).get("text"), (embed.get("author") or {}).get("name")]
    for field in embed.get("fields") or []:
        parts += [field.get("name"), field.get("value")]
    return sum(len(part) for part in parts if part)


def _wrong_components(components: list[Json], flags: int) -> dict[str, tuple[str, str]]:
    wrong: dict[str, tuple[str, str]] = {}
    every = list(walk(components))
    if not flags & Flag.COMPONENTS_V2:
        if len(components) > 5:
            wrong["components"] = ("BASE_TYPE_BAD_LENGTH", "Must be between 0 and 5 in length.")
        if any(one["type"] != 1 for one in components):
            wrong["components.0"] = ("UNION_TYPE_CHOICES", 'Value of field "type" must be one of (1,).')
    if len(every) > COMPONENTS_MOST:
        wrong["components"] = ("COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED", f"At most {COMPONENTS_MOST}.")
    if sum(len(one["content"]) for one in every if one["type"] == 10) > TEXTS_TOGETHER:
        wrong["components"] = ("COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED", f"At most {TEXTS_TOGETHER}.")
    ids = [one["custom_id"] for one in every if one.get("custom_id")]
    if len(ids) != len(set(ids)):
        wrong["components"] = ("COMPONENT_CUSTOM_ID_DUPLICATED", "Component custom id cannot be duplicated")
    for number, row in enumerate(components):
        wrong |= _wrong_row(row, f"components.{number}")
    return wrong


def _wrong_row(row: Json, path: str) -> dict[str, tuple[str, str]]:
    wrong: dict[str, tuple[str, str]] = {}
    inside = row.get("components", []) if row["type"] == 1 else []
    if any(one["type"] in SELECTS for one in inside) and len(inside) > 1:
        words = "The specified component exceeds the maximum width"
        wrong[path] = ("COMPONENT_LAYOUT_WIDTH_EXCEEDED", words)
    for place, one in enumerate(inside):
        if one["type"] == 2 and one["style"] < 5 and not one.get("custom_id"):
            words = "A custom id is required"
            wrong[f"{path}.components.{place}.custom_id"] = ("BUTTON_COMPONENT_CUSTOM_ID_REQUIRED", words)
    return wrong


def numbered(components: Sequence[Json], files: Mapping[str, str]) -> list[Json]:
    """Components as they come back: every one with an id, defaults filled in, uploads by address."""
    taken = {one["id"] for one in walk(list(components)) if one.get("id")}
    free = iter(number for number in range(1, 1000) if number not in taken)
    return [_filled(one, free, files) for one in components]


def _filled(one: Json, free: object, files: Mapping[str, str]) -> Json:
    full = {key: value for key, value in one.items() if value is not None and key != "id"}
    full["id"] = one.get("id") or next(free)  # type: ignore[call-overload]  # an iterator
    kind = one["type"]
    if kind in SELECTS:
        full = {"min_values": 1, "max_values": 1, **full}
        full.pop("required", None)
    if kind == 17:
        full = {"accent_color": None, "spoiler": False, **full}
    if kind == 14:
        full = {"spacing": 1, "divider": True, **full}
    if kind in (11, 12, 13):
        full = _media(full, files)
    if "components" in full:
        full["components"] = [_filled(each, free, files) for each in full["components"]]
    if "accessory" in full:
        full["accessory"] = _filled(full["accessory"], free, files)
    return full


def _media(full: Json, files: Mapping[str, str]) -> Json:
    if full["type"] == 12:
        items = [
            {"description": None, "spoiler": False, **item, "media": _unfurled(item["media"], files)}
            for item in full["items"]
        ]
        return {**full, "items": items}
    if full["type"] == 13:
        shown = _unfurled(full["file"], files)
        return {
            "spoiler": False,
            "name": shown["url"].rsplit("/", 1)[-1],
            "size": None,
            **full,
            "file": shown,
        }
    return {"description": None, "spoiler": False, **full, "media": _unfurled(full["media"], files)}


def _unfurled(media: Json, files: Mapping[str, str]) -> Json:
    url = address(media["url"], files)
    return {"id": "1", "url": url, "proxy_url": url, "width": None, "height": None, "content_type": None}


def address(url: str, files: Mapping[str, str]) -> str:
    """Where an `attachment://name` of this message lies. Refused when nothing of that name was uploaded."""
    scheme, _, name = url.partition("://")
    if scheme != "attachment":
        return url
    if name not in files:
        words = "The referenced attachment was not found"
        raise bad_form({"components": ("UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND", words)})
    return files[name]


def embedded(embeds: Sequence[Json], files: Mapping[str, str]) -> list[Json]:
    """Embeds as they come back."""
    return [_embed(one, files) for one in embeds]


def _embed(one: Json, files: Mapping[str, str]) -> Json:
    full = {"type": "rich", **{key: value for key, value in one.items() if value not in (None, [], {})}}
    if "fields" in full:
        full["fields"] = [{"inline": False, **field} for field in full["fields"]]
    for part in ("image", "thumbnail"):
        if part in full:
            url = address(full[part]["url"], files)
            full[part] = {"url": url, "proxy_url": url, "width": 0, "height": 0}
    return full


def attachment(identity: str, file: File, where: str, base: str, about: Json) -> Json:
    """An upload as a message shows it."""
    name = about.get("filename") or file.name
    url = f"{base}/cdn/attachments/{where}/{identity}/{quote(name)}"
    shape: Json = {
        "id": identity,
        "filename": name,
        "size": len(file.data),
        "url": url,
        "proxy_url": url,
        "content_type": file.content_type,
    }
    if about.get("description"):
        shape["description"] = about["description"]
    if file.data.startswith(PNG):
        shape["width"] = int.from_bytes(file.data[16:20], "big")
        shape["height"] = int.from_bytes(file.data[20:24], "big")
    return shape


def mentioned(content: str, allowed: Json | None) -> tuple[list[str], list[str], bool]:
    """Who is mentioned: users, roles, everyone; only as far as the sender allowed it."""
    users, roles = MENTION.findall(content), MENTION_ROLE.findall(content)
    everyone = "@everyone" in content or "@here" in content
    if allowed is None:
        return list(dict.fromkeys(users)), list(dict.fromkeys(roles)), everyone
    parse = allowed.get("parse") or []
    named = {str(one) for one in allowed.get("users") or []}
    named_roles = {str(one) for one in allowed.get("roles") or []}
    return (
        [one for one in dict.fromkeys(users) if "users" in parse or one in named],
        [one for one in dict.fromkeys(roles) if "roles" in parse or one in named_roles],
        everyone and "everyone" in parse,
    )
