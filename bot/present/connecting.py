"""Cards about connecting brokers (storyboard, scene 13). No card holds any part of a key but its last four letters."""

from __future__ import annotations

from bot.present.look import Look, mode_word
from bot.present.refusals import refusal
from bot.present.reply import Block, Button, Confirm, Dismiss, Hint, Line, Reply, Rows, Rule, Tone
from core.accounts.model import Mode
from core.command import Call, Preview
from core.kernel.errors import Refusal
from core.venues.model import Rights
from core.venues.options import ASK
from core.venues.results import (
    BrokerChoice,
    ConnectCard,
    Connected,
    ConnectStopped,
    Disconnected,
    DisconnectPlan,
    KeysNews,
    Leaving,
    ReloginCard,
    Rotated,
    RotatePlan,
)

BUTTONS_AT_MOST = 12
MARKS = {True: "✓", False: "✗"}
# Platforms that have a form for one person's eyes; the console asks line by line.
FORMS, LINES = frozenset({"discord"}), frozenset({"console"})


def broker_choice(result: BrokerChoice, look: Look) -> Reply:
    """Which brokers there are."""
    buttons = tuple(
        Button(title, Call("me connect", {"broker": name}))
        for name, title, _ in result.brokers[:BUTTONS_AT_MOST]
    )
    return Reply(
        title=look.say("connecting.connect_which"),
        blocks=(
            Line(look.say("connecting.connect_which_how")),
            Rows(tuple((name, title) for name, title, _ in result.brokers), "ll"),
        ),
        buttons=buttons,
        tone=Tone.ASKS,
    )


def connect_card(result: ConnectCard, look: Look) -> Reply:
    """How a key is made and where it is entered."""
    title = look.say("connecting.new_key" if result.replaces else "connecting.connect", broker=result.title)
    again = Call(result.path, _named(result))
    if result.expired:
        button = Button(look.say("buttons.try_again"), again)
        return Reply(title=title, blocks=(Line(look.say("connecting.expired")),), buttons=(button,))
    blocks = [*(_sign_in(result, look) if result.sign_in else _key(result, look))]
    if result.replaces:
        blocks.append(Line(look.say("connecting.replaces", label=result.replaces)))
        blocks.append(Hint(look.say("connecting.second", name=result.broker)))
    if result.experimental:
        blocks.append(Line(look.say("connecting.experimental", broker=result.title)))
    if result.region:
        key = f"connecting.region_{result.broker}"
        blocks.append(Line(look.say(key) if look.knows(key) else result.region))
    blocks += [Rule(), Line(operator_word(result.operator, look))]
    buttons = []
    if result.platform in FORMS:
        entry = ASK + ",".join(f"{one}?" if one in result.spare else one for one in result.asks)
        buttons.append(
            Button(look.say("connecting.button_enter"), Call(again.path, {**again.options, "entry": entry}))
        )
    buttons.append(Button(look.say("buttons.show_me_how"), Call("help", {"topic": "key"})))
    buttons.append(Button(look.say("buttons.cancel"), Call("me disconnect", {"broker": "cancel"})))
    return Reply(title=title, blocks=tuple(blocks), buttons=tuple(buttons), tone=Tone.ASKS)


def _named(result: ConnectCard) -> dict[str, str]:
    return {"broker": result.broker, **({"name": result.name} if result.name else {})}


def _key(result: ConnectCard, look: Look) -> list[Block]:
    blocks: list[Block] = [
        Line(look.say("connecting.how_1")),
        Line(look.say("connecting.how_2", broker=result.title)),
    ]
    if result.keys_page:
        blocks.append(Line(look.say("connecting.keys_page", page=result.keys_page)))
    if result.platform in LINES:
        parts = look.join([field_word(one, look) for one in result.asks])
        return [*blocks, Line(look.say("connecting.asks_lines", parts=parts))]
    length = look.length(result.expires_at - look.now)
    if result.platform in FORMS:
        blocks.append(Line(look.say("connecting.asks_form")))
        page = "connecting.asks_or_page"
    else:
        page = "connecting.asks_page"
    if result.address:
        return [*blocks, Line(look.say(page, length=length)), Line(result.address)]
    return blocks if result.platform in FORMS else [*blocks, Line(look.say("connecting.asks_nowhere"))]


def _sign_in(result: ConnectCard, look: Look) -> list[Block]:
    blocks: list[Block] = [
        Line(look.say("connecting.sign_in", broker=result.title)),
        Line(look.say("connecting.sign_in_back")),
    ]
    if not result.address:
        return [*blocks, Line(look.say("connecting.asks_nowhere"))]
    blocks.append(Line(look.say("connecting.sign_in_here", length=look.length(result.expires_at - look.now))))
    blocks.append(Line(result.address))
    return [*blocks, Line(look.say("connecting.back_lines"))] if result.platform in LINES else blocks


def operator_word(name: str, look: Look) -> str:
    """Who will hold the key."""
    return look.say("connecting.operator_named", name=name) if name else look.say("connecting.operator")


def field_word(name: str, look: Look) -> str:
    """A part of a key as people call it."""
    return look.named(f"connecting.field_{name}", name)


def connected_card(result: Connected, look: Look) -> Reply:
    """An account is connected."""
    blocks: list[Block] = [Line(_rights(result.rights, look))]
    rows = [
        (look.say("connecting.balance"), look.amount(one.amount, one.currency)) for one in result.balances
    ]
    if rows:
        blocks.append(Rows(tuple(rows), "lr"))
    if result.mode is Mode.LIVE and not result.live:
        blocks.append(Line(look.say("connecting.read_only")))
    if result.default:
        blocks.append(Line(look.say("connecting.default")))
    if result.until is not None:
        blocks.append(Rows(((look.say("connecting.sign_in_until"), look.moment(result.until)),), "ll"))
    blocks += [Rule(), Line(operator_word(result.operator, look))]
    name = f"{result.title} {result.name}".strip()
    title = look.say("connecting.ready", mode=mode_word(result.mode.value), broker=name, label=result.label)
    buttons = (
        Button(look.say("buttons.brokers"), Call("me brokers", {})),
        Button(look.say("buttons.limits"), Call("me limits", {})),
    )
    return Reply(title=title.strip(), blocks=tuple(blocks), buttons=buttons, tone=Tone.DONE)


def _rights(rights: Rights, look: Look) -> str:
    """`trade ✓  withdraw ✗ good  address ✓`; what the venue does not tell is said to be untold."""

    def mark(value: bool | None) -> str:
        return look.say("connecting.untold") if value is None else MARKS[value]

    withdraw = (
        look.say("connecting.right_withdraw_good")
        if rights.withdraw is False
        else look.say("connecting.right_withdraw", mark=mark(rights.withdraw))
    )
    parts = (
        look.say("connecting.right_trade", mark=mark(rights.trade)),
        withdraw,
        look.say("connecting.right_address", mark=mark(rights.address_bound)),
    )
    return "  ".join(parts)


def connect_stopped(result: ConnectStopped, look: Look) -> Reply:
    """Nothing came of it: what was wrong with the key, or that it was left."""
    if result.why:
        return refusal(Refusal(result.why, {"broker": result.title, "name": result.broker}), look)
    again = Button(look.say("buttons.try_again"), Call("me connect", {"broker": result.broker}))
    said = look.say("connecting.left_what", broker=result.title)
    return Reply(title=look.say("connecting.left"), blocks=(Line(said),), buttons=(again,))


# -- keys wiped, sign-ins that end


def disconnect_preview(preview: Preview[DisconnectPlan], look: Look) -> Reply:
    """Whose keys go, and what is open there."""
    accounts = preview.plan.accounts
    blocks: list[Block] = [_rows(accounts, look)]
    for one in accounts:
        if one.positions:
            blocks.append(
                Line(look.say("connecting.leaving_positions", count=one.positions, broker=one.title))
            )
        if one.orders:
            blocks.append(Line(look.say("connecting.leaving_orders", count=one.orders, broker=one.title)))
    buttons = (
        Button(look.say("connecting.button_wipe"), Confirm()),
        Button(look.say("buttons.cancel"), Dismiss()),
    )
    return Reply(
        title=look.say("connecting.ask_disconnect"), blocks=tuple(blocks), buttons=buttons, tone=Tone.ASKS
    )


def _rows(accounts: tuple[Leaving, ...], look: Look) -> Rows:
    return Rows(
        tuple((mode_word(one.mode.value), f"{one.title} {one.name}".strip(), one.label) for one in accounts),
        "lll",
    )


def disconnected(result: Disconnected, look: Look) -> Reply:
    """Keys are gone."""
    return Reply(
        title=look.say("connecting.disconnected"),
        blocks=(_rows(result.accounts, look), Line(look.say("connecting.disconnected_what"))),
        buttons=(Button(look.say("buttons.brokers"), Call("me brokers", {})),),
        tone=Tone.DONE,
    )


def relogin(result: ReloginCard, look: Look) -> Reply:
    """A sign-in ends, or has ended."""
    broker = f"{result.title} {result.name}".strip()
    options = {"broker": result.broker, **({"name": result.name} if result.name else {})}
    button = Button(look.say("buttons.sign_in"), Call("me reconnect", options))
    if result.lapsed:
        return Reply(
            title=look.say("connecting.relogin_lapsed", broker=broker),
            blocks=(Line(look.say("connecting.relogin_lapsed_what", broker=broker)),),
            buttons=(button,),
            tone=Tone.ALARM,
        )
    return Reply(
        title=look.say("connecting.relogin", broker=broker, when=look.moment(result.until)),
        blocks=(Line(look.say("connecting.relogin_until")),),
        buttons=(button,),
        tone=Tone.CAUTION,
    )


# -- the vault's own key


def rotate_preview(preview: Preview[RotatePlan], look: Look) -> Reply:
    """What changing the secret key does."""
    plan = preview.plan
    said = "connecting.rotate_on" if plan.unfinished else "connecting.rotate_new"
    return Reply(
        title=look.say("connecting.rotate"),
        blocks=(
            Rows(((plan.key, look.say("connecting.rotate_rows", count=plan.rows)),), "ll"),
            Line(look.say(said)),
            Line(look.say("connecting.rotate_old")),
        ),
        buttons=(
            Button(look.say("buttons.confirm"), Confirm()),
            Button(look.say("buttons.cancel"), Dismiss()),
        ),
        tone=Tone.ASKS,
    )


def rotated(result: Rotated, look: Look) -> Reply:
    """The secret key is another one."""
    blocks: list[Block] = [Line(look.say("connecting.rotated_rows", count=result.rows, key=result.key))]
    if result.left:
        blocks.append(Line(look.say("connecting.rotated_left", count=result.left)))
    tone = Tone.CAUTION if result.left else Tone.DONE
    return Reply(title=look.say("connecting.rotated"), blocks=tuple(blocks), tone=tone)


def keys_news(result: KeysNews, look: Look) -> Reply:
    """For the owners: what is sealed with a key that is not here."""
    return Reply(
        title=look.say("connecting.keys_lost"),
        blocks=(
            Line(look.say("connecting.keys_lost_what", count=result.rows, key=result.key)),
            Line(look.say("connecting.keys_lost_how")),
        ),
        tone=Tone.ALARM,
    )
