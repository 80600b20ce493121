"""What the body of an alert says about itself: the words to be read, when it was sent, and what tells it from others.

Plain functions. An alert is JSON, `key=value` pairs or plain text: TradingView sends whatever was typed there.
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

LARGEST = 16_384
OLDEST = timedelta(minutes=5)
AHEAD = timedelta(seconds=60)
# Bodies that carry neither an id nor a time are told apart by when they come: the same within so long is a repeat.
REPEAT = timedelta(minutes=10)
IDS = ("id", "alert_id", "alertid", "signal_id", "order_id", "uuid", "nonce")
TIMES = ("time", "timenow", "timestamp", "sent_at", "date")
PAIR = re.compile(r"\s*([A-Za-z_][A-Za-z0-9_ ]{0,30}?)\s*=\s*(.*?)\s*")
PARTS = re.compile(r"[\n;&]+|,(?=\s*[A-Za-z_]+\s*=)|\s+(?=[A-Za-z_]+=)")
MILLISECONDS = 100_000_000_000


@dataclass(frozen=True, slots=True)
class Alert:
    """One alert. `key` is the same for the same alert brought twice; `exact` when it has an id or a time of its own."""

    text: str
    key: str
    sent_at: datetime | None
    exact: bool


def read_alert(body: str) -> Alert | None:
    """What a body says; None for an empty one."""
    # No chat carries control characters, and a zero byte is no text to PostgreSQL.
    body = "".join(letter for letter in body if letter >= " " or letter in "\n\t")
    text = body.strip().strip("﻿").strip()
    if not text:
        return None
    fields = _fields(text)
    names = {str(name).casefold(): value for name, value in fields.items()}
    sent_at = next((at for name in TIMES if (at := _instant(names.get(name))) is not None), None)
    given = next((str(names[name]) for name in IDS if names.get(name) not in (None, "")), "")
    said = text if text.startswith("{") or not fields else json.dumps(fields, ensure_ascii=False)
    about = f"id\x1f{given}" if given else f"body\x1f{text}"
    key = hashlib.sha256(about.encode()).hexdigest()[:32]
    return Alert(said, key, sent_at, bool(given) or sent_at is not None)


def _fields(text: str) -> dict[str, Any]:
    """JSON, or at least two pairs and nothing else; empty for plain words."""
    if text.startswith("{"):
        try:
            data = json.loads(text)
        except (ValueError, RecursionError):
            return {}
        return data if isinstance(data, dict) else {}
    parts = [part for part in PARTS.split(text) if part.strip()]
    found = [PAIR.fullmatch(part) for part in parts]
    if len(found) < 2 or not all(found):
        return {}
    return {match[1].strip(): match[2].strip("\"'") for match in found if match}


def _instant(value: object) -> datetime | None:
    """ISO with a zone or in UTC, seconds or milliseconds since 1970; None for anything else."""
    if isinstance(value, bool) or value is None:
        return None
    text = str(value).strip()
    try:
        if re.fullmatch(r"\d{9,13}(\.\d+)?", text):
            number = float(text)
            return datetime.fromtimestamp(number / 1000 if number > MILLISECONDS else number, UTC)
        at = datetime.fromisoformat(text)
    except (ValueError, OverflowError, OSError):
        return None
    return at if at.tzinfo is not None else at.replace(tzinfo=UTC)


def too_old(alert: Alert, now: datetime) -> bool:
    """Whether it says that it was sent too long ago, or that it comes from the future."""
    return alert.sent_at is not None and not (-AHEAD <= now - alert.sent_at <= OLDEST)
