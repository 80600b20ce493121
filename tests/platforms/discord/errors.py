"""How Discord refuses: a status, a code of its own and words (documents: "JSON Error Codes")."""

from __future__ import annotations

from tests.platforms.discord.model import Json


class Refuse(Exception):
    """The answer is this refusal. Nothing was changed."""

    def __init__(self, status: int, code: int, message: str, errors: Json | None = None) -> None:
        super().__init__(message)
        self.status = status
        self.body: Json = {"code": code, "message": message}
        if errors is not None:
            self.body["errors"] = errors


def bad_form(complaints: dict[str, tuple[str, str]]) -> Refuse:
    """50035: which field, what code, which words. Fields are named by their path, with dots."""
    errors: Json = {}
    for path, (code, words) in complaints.items():
        place = errors
        for step in filter(None, path.split(".")):
            place = place.setdefault(step, {})
        place.setdefault("_errors", []).append({"code": code, "message": words})
    return Refuse(400, 50035, "Invalid Form Body", errors)


UNKNOWN = {
    "application": (10002, "Unknown Application"),
    "channel": (10003, "Unknown Channel"),
    "guild": (10004, "Unknown Guild"),
    "member": (10007, "Unknown Member"),
    "message": (10008, "Unknown Message"),
    "role": (10011, "Unknown Role"),
    "user": (10013, "Unknown User"),
    "emoji": (10014, "Unknown Emoji"),
    "webhook": (10015, "Unknown Webhook"),
    "interaction": (10062, "Unknown interaction"),
    "command": (10063, "Unknown application command"),
}


def unknown(what: str) -> Refuse:
    """It is not there, or not for the bot."""
    return Refuse(404, *UNKNOWN[what])


def unauthorized() -> Refuse:
    """No token, or a wrong one."""
    return Refuse(401, 0, "401: Unauthorized")


def missing_access() -> Refuse:
    """The bot does not see that channel."""
    return Refuse(403, 50001, "Missing Access")


def missing_permissions() -> Refuse:
    """The bot sees it but may not do this there."""
    return Refuse(403, 50013, "Missing Permissions")
