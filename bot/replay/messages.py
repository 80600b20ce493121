"""An export's file as posts: decoded message by message, each once, in the order in which they were known."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import tzinfo
from pathlib import Path

from bot.replay.progress import Progress
from bot.replay.show import printable
from bot.replay.stream import Export, NotJson
from core.replay.exports import NoZone, Taken, kind_of
from core.replay.model import OldPost, Passed

FAILED, USAGE = 1, 2
NAMES_SHOWN = 10
_HOW = (
    "In Telegram Desktop: the channel's menu, Export chat history, format JSON; "
    "or DiscordChatExporter with --format Json."
)
_WHY = {
    "empty": "{file} is empty. {how}",
    "html": "{file} is an export as a web page (HTML), which has lost what edits and replies there were. {how}",
    "account": "{file} is an export of a whole account. Export the one channel. {how}",
    "syntax": "{file} is no JSON: line {line} breaks it. {how}",
    "cut": "{file} ends in the middle, at line {line}: the export was not finished. Export it again.",
    "long": "{file} has a value of more than 16 million letters at line {line}: that is no export of a channel.",
    "deep": "{file} is nested too deeply at line {line}: that is no export of a channel.",
}


class Stopped(Exception):
    """It cannot go on. One sentence or two: what is wrong with what, and what to do. `code` is the exit code."""

    def __init__(self, words: str, code: int = USAGE) -> None:
        super().__init__(words)
        self.code = code


@dataclass(frozen=True, slots=True)
class Loaded:
    """A channel as exported: its name, its posts in order, and what has to be said about the file."""

    title: str
    posts: Sequence[OldPost]
    notes: tuple[str, ...]


def load(path: Path, zone: tzinfo | None, authors: Sequence[str], progress: Progress) -> Loaded:
    """Read an export. Raises `Stopped` for whatever is wrong with it as a whole."""
    if not path.exists():
        raise Stopped(f"there is no file {path}. Give the path of an export.")
    if path.is_dir():
        raise Stopped(f"{path} is a folder. Give the JSON file in it: {path / 'result.json'}")
    with _said(path), path.open(encoding="utf-8-sig") as stream:
        export = Export(stream)
        posts, passed = _posts(export, zone, progress)
    if not export.found:
        raise Stopped(f"{path} is JSON, but has no list of messages. {_HOW}", FAILED)
    if not posts:
        raise Stopped(_nothing(path, passed), FAILED)
    kept = _of(authors, posts.values())
    return Loaded(_title(export.head, path), sorted(kept, key=lambda post: post.place), tuple(_notes(passed)))


@contextmanager
def _said(path: Path) -> Iterator[None]:
    """What can be wrong with a file, in words."""
    try:
        yield
    except NotJson as error:
        raise Stopped(_WHY[error.why].format(file=path, line=error.line, how=_HOW), FAILED) from error
    except NoZone as error:
        words = "the times in this export name no zone. Say on whose clock it was made: --zone Europe/Berlin"
        raise Stopped(words) from error
    except UnicodeDecodeError as error:
        raise Stopped(f"{path} is not UTF-8 text, so no export as it was made. {_HOW}", FAILED) from error
    except OSError as error:
        raise Stopped(f"{path} cannot be read: {error.strerror}.", FAILED) from error


def _posts(
    export: Export, zone: tzinfo | None, progress: Progress
) -> tuple[dict[str, OldPost], Counter[Passed]]:
    """Every post by its id; of one that is there twice, as in joined exports, the later words."""
    posts: dict[str, OldPost] = {}
    passed: Counter[Passed] = Counter()
    for message in export:
        taken = _taken(message, zone)
        if isinstance(taken, Passed):
            passed[taken] += 1
        elif taken.id not in posts or posts[taken.id].place < taken.place:
            posts[taken.id] = taken
        progress.step("messages read:")
    progress.done()
    return posts, passed


def _taken(message: object, zone: tzinfo | None) -> Taken:
    kind = kind_of(message) if isinstance(message, Mapping) else None
    return Passed.UNREADABLE if kind is None or not isinstance(message, Mapping) else kind(message, zone)


def _nothing(path: Path, passed: Counter[Passed]) -> str:
    if not passed:
        return f"{path} has no messages. {_HOW}"
    if passed[Passed.UNREADABLE]:
        return (
            f"{path} has {passed[Passed.UNREADABLE]:,} messages, and none is of a form that is known. {_HOW}"
        )
    return f"{path} has {sum(passed.values()):,} messages, and none of them has words to read."


def _notes(passed: Counter[Passed]) -> list[str]:
    count = passed[Passed.UNREADABLE]
    return [f"{count:,} messages have no id or no time that can be read, and were left out."] if count else []


def _of(authors: Sequence[str], posts: Iterable[OldPost]) -> list[OldPost]:
    """The posts of these authors, by id or by name in any case; all of them when none is named."""
    found = list(posts)
    if not authors:
        return found
    names = {name.casefold() for name in authors}
    kept = [post for post in found if names & {post.author.casefold(), post.author_name.casefold()}]
    if not kept:
        known = Counter(post.author_name for post in found).most_common(NAMES_SHOWN)
        shown = ", ".join(f"{printable(name)} ({count:,})" for name, count in known)
        raise Stopped(f"nobody named {', '.join(authors)} posted there. Authors: {shown}.")
    return kept


def _title(head: Mapping[str, object], path: Path) -> str:
    """The channel's name as the export has it, else the file's."""
    guild, channel = head.get("guild"), head.get("channel")
    if isinstance(channel, Mapping):
        server = f"{guild.get('name')} " if isinstance(guild, Mapping) and guild.get("name") else ""
        return f"{server}#{channel.get('name')}"
    name = head.get("name")
    return name if isinstance(name, str) and name.strip() else path.name
