"""Cards for those who run the place: switches, stuck letters, trails, members, roles (storyboard, scene 14)."""

from __future__ import annotations

from bot.present.evidence import evidence_words
from bot.present.fronts import front_words
from bot.present.look import Look, mode_word, short
from bot.present.reply import Block, Button, Confirm, Dismiss, Line, Reply, Rows, Tone
from core.command import Call, Preview
from core.control.model import AwayTold
from core.control.results import (
    AuditRow,
    AuditTrail,
    BugNews,
    DeadList,
    DeadNews,
    Dropped,
    DropPlan,
    FrontNews,
    KillChoice,
    LiftPlan,
    MemberPage,
    MixedNews,
    RoleGiven,
    RolePlan,
    ScopeName,
    SwitchLifted,
    SwitchLine,
    SwitchList,
    SwitchNews,
    SwitchPulled,
)
from core.kernel.access import Level
from core.kernel.money import Decimal

SCOPES = {
    "everyone": "control.scope_everyone",
    "server": "control.scope_server",
    "provider": "control.scope_provider",
    "venue": "control.scope_venue",
    "person": "control.scope_person",
}
LEVELS = {
    Level.OWNER: "people.level_owner",
    Level.ADMIN: "people.level_admin",
    Level.MODERATOR: "people.level_moderator",
    Level.PROVIDER: "people.level_provider",
    Level.TRADER: "people.level_trader",
    Level.VIEWER: "people.level_viewer",
}
PURPOSES = {
    "entry": "control.order_entry",
    "stop": "control.order_stop",
    "target": "control.order_target",
    "close": "control.order_close",
}
BUTTONS_AT_MOST = 4
ERRORS_SHOWN = 10
TRAIL_SHOWN = 40
# Evidence that says no more than the status does.
PLAIN = frozenset({"venue", "gate", "canceled", "exit plan", "planned"})


def scope_words(scope: ScopeName, look: Look) -> str:
    """A scope in words: everyone, this server, a provider, a broker."""
    if scope.kind in ("everyone", "server"):
        return look.say(SCOPES[scope.kind])
    return look.say(SCOPES.get(scope.kind, "control.scope_person"), name=scope.name)


# -- switches


def kill_choice(result: KillChoice, look: Look) -> Reply:
    """What to stop; each button stops it at once, since a stop can be taken back."""
    off = {line.scope.scope for line in result.off}
    shown = [one for one in result.choices if one.scope not in off][:BUTTONS_AT_MOST]
    blocks: list[Block] = [Line(_reach(result.reach.followers, result.reach.waiting, look))]
    blocks += [Line(_off_words(line, look)) for line in result.off]
    blocks.append(Line(look.say("control.typed")))
    return Reply(
        title=look.say("control.stop_for"),
        blocks=tuple(blocks),
        buttons=tuple(Button(_label(one, look), Call("admin kill", {"what": one.typed})) for one in shown),
        tone=Tone.ALARM,
    )


def _label(scope: ScopeName, look: Look) -> str:
    if scope.kind == "everyone":
        return look.say("control.button_everyone")
    return look.say("control.button_server") if scope.kind == "server" else scope.name


def _reach(followers: int, waiting: int, look: Look) -> str:
    met = look.say("control.affects", count=followers)
    held = look.say("control.orders_waiting", count=waiting)
    return look.say("control.reach", met=met, held=held)


def _off_words(line: SwitchLine, look: Look) -> str:
    since = look.clock(line.since, seconds=True)
    return look.say("control.off_since", scope=scope_words(line.scope, look), since=since, by=line.by)


def switch_pulled(result: SwitchPulled, look: Look) -> Reply:
    """Off since when, by whom, and how many orders have left since."""
    line = result.line
    blocks = [Line(_off_words(line, look)), Line(look.say("control.left", count=line.left))]
    if not result.already:
        blocks.append(Line(_reach(line.reach.followers, line.reach.waiting, look)))
    blocks.append(Line(look.say("control.resting_stay")))
    return Reply(
        title=look.say("control.already_off" if result.already else "control.off"),
        blocks=tuple(blocks),
        buttons=(_turn_on(line.scope, look), _again(line.scope, look)),
        tone=Tone.ALARM,
    )


def _turn_on(scope: ScopeName, look: Look) -> Button:
    return Button(look.say("control.button_turn_on"), Call("admin resume", {"what": scope.typed}))


def _again(scope: ScopeName, look: Look) -> Button:
    return Button(look.say("buttons.refresh"), Call("admin kill", {"what": scope.typed}))


def lift_preview(preview: Preview[LiftPlan], look: Look) -> Reply:
    """What turning on again means, and the question."""
    line = preview.plan.line
    return Reply(
        title=look.say("control.ask_on"),
        blocks=(
            Line(_off_words(line, look)),
            Line(look.say("control.left", count=line.left)),
            Line(look.say("control.not_made_up")),
        ),
        buttons=(
            Button(look.say("buttons.confirm"), Confirm()),
            Button(look.say("control.button_stay_off"), Dismiss()),
        ),
        tone=Tone.ASKS,
    )


def switch_lifted(result: SwitchLifted, look: Look) -> Reply:
    """On again."""
    said = look.say("control.on_for", scope=scope_words(result.scope, look))
    return Reply(title=look.say("control.on"), blocks=(Line(said),), tone=Tone.DONE)


def switch_list(result: SwitchList, look: Look) -> Reply:
    """What is off."""
    if not result.off:
        return Reply(title=look.say("control.all_on"), blocks=(Line(look.say("control.nothing_off")),))
    return Reply(
        title=look.say("control.some_off", count=len(result.off)),
        blocks=tuple(Line(_off_words(line, look)) for line in result.off),
        buttons=tuple(_turn_on(line.scope, look) for line in result.off[:BUTTONS_AT_MOST]),
        tone=Tone.CAUTION,
    )


def switch_news(result: SwitchNews, look: Look) -> Reply:
    """For a channel, and for owners: off, or on again."""
    scope = scope_words(result.scope, look)
    if result.until is not None:
        said = look.say("control.news_on", scope=scope, since=look.clock(result.since))
        return Reply(title=look.say("control.on"), blocks=(Line(said),), tone=Tone.DONE)
    said = look.say("control.news_off", scope=scope, since=look.clock(result.since), by=result.by)
    return Reply(title=look.say("control.off"), blocks=(Line(said),), tone=Tone.ALARM)


# -- letters and bugs


def dead_list(result: DeadList, look: Look) -> Reply:
    """What is stuck; never orders."""
    if result.tried:
        said = look.say("control.tried", count=result.tried)
        return Reply(title=look.say("control.trying"), blocks=(Line(said),), tone=Tone.DONE)
    if not result.letters:
        return Reply(title=look.say("control.none_stuck"), blocks=(Line(look.say("control.never_orders")),))
    blocks: list[Block] = []
    for letter in result.letters[:ERRORS_SHOWN]:
        name = letter.reaction.partition(".")[2].replace("_", " ")
        blocks.append(Line(look.say("control.letter", name=name, count=letter.attempts)))
        if result.full:
            blocks.append(Line(f"  {letter.error}"))
    hidden = len(result.letters) - ERRORS_SHOWN
    if hidden > 0:
        blocks.append(Line(look.say("notices.more", count=hidden)))
    blocks.append(Line(look.say("control.never_orders")))
    whats = ("retry", "drop") if result.full else ("retry", "drop", "show")
    labels = {
        "retry": "buttons.retry",
        "drop": "control.button_drop",
        "show": "control.button_show",
    }
    return Reply(
        title=look.say("control.stuck", count=len(result.letters)),
        blocks=tuple(blocks),
        buttons=tuple(Button(look.say(labels[what]), Call("admin dead", {"what": what})) for what in whats),
        tone=Tone.CAUTION,
    )


def drop_preview(preview: Preview[DropPlan], look: Look) -> Reply:
    """What would be thrown away, and the question."""
    plan = preview.plan
    blocks = [Line(look.say("control.drop_what"))]
    if plan.kept:
        blocks.append(Line(look.say("control.drop_kept", count=plan.kept)))
    return Reply(
        title=look.say("control.ask_drop", count=len(plan.letters)),
        blocks=tuple(blocks),
        buttons=(
            Button(look.say("control.button_drop"), Confirm()),
            Button(look.say("control.button_keep"), Dismiss()),
        ),
        tone=Tone.ASKS,
    )


def dropped(result: Dropped, look: Look) -> Reply:
    """Thrown away."""
    said = look.say("control.dropped", count=result.count)
    return Reply(title=look.say("control.dropped_title"), blocks=(Line(said),), tone=Tone.DONE)


def bug_news(result: BugNews, look: Look) -> Reply:
    """For the owners: what broke and where to look for it."""
    facts = (
        (look.say("control.bug_what"), result.what),
        (look.say("control.bug_where"), result.where),
        (look.say("control.bug_reference"), result.reference),
    )
    return Reply(
        title=look.say("control.bug"),
        blocks=(Rows(facts, "ll"), Line(look.say("control.bug_log"))),
        buttons=(Button(look.say("control.button_health"), Call("admin health", {})),),
        tone=Tone.ALARM,
    )


def dead_news(result: DeadNews, look: Look) -> Reply:
    """For the owners: letters are stuck."""
    names = ", ".join(name.partition(".")[2].replace("_", " ") for name in result.reactions)
    return Reply(
        title=look.say("control.stuck", count=result.count),
        blocks=(Line(look.say("control.stuck_what", names=names)), Line(look.say("control.never_orders"))),
        buttons=(
            Button(look.say("control.button_show"), Call("admin dead", {"what": "show"})),
            Button(look.say("buttons.retry"), Call("admin dead", {"what": "retry"})),
        ),
        tone=Tone.ALARM,
    )


def mixed_news(result: MixedNews, look: Look) -> Reply:
    """For the owners: which builds are at work, and what that holds back."""
    lines = [Line(f"{build}: {', '.join(roles)}") for build, roles in result.builds]
    since = look.clock(result.since)
    if result.until is not None:
        over = Line(look.say("control.mixed_over", since=since, until=look.clock(result.until)))
        return Reply(title=look.say("control.alike"), blocks=(over,), tone=Tone.DONE)
    return Reply(
        title=look.say("control.mixed"),
        blocks=(*lines, Line(look.say("control.mixed_what", since=since))),
        buttons=(Button(look.say("control.button_health"), Call("admin health", {})),),
        tone=Tone.ALARM,
    )


def front_news(result: FrontNews, look: Look) -> Reply:
    """For the owners: a chat platform that is not reached, or is again."""
    name, since = result.platform.capitalize(), look.clock(result.since)
    if result.until is not None:
        over = look.say("control.front_over", since=since, until=look.clock(result.until))
        return Reply(title=look.say("control.front_back", name=name), blocks=(Line(over),), tone=Tone.DONE)
    return Reply(
        title=look.say("control.front_down", name=name),
        blocks=(
            Line(
                look.say(
                    "control.front_since", since=since, said=front_words(result.words, look) or result.said
                )
            ),
            Line(look.say("control.front_what")),
        ),
        buttons=(Button(look.say("control.button_health"), Call("admin health", {})),),
        tone=Tone.ALARM,
    )


def away_news(result: AwayTold, look: Look) -> Reply:
    """For a channel: posts were kept while the records were away."""
    since, until = look.hour(result.since), look.clock(result.until)
    return Reply(
        title=look.say("control.away", since=since, until=until),
        blocks=(
            Line(look.say("control.away_posts", count=result.posts)),
            Line(look.say("control.away_stops")),
        ),
        tone=Tone.INFO,
    )


# -- trails, members, roles


def audit_trail(trail: AuditTrail, look: Look) -> Reply:
    """The life of a trade, step by step, and whether the records hold together."""
    rows = tuple(_audit_row(row, trail.symbol, look) for row in trail.rows[:TRAIL_SHOWN])
    blocks: list[Block] = [Rows(rows, "lll")]
    if len(trail.rows) > TRAIL_SHOWN:
        blocks.append(Line(look.say("notices.more", count=len(trail.rows) - TRAIL_SHOWN)))
    if trail.broken:
        blocks.append(Line(look.say("control.chain_broken", where=trail.broken)))
    else:
        blocks.append(Line(look.say("control.chain_whole", count=trail.checked)))
    blocks.append(Line(look.say("control.no_keys")))
    title = look.say(
        "control.trail",
        trade=short(trail.trade),
        name=trail.person,
        mode=mode_word(trail.mode),
        symbol=trail.symbol,
    )
    return Reply(title=title, blocks=tuple(blocks), tone=Tone.ALARM if trail.broken else Tone.INFO)


def _audit_row(row: AuditRow, symbol: str, look: Look) -> tuple[str, ...]:
    facts = row.facts
    at = row.at.astimezone(look.zone) if look.zone else row.at
    clock = f"{at:%H:%M:%S}.{at.microsecond // 1000:03}"
    if row.what == "seen":
        words = look.say("control.row_seen", number=facts["signal"], record=facts["record"])
        return clock, look.say("control.seen"), words
    if row.what == "read":
        return clock, look.say("control.read"), facts["tier"]
    if row.what == "planned":
        return clock, look.say("control.planned"), look.say("control.checks", count=int(facts["passed"]))
    order = look.say(PURPOSES[facts["order"]], number=facts["number"]).strip()
    if row.what == "sent":
        return clock, look.say("control.sent"), f"{order} {facts['id']}"
    if row.what == "filled":
        price = look.price(symbol, Decimal(facts["price"]))
        size = look.quantity(Decimal(facts["quantity"]))
        return clock, look.say("control.filled"), f"{order} {size} {price}"
    return clock, order, _status_words(facts, look)


def _status_words(facts: dict[str, str], look: Look) -> str:
    """The status, and why where that is no matter of course."""
    status, evidence = facts["status"], facts["evidence"]
    status = look.named(f"trades.order_{status}", status)
    return status if evidence in PLAIN else f"{status}: {evidence_words(evidence, look)}"


def member_page(page: MemberPage, look: Look) -> Reply:
    """Who is here, and as what."""
    rows = tuple(
        (
            one.name,
            look.say(LEVELS[one.level]),
            ", ".join(one.platforms),
            look.date(one.since),
        )
        for one in page.members
    )
    last = page.first + len(page.members) - 1
    title = look.say("control.members", first=str(page.first), last=str(last), total=str(page.total))
    buttons: tuple[Button, ...] = ()
    if page.more is not None:
        more = Call("admin members", {"page": str(page.more)})
        buttons = (Button(look.say("control.button_more"), more),)
    return Reply(title=title, blocks=(Rows(rows, "llll"),), buttons=buttons)


def role_preview(preview: Preview[RolePlan], look: Look) -> Reply:
    """A role about to change, and the question."""
    plan = preview.plan
    said = f"{look.say(LEVELS[plan.before])} → {look.say(LEVELS[plan.after])}"
    return Reply(
        title=look.say("control.ask_role", name=plan.name, role=look.say(LEVELS[plan.after])),
        blocks=(
            Line(said),
            Line(look.say("control.role_what" if plan.after >= Level.TRADER else "control.role_viewer")),
            *((Line(look.say("control.role_here", place=plan.place)),) if plan.place else ()),
        ),
        buttons=(
            Button(look.say("buttons.confirm"), Confirm()),
            Button(look.say("buttons.cancel"), Dismiss()),
        ),
        tone=Tone.ASKS,
    )


def role_given(result: RoleGiven, look: Look) -> Reply:
    """A role was given."""
    said = f"{look.say(LEVELS[result.before])} → {look.say(LEVELS[result.after])}"
    title = look.say("control.role_given", name=result.name, role=look.say(LEVELS[result.after]))
    here = (Line(look.say("control.role_here", place=result.place)),) if result.place else ()
    return Reply(title=title, blocks=(Line(said), *here), tone=Tone.DONE)
