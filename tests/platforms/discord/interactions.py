"""Interactions from both sides: how one reaches the bot, and the bot's answers by its token."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from tests.platforms.discord import content, shapes
from tests.platforms.discord.call import Call, uploads
from tests.platforms.discord.errors import Refuse, unknown
from tests.platforms.discord.model import (
    Answers,
    Asks,
    Channel,
    Flag,
    Interaction,
    Json,
    Message,
    User,
    Webhook,
)
from tests.platforms.discord.rest import Answer, Rest
from tests.platforms.discord.state import NONE, State

ANSWER_WITHIN = timedelta(seconds=3)
TOKEN_LIFE = timedelta(minutes=15)
FOLLOWUPS_BY_USER_INSTALL = 5


class Interactions:
    """Callbacks, edits by token, follow-ups; and ordinary webhooks, which live under the same paths."""

    def __init__(self, state: State, rest: Rest) -> None:
        self.state = state
        self.rest = rest

    def routes(self) -> dict[tuple[str, str], Callable[[Call], Answer]]:
        """Every route served here."""
        hook = "/webhooks/{webhook_id}/{webhook_token}"
        return {
            ("POST", "/interactions/{interaction_id}/{interaction_token}/callback"): self.callback,
            ("POST", hook): self.follow_up,
            ("GET", f"{hook}/messages/@original"): self.message,
            ("PATCH", f"{hook}/messages/@original"): self.edit,
            ("DELETE", f"{hook}/messages/@original"): self.delete,
            ("GET", f"{hook}/messages/{{message_id}}"): self.message,
            ("PATCH", f"{hook}/messages/{{message_id}}"): self.edit,
            ("DELETE", f"{hook}/messages/{{message_id}}"): self.delete,
        }

    def begin(
        self,
        kind: Asks,
        user: User,
        channel: Channel,
        data: Json,
        *,
        message: Message | None = None,
        began: Json | None = None,
    ) -> Interaction:
        """Somebody commands, taps, types or submits: the bot is told at once."""
        identity = self.state.ids()
        absent = channel.guild is not None and self.state.bot.id not in channel.guild.members
        one = Interaction(
            id=identity,
            token=f"tap-{identity}",
            kind=kind,
            user=user,
            channel=channel,
            at=self.state.now(),
            data=data,
            locale=user.locale,
            message=message,
            began=began,
            by_user_install=absent,
        )
        self.state.interactions[one.token] = one
        allowed, bot_may = self.state.may(user, channel), self.state.may(self.state.bot, channel)
        shape = shapes.interaction(one, self.state.bot.id, self.state.bot, allowed, bot_may)
        self.state.publish("INTERACTION_CREATE", shape, NONE, False)
        return one

    # The first answer

    def callback(self, call: Call) -> Answer:
        one = self.state.interactions.get(call.parameters["interaction_token"])
        if one is None or one.id != call.parameters["interaction_id"]:
            raise unknown("interaction")
        if one.answered is not None:
            raise Refuse(400, 40060, "Interaction has already been acknowledged.")
        if self.state.now() - one.at > ANSWER_WITHIN:
            raise unknown("interaction")
        kind = Answers(call.fields["type"])
        data: Json = call.fields.get("data") or {}
        self._fits(one, kind)
        made = self._answer(one, kind, data, call)
        one.answered, one.answered_at = kind, self.state.now()
        self.state.changes.tell()
        if call.query.get("with_response", "").lower() not in ("true", "1"):
            return 204, None
        return 200, self._said(one, kind, made)

    @staticmethod
    def _fits(one: Interaction, kind: Answers) -> None:
        on_message = one.kind is Asks.COMPONENT or (one.kind is Asks.MODAL and one.message is not None)
        allowed = {Answers.MESSAGE, Answers.DEFER_MESSAGE}
        if on_message:
            allowed |= {Answers.UPDATE, Answers.DEFER_UPDATE}
        if one.kind is not Asks.MODAL:
            allowed.add(Answers.MODAL)
        if one.kind is Asks.AUTOCOMPLETE:
            allowed = {Answers.CHOICES}
        if kind not in allowed:
            raise Refuse(400, 50035, "Invalid interaction response type")

    def _answer(self, one: Interaction, kind: Answers, data: Json, call: Call) -> Message | None:
        if kind is Answers.CHOICES:
            one.choices = data.get("choices") or []
        elif kind is Answers.MODAL:
            one.modal = data
        elif kind is Answers.UPDATE:
            assert one.message is not None
            self.rest.apply_edit(one.message, data, call.files)
            one.original = one.message
        elif kind is Answers.DEFER_UPDATE:
            one.original = one.message
        else:
            one.private = bool((data.get("flags") or 0) & Flag.EPHEMERAL)
            deferred = kind is Answers.DEFER_MESSAGE
            one.original = self._show(one, data, call, private=one.private, loading=deferred)
        return one.original

    def _show(
        self, one: Interaction, data: Json, call: Call, *, private: bool, loading: bool = False
    ) -> Message:
        flags = (data.get("flags") or 0) & (Flag.SILENT | Flag.COMPONENTS_V2)
        if not loading:
            content.check(data, flags, files=len(call.files))
        flags |= (Flag.EPHEMERAL if private else 0) | (Flag.LOADING if loading else 0)
        return self.state.post(
            one.channel,
            self.state.bot,
            {**data, "flags": flags, "attachments": None},
            files=uploads(call.files, data),
            only_for=one.user if private else None,
            interaction=shapes.metadata(one),
            kind=20 if one.kind is Asks.COMMAND and one.data.get("type", 1) == 1 else 0,
        )

    def _said(self, one: Interaction, kind: Answers, made: Message | None) -> Json:
        said: Json = {"id": one.id, "type": int(one.kind), "channel_id": one.channel.id}
        if one.channel.guild is not None:
            said["guild_id"] = one.channel.guild.id
        if made is None:
            return {"interaction": said}
        said["response_message_id"] = made.id
        said["response_message_loading"] = made.loading
        said["response_message_ephemeral"] = made.only_for is not None
        if kind is Answers.DEFER_UPDATE:
            return {"interaction": said}
        # A deferred answer comes back as the message that it has already: type 4.
        told = Answers.MESSAGE if kind is Answers.DEFER_MESSAGE else kind
        resource = {"type": int(told), "message": shapes.message(made, self.state.bot)}
        return {"interaction": said, "resource": resource}

    # Later answers

    def _by_token(self, call: Call) -> Interaction | Webhook:
        """Whose token it is: an interaction's (the webhook is the application), or an ordinary webhook's."""
        identity, token = call.parameters["webhook_id"], call.parameters["webhook_token"]
        if identity != self.state.bot.id:
            hook = self.state.webhooks.get(identity)
            if hook is None:
                raise unknown("webhook")
            if hook.token != token:
                raise Refuse(401, 50027, "Invalid Webhook Token")
            return hook
        one = self.state.interactions.get(token)
        if one is None or self.state.now() - one.at > TOKEN_LIFE:
            raise Refuse(401, 50027, "Invalid Webhook Token")
        if one.answered is None:
            raise unknown("webhook")
        return one

    def follow_up(self, call: Call) -> Answer:
        one = self._by_token(call)
        if isinstance(one, Webhook):
            made = self.post_by(one, call.fields, call)
            return (200, shapes.message(made, self.state.bot)) if _wants(call) else (204, None)
        if one.by_user_install and one.used_up >= FOLLOWUPS_BY_USER_INSTALL:
            raise Refuse(400, 40094, "This interaction has reached the maximum number of follow up messages.")
        one.used_up += 1
        if one.original is not None and one.original.loading:
            # The first follow-up after a defer takes the place of "thinking…", and is as private as that was.
            self.rest.apply_edit(one.original, call.fields, call.files)
            return 200, shapes.message(one.original, self.state.bot)
        private = bool((call.fields.get("flags") or 0) & Flag.EPHEMERAL)
        made = self._show(one, call.fields, call, private=private)
        one.followups.append(made)
        return 200, shapes.message(made, self.state.bot)

    def post_by(self, hook: Webhook, body: Json, call: Call | None = None) -> Message:
        """A post of an ordinary webhook, under its own name or the one given."""
        files = uploads(call.files, body) if call else []
        content.check(body, body.get("flags") or 0, files=len(files))
        face = User(id=hook.id, name=body.get("username") or hook.name, bot=True)
        said = {**body, "attachments": None}
        return self.state.post(hook.channel, face, said, files=files, webhook_id=hook.id)

    def _target(self, call: Call) -> Message:
        one = self._by_token(call)
        wanted = call.parameters.get("message_id")
        if isinstance(one, Webhook):
            found = one.channel.messages.get(wanted or "")
            mine = [found] if found is not None and found.webhook_id == one.id else []
        else:
            mine = [each for each in (one.original, *one.followups) if each is not None]
            if wanted is None:
                mine = [one.original] if one.original is not None else []
            else:
                mine = [each for each in mine if each.id == wanted]
        if not mine or mine[0].deleted:
            raise unknown("message")
        return mine[0]

    def message(self, call: Call) -> Answer:
        return 200, shapes.message(self._target(call), self.state.bot)

    def edit(self, call: Call) -> Answer:
        target = self._target(call)
        self.rest.apply_edit(target, call.fields, call.files)
        return 200, shapes.message(target, self.state.bot)

    def delete(self, call: Call) -> Answer:
        self.state.delete(self._target(call))
        return 204, None


def _wants(call: Call) -> bool:
    answer: Any = call.query.get("wait", "")
    return str(answer).lower() in ("1", "true")
