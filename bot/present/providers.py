"""Cards of providers: moving in, settings, the record, leaving (storyboard, scenes 3 and 9)."""

from __future__ import annotations

from bot.present.look import Look
from bot.present.reply import Block, Button, Confirm, Dismiss, Line, Reply, Rows, Rule, Tone
from bot.present.signalcards import count
from bot.present.teaching import dry_run, form_state
from core.command import Call, Preview
from core.signals.model import ProviderLine, ProviderList, ProviderRegistered, Score
from core.signals.profile import Dash, Decimals
from core.signals.results import (
    ProviderLeft,
    ProviderPlan,
    ProviderRecord,
    ProviderRemoved,
    ProviderSettings,
    RemovePlan,
    Verified,
)

DASHES = {Dash.ZONE: "signals.zone", Dash.TWO_ENTRIES: "signals.two_entries"}
DECIMALS = {
    Decimals.BY_POST: "signals.decimals_by_post",
    Decimals.POINT: "signals.decimals_point",
    Decimals.COMMA: "signals.decimals_comma",
}
EDITS = {"tighten": "signals.edits_tighten", "record": "signals.edits_recorded"}


def provider_preview(preview: Preview[ProviderPlan], look: Look) -> Reply:
    """How a provider will be read, and the question."""
    plan = preview.plan
    rows = (
        (look.say("signals.posts_from"), look.say("signals.only", name=plan.name)),
        (look.say("signals.market"), look.say("signals.crypto_quote", quote=plan.default_quote)),
        (look.say("signals.two_prices"), look.say("signals.zone")),
        (look.say("signals.targets_split"), look.say("signals.equal")),
        (look.say("signals.edits"), look.say("signals.edits_tighten")),
    )
    channel = plan.channel_name if plan.channel_name.startswith("#") else f"#{plan.channel_name}"
    return Reply(
        title=look.say("signals.will_post", name=plan.name, channel=channel),
        blocks=(Rows(rows, "ll"), Rule(), Line(dry_run(plan.trial, look))),
        buttons=(
            Button(look.say("buttons.go_live"), Confirm()),
            *_see_them(plan, look),
            Button(look.say("buttons.teach_format"), Confirm("teach")),
            Button(look.say("buttons.cancel"), Dismiss()),
        ),
        tone=Tone.ASKS,
        anyone=True,
    )


def _see_them(plan: ProviderPlan, look: Look) -> tuple[Button, ...]:
    """[See the 3]: posts on record that read as signals and are not clear."""
    if plan.trial is None or not plan.trial.look:
        return ()
    label = look.say("buttons.see_them", count=str(plan.trial.look))
    return (Button(label, Call("provider look", {"channel": plan.channel})),)


def provider_registered(result: ProviderRegistered, look: Look) -> Reply:
    """A provider as the record has it."""
    line = result.provider
    title = look.title(line.name, look.say("signals.since", date=look.date(line.since)))
    rows = (
        (look.say("signals.channel"), _channel(line)),
        (look.say("signals.state"), look.say(f"signals.is_{line.status.value}")),
        (look.say("signals.signals"), str(line.signals)),
        (look.say("signals.posts"), str(line.posts)),
        (look.say("signals.followers"), count(line.followers, look)),
    )
    record = look.say("signals.no_posts")
    if line.head:
        record = look.say("signals.record", head=f"{line.head[:4]}…{line.head[-2:]}")
    blocks: tuple[Block, ...] = (Rows(rows, "ll"), Line(record))
    return Reply(title=title, blocks=blocks, buttons=(_follow_button(line, look),), tone=Tone.DONE)


def _follow_button(line: ProviderLine, look: Look) -> Button:
    label = look.say("buttons.follow_provider", name=line.name)
    return Button(label, Call("copy start", {"provider": line.name}))


def _channel(line: ProviderLine) -> str:
    return line.channel if line.channel.startswith("#") else f"#{line.channel}"


def provider_list(result: ProviderList, look: Look) -> Reply:
    """All providers."""
    rows = tuple(
        (
            line.name,
            _channel(line),
            look.say("signals.count", count=line.signals),
            count(line.followers, look),
        )
        for line in result.providers
    )
    blocks: tuple[Block, ...] = (Rows(rows, "llrr"),) if rows else (Line(look.say("signals.nobody_posts")),)
    buttons = tuple(_follow_button(line, look) for line in result.providers[:3])
    return Reply(title=look.say("signals.providers"), blocks=blocks, buttons=buttons)


def provider_record(result: ProviderRecord, look: Look) -> Reply:
    """A provider by what is on record."""
    line = result.provider
    title = look.title(line.name, look.say("signals.since", date=look.date(line.since)))
    rows: list[tuple[str, ...]] = [
        (look.say("signals.channel"), _channel(line), look.say(f"signals.is_{line.status.value}")),
        (look.say("signals.count", count=line.signals), *_ended(result, look)),
    ]
    rows += _scores(result, look)
    rows += [
        (look.say("signals.followers"), count(line.followers, look), ""),
        (
            look.say("signals.edited"),
            look.number(result.edited),
            look.say("signals.deleted", count=look.number(result.deleted)),
        ),
        (look.say("signals.posts"), look.number(line.posts), ""),
    ]
    blocks: list[Block] = [Rows(tuple(rows), "lrr")]
    if result.tightened:
        blocks.append(Line(look.say("signals.tightened_stops", count=look.number(result.tightened))))
    record = look.say("signals.no_posts")
    if line.head:
        mark = "✓" if result.unbroken else "✗"
        record = f"{mark} {look.say('signals.record', head=_short(line.head))}"
    blocks += [Line(record), Line(look.say("signals.sum_not_return"))]
    buttons = (
        _follow_button(line, look),
        Button(look.say("buttons.verify"), Call("provider verify", {"name": line.name})),
        Button(look.say("buttons.all_signals"), Call("signal list", {"provider": line.name})),
        Button(look.say("buttons.what_if"), Call("copy whatif", {"provider": line.name})),
    )
    return Reply(title=title, blocks=tuple(blocks), buttons=buttons)


def _ended(result: ProviderRecord, look: Look) -> tuple[str, str]:
    won = look.say("signals.won_lost", won=look.number(result.won), lost=look.number(result.lost))
    return won, look.say("signals.open", count=look.number(result.open))


def _scores(result: ProviderRecord, look: Look) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = [(look.say("signals.as_posted"), *_score(result.as_posted, look))]
    if result.average_multiple is not None:
        rows.append((look.say("signals.average"), "", look.multiple(result.average_multiple)))
    if result.followers_typical is not None:
        rows.append((look.say("signals.followers_typical"), look.percent(result.followers_typical), ""))
    if result.earned is not None:
        half = f"{look.change(result.earned.low * 100)} … {look.percent(result.earned.high)}"
        rows.append((look.say("signals.followers_earned"), look.percent(result.earned.typical), half))
    if result.late is not None:
        rows.append((look.say("signals.late_fills"), look.percent(-result.late), ""))
    return rows


def _score(score: Score | None, look: Look) -> tuple[str, str]:
    if score is None:
        return look.unknown, ""
    return look.percent(score.share), "" if score.multiple is None else look.multiple(score.multiple)


def provider_settings(result: ProviderSettings, look: Look) -> Reply:
    """How a provider is read."""
    split = "/".join(look.percent(share, signed=False, places=0).removesuffix(" %") for share in result.split)
    leverage = look.say("signals.none") if result.leverage is None else f"{look.number(result.leverage, 0)}x"
    rows = (
        (look.say("signals.state"), look.say(f"signals.is_{result.status}")),
        (look.say("signals.market"), look.say("signals.crypto_quote", quote=result.default_quote)),
        (look.say("signals.two_prices"), look.say(DASHES[result.dash])),
        (look.say("signals.decimals"), look.say(DECIMALS[result.decimals])),
        (look.say("signals.language"), result.language or look.say("signals.language_any")),
        (look.say("signals.leverage"), leverage),
        (look.say("signals.targets_split"), split or look.say("signals.equal")),
        (look.say("signals.edits"), look.say(EDITS[result.edits])),
        (look.say("teaching.form"), form_state(result.right, look)),
    )
    key = "signals.settings_changed" if result.changed else "signals.settings"
    blocks: list[Block] = [Rows(rows, "ll")]
    if result.status == "paused":
        blocks.append(Line(look.say("signals.paused_means")))
    paused = result.status == "paused"
    label = look.say("buttons.resume") if paused else look.say("buttons.pause")
    button = Button(label, Call("provider resume" if paused else "provider pause", {"name": result.name}))
    teach = Button(look.say("buttons.teach_format"), Call("provider teach", {}))
    tone = Tone.DONE if result.changed else Tone.INFO
    return Reply(
        title=look.say(key, name=result.name), blocks=tuple(blocks), buttons=(button, teach), tone=tone
    )


def remove_preview(preview: Preview[RemovePlan], look: Look) -> Reply:
    """What ends and what stays when a provider leaves."""
    plan = preview.plan
    rows = (
        (look.say("signals.followers"), count(plan.followers, look), look.say("signals.stop_copying")),
        (look.say("signals.open_signals"), look.number(plan.standing), look.say("signals.keep_stops")),
        (look.say("signals.posts"), look.number(plan.posts), look.say("signals.stay_on_record")),
    )
    buttons = (
        Button(look.say("buttons.confirm"), Confirm()),
        Button(look.say("buttons.cancel"), Dismiss()),
    )
    title = look.say("signals.remove_ask", name=plan.name)
    return Reply(title=title, blocks=(Rows(rows, "lrl"),), buttons=buttons, tone=Tone.ASKS)


def provider_removed(result: ProviderRemoved, look: Look) -> Reply:
    """A provider left."""
    words = look.say("signals.removed_means", count=count(result.followers, look))
    return Reply(title=look.say("signals.removed", name=result.name), blocks=(Line(words),), tone=Tone.DONE)


def provider_left(result: ProviderLeft, look: Look) -> Reply:
    """A follower hears that a provider left."""
    button = Button(look.say("buttons.providers"), Call("provider list", {}))
    title = look.say("signals.removed", name=result.name)
    return Reply(title=title, blocks=(Line(look.say("signals.left_means")),), buttons=(button,))


def verified(result: Verified, look: Look) -> Reply:
    """A channel's record, worked out anew."""
    if result.head is None or result.since is None:
        return Reply(title=result.provider, blocks=(Line(look.say("signals.no_posts")),))
    if result.broken is not None:
        at = look.unknown if result.broken_at is None else look.date(result.broken_at)
        words = look.say("signals.broken", number=look.number(result.broken), date=at)
        title = look.title(result.provider, look.say("signals.record_broken"))
        return Reply(title=title, blocks=(Line(words),), tone=Tone.ALARM)
    words = look.say("signals.unbroken", count=result.entries, date=look.date(result.since))
    blocks: list[Block] = [Line(f"✓ {words}"), Line(look.say("signals.head", head=_short(result.head)))]
    if result.own and result.signal is not None:
        first = result.own[0]
        blocks.append(
            Line(
                look.say(
                    "signals.own_record",
                    number=str(result.signal.number),
                    entry=look.number(first.number),
                    at=look.clock(first.seen_at, seconds=True),
                    seal=_short(first.seal),
                )
            )
        )
    return Reply(
        title=look.title(result.provider, look.say("signals.record_whole")),
        blocks=tuple(blocks),
        tone=Tone.DONE,
    )


def _short(seal: str) -> str:
    return f"{seal[:4]}…{seal[-2:]}"
