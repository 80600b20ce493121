"""Every refusal code as data: the facts it is raised with, the text it is told in, and its next steps as buttons.

Scene 15 of the storyboard has the codes that trading needs; the rest are about typing, buttons and persons. Texts are
`refusals.*` of the catalogue. Who raises a code gives the facts that stand beside it here: names, and after the colon
how the plain value is said (`KINDS` in `bot/present/refusals.py`; without one it is said as it is). A fact in brackets
may be left out. Numbers are plain decimals, shares are fractions, lengths are seconds, moments are ISO with a zone.
"""

from __future__ import annotations

from bot.present.connect_codes import CONNECTING
from bot.present.told import Step as Step
from bot.present.told import Told as Told

AGAIN = Step("buttons.try_again")
BROKERS = Step("buttons.brokers", "me brokers")
ON_PAPER = Step("buttons.on_paper", "me mode", {"mode": "paper"})
POSITIONS = Step("buttons.positions", "portfolio positions")
TRADES = Step("buttons.trades", "trade history")
PLANS = Step("buttons.plans", "trade plan")
CASH = Step("buttons.cash", "portfolio cash")
PROVIDERS = Step("buttons.providers", "provider list")
COPIES = Step("buttons.list", "copy list")
HELP = Step("buttons.help", "help")
LIMITS = Step("buttons.limits", "me limits")
TARGETS = Step("buttons.targets", "portfolio targets")
REBALANCE = Step("buttons.see_orders", "portfolio rebalance")
SIGNALS = Step("buttons.all_signals", "signal list")
TEACH = Step("buttons.teach_format", "provider teach")
HOOKS = Step("hooks.button_all", "provider hook")
LOGINS = Step("sessions.button_all", "me logins")
SHARES = Step("sharing.button_list", "share list")
NEW_SHARE = Step("sharing.button_new", "share create")
LINK = Step("buttons.new_code", "me link")
PORTFOLIO = Step("buttons.portfolio", "portfolio show")
ALIAS = Step("boards.button_alias", "", {"alias": ""})
PRIVACY = Step("boards.button_privacy", "me privacy")
BOARDS = Step("boards.button_board", "leaderboard show")
MY_RANK = Step("boards.button_rank", "leaderboard me")
NOTIFY = Step("buttons.notices", "me notify")
OPEN = Step("buttons.open", "trade show", {"trade": "{trade}"}, "trade")
CLOSE_IT = Step("buttons.close", "trade close", {"what": "{trade}"}, "trade")
CANCEL_IT = Step("buttons.cancel", "trade cancel", {"what": "{trade}"}, "trade")
USE = Step("buttons.use", "", {"amount": "${use}"}, "use")
CLOSE_ALL = Step("buttons.close_all", "trade close", {"what": "all"})
TAKE_BACK = Step("buttons.stop_orders_only", "panic", {"what": "entries"})
MEMBERS = Step("buttons.members", "admin members")
RETRY = Step("buttons.retry", "admin dead", {"what": "retry"})
# Sell everything at the first target: `first` is its price.
ONE_TARGET = Step("buttons.one_target", "", {"targets": "{first}"}, "first")
RISK = "risk:share risk_now:share"
SIZE = "value:money currency limit:money"

RAN = "symbol price:price value:change limit:share [wait:price] [units] [stop] [targets] [whose:whose]"


def waiting(path: str) -> Step:
    """[Wait at 60,300.00]: the same entry as an order that waits for its price."""
    names = {
        "symbol": "{symbol}",
        "amount": "{units}",
        "limit": "{wait}",
        "stop": "{stop}",
        "targets": "{targets}",
    }
    return Step("buttons.wait_at", path, names)


# -- scene 15: trading, brokers, limits
TRADING: dict[str, tuple[Told, ...]] = {
    "too_small": (
        Told(
            "refusals.too_small_venue_part_risk",
            f"{SIZE} per:per venue:name {RISK}",
            "per venue risk",
            (ONE_TARGET,),
            change="buttons.use_risk",
        ),
        Told(
            "refusals.too_small_part_risk",
            f"{SIZE} per:per {RISK}",
            "per risk",
            (ONE_TARGET,),
            change="buttons.use_risk",
        ),
        Told("refusals.too_small_risk", f"{SIZE} {RISK}", "risk", (), change="buttons.use_risk"),
        Told(
            "refusals.too_small_venue_part",
            f"{SIZE} per:per venue:name [first:price] [symbol]",
            "per venue",
            (ONE_TARGET, LIMITS),
        ),
        Told("refusals.too_small_venue", f"{SIZE} venue:name [use:money]", "venue", (USE, LIMITS)),
        Told(
            "refusals.too_small_part", f"{SIZE} per:per [first:price] [symbol]", "per", (ONE_TARGET, LIMITS)
        ),
        Told("refusals.too_small", f"{SIZE} [use:money]", "", (USE, LIMITS)),
    ),
    # opens: when trading begins again; city: where, as its zone is called (America/New_York)
    "market_closed": (
        Told(
            "refusals.market_closed",
            "symbol opens:session city",
            "opens",
            (Step("buttons.at_open", "", {"open": "yes"}), AGAIN),
        ),
        Told("refusals.market_closed_for_now", "symbol", "", (AGAIN,)),
    ),
    "stale_signal": (
        Told(
            "refusals.stale_signal",
            "value:age limit:age [whose:whose]",
            "",
            (Step("buttons.look_at_it", "trade why"), Step("buttons.change_limit", "me limits")),
        ),
    ),
    # wait, units, stop, targets: the order that would wait for the price to come back
    "price_ran": (
        Told("refusals.price_ran", RAN, "side=BUY wait", (waiting("trade buy"),)),
        Told("refusals.price_ran", RAN, "side=SELL wait", (waiting("trade sell"),)),
        Told("refusals.price_ran", RAN, "", (LIMITS,)),
    ),
    "no_stop": (Told("refusals.no_stop", "", "", (Step("buttons.add_stop", "help", {"topic": "stop"}),)),),
    "wrong_side": (
        Told("refusals.stop_above", "symbol value:price limit:price", "side=BUY"),
        Told("refusals.stop_below", "symbol value:price limit:price"),
    ),
    "unknown_symbol": (
        Told("refusals.unknown_symbol_near", "typed near", "near", instead="near"),
        Told("refusals.unknown_symbol", "typed"),
    ),
    "not_at_broker": (
        Told("refusals.not_at_broker_but_paper", "venue:name symbol", "paper", (ON_PAPER,)),
        Told("refusals.not_at_broker", "venue:name symbol"),
    ),
    # allowed: how many symbols are on the person's list
    "symbol_blocked": (
        Told(
            "refusals.symbol_blocked",
            "symbol allowed:count",
            "allowed",
            (Step("buttons.allow", "me limits", {"allow": "{symbol}"}), LIMITS),
        ),
        Told(
            "refusals.symbol_never",
            "symbol",
            "",
            (Step("buttons.allow", "me limits", {"allow": "{symbol}"}), LIMITS),
        ),
    ),
    # trade: what stands the other way round; waits: nothing of it is filled yet
    "opposite": (
        Told(
            "refusals.opposite_waits", "symbol trade:trade held:direction", "trade waits", (CANCEL_IT, OPEN)
        ),
        Told("refusals.opposite", "symbol trade:trade held:direction", "trade", (CLOSE_IT, OPEN)),
        Told("refusals.opposite_outside", "symbol held:direction", "", (POSITIONS,)),
    ),
    # use: the amount that would fit
    "no_cash": (
        Told(
            "refusals.no_cash",
            "value:money currency limit:money [use:money]",
            "",
            (USE, POSITIONS),
        ),
    ),
    "position_limit": (Told("refusals.position_limit", "value:count limit:count", "", (POSITIONS, LIMITS)),),
    "order_limit": (
        Told(
            "refusals.order_limit",
            "value:money limit:money [use:money] [whose:whose]",
            "",
            (USE, LIMITS),
        ),
    ),
    "instrument_limit": (
        Told(
            "refusals.instrument_limit",
            "value:money limit:money [use:money] [whose:whose]",
            "",
            (USE, LIMITS),
        ),
    ),
    "exposure_limit": (
        Told(
            "refusals.exposure_limit",
            "value:money limit:money [use:money] [whose:whose]",
            "",
            (USE, POSITIONS),
        ),
    ),
    "overlap_limit": (
        Told("refusals.overlap_limit", "symbol value:money limit:money", "", (POSITIONS, LIMITS)),
    ),
    "turnover_limit": (
        Told("refusals.turnover_limit", "value:money limit:money [whose:whose]", "", (LIMITS,)),
    ),
    "stop_too_far": (Told("refusals.stop_too_far", "value:share limit:share [whose:whose]", "", (LIMITS,)),),
    "reward_too_small": (
        Told("refusals.reward_too_small", "value:ratio limit:ratio [whose:whose]", "", (LIMITS,)),
    ),
    # missing: what a size would be measured by and is not there
    "no_size": (
        Told("refusals.no_size_leader", "missing", "no_leader", (COPIES,)),
        Told("refusals.no_size_trades", "missing", "few_trades", (COPIES,)),
        Told("refusals.no_size", "missing", "", (COPIES,)),
    ),
    "drawdown_halt": (Told("refusals.drawdown_halt", "value:change limit:change", "", (POSITIONS, LIMITS)),),
    "stop_at_entry": (Told("refusals.stop_at_entry", "symbol price:price"),),
    "zero_limit": (Told("refusals.zero_limit", "name", "", (LIMITS,)),),
    "undo_too_long": (Told("refusals.undo_too_long", "limit", "", (LIMITS,)),),
    "not_halted": (Told("refusals.not_halted", "", "", (LIMITS,)),),
    "leverage_limit": (
        Told(
            "refusals.leverage_limit",
            "value limit [whose:whose]",
            "",
            (Step("buttons.use_leverage", "", {"leverage": "{limit}"}), LIMITS),
        ),
    ),
    # until: when the day ends
    "daily_halt": (
        Told(
            "refusals.daily_halt",
            "value:change limit:change until:moment",
            "",
            (Step("buttons.see_today", "portfolio show"), POSITIONS),
        ),
    ),
    "copy_stopped": (
        Told(
            "refusals.copy_paused",
            "name",
            "by_you",
            (Step("buttons.resume", "copy resume", {"provider": "{name}"}),),
        ),
        Told(
            "refusals.copy_stopped",
            "name value:change limit:change",
            "",
            (
                Step("buttons.report", "copy report", {"provider": "{name}"}),
                Step("buttons.resume", "copy resume", {"provider": "{name}"}),
            ),
        ),
    ),
    # by: who stopped them, `you` for the person; since: the time of day with its zone
    "kill_switch": (
        Told(
            "refusals.kill_switch_yours",
            "since",
            "by=you",
            (POSITIONS, Step("buttons.resume", "panic", {"what": "resume"})),
        ),
        Told("refusals.kill_switch", "by since", "", (POSITIONS,)),
    ),
    "nothing_in_doubt": (Told("refusals.nothing_in_doubt", "symbol", "", (POSITIONS,)),),
    "not_in_doubt_now": (Told("refusals.not_in_doubt_now", "symbol", "", (POSITIONS,)),),
    "not_told_now": (Told("refusals.not_told_now", "symbol", "", (AGAIN,)),),
    "protected": (Told("refusals.protected", "symbol", "", (POSITIONS,)),),
    # since: the time of day with its zone, since when the program holds entries back by itself
    "safe_mode": (Told("refusals.safe_mode", "since", "", (POSITIONS,)),),
    "books_differ": (Told("refusals.books_differ", "since", "", (POSITIONS,)),),
    "position_differs": (Told("refusals.position_differs", "since symbol", "", (POSITIONS,)),),
    "key_revoked": (
        Told(
            "refusals.key_revoked",
            "venue:name since:moment",
            "",
            (Step("buttons.reconnect", "me reconnect", {"broker": "{venue}"}),),
        ),
    ),
    # every: seconds between two looks
    "broker_down": (Told("refusals.broker_down", "venue:name since:moment every:age", "", (AGAIN,)),),
    "price_nobody": (Told("refusals.price_nobody", "symbol", "", (AGAIN,)),),
    "price_old": (Told("refusals.price_old", "symbol age:age source:name", "", (AGAIN,)),),
    "price_silent": (Told("refusals.price_silent", "symbol", "", (AGAIN,)),),
    "thin_market": (
        Told(
            "refusals.thin_market",
            "symbol value:whole currency limit:whole [whose:whose]",
            "",
            (Step("buttons.look_at_it", "trade why"), LIMITS),
        ),
    ),
    "crowd_limit": (
        Told(
            "refusals.crowd_limit",
            "symbol value:share currency limit:whole",
            "",
            (Step("buttons.look_at_it", "trade why"), LIMITS),
        ),
    ),
    # what: orders, or live orders; span: a minute, a day; wait: seconds until the next
    "slow_down": (
        Told(
            "refusals.slow_down_live",
            "value:count span:span wait:length [whose:whose]",
            "mode=live",
            (LIMITS,),
        ),
        Told("refusals.slow_down", "value:count span:span wait:length [whose:whose]", "", (LIMITS,)),
    ),
    "live_off": (Told("refusals.live_off", "", "", (ON_PAPER,)),),
    "live_auto": (Told("refusals.live_auto", "venue provider", "", (COPIES,)),),
    "live_typed": (Told("refusals.live_typed", "venue account", "", (ON_PAPER,)),),
    "no_live_account": (Told("refusals.no_live_account", "", "", (BROKERS,)),),
    "no_such_account": (Told("refusals.no_such_account", "typed accounts", "", (BROKERS,)),),
    "which_account": (Told("refusals.which_account", "typed accounts", "", (BROKERS,)),),
    "wrong_target": (
        Told("refusals.target_not_above", "target entry", "side=BUY"),
        Told("refusals.target_not_below", "target entry"),
    ),
    "price_moved": (Told("refusals.price_moved", "symbol was:price price:price"),),
    "entry_form": (Told("refusals.entry_form", "symbol"),),
    "no_targets": (Told("refusals.no_targets"),),
    "targets_unclear": (Told("refusals.targets_unclear", "typed"),),
    "target_twice": (Told("refusals.target_twice", "name", "", (TARGETS,)),),
    "targets_sum": (Told("refusals.targets_sum", "sum:share", "", (TARGETS,)),),
    "too_many_targets": (Told("refusals.too_many_targets", "most:count", "", (TARGETS,)),),
    "targets_currency": (Told("refusals.targets_currency", "symbol quote currency", "", (TARGETS,)),),
    "drift_range": (Told("refusals.drift_range", "least:exact most:exact"),),
    "not_a_target": (Told("refusals.not_a_target", "symbol", "", (TARGETS,)),),
    "rebalance_runs": (Told("refusals.rebalance_runs", "since:moment", "", (TRADES,)),),
    "holdings_changed": (Told("refusals.holdings_changed", "symbol", "", (REBALANCE,)),),
    "nothing_to_replay": (Told("refusals.nothing_to_replay", "name days:count", "", (SIGNALS,)),),
    "not_a_channel": (Told("refusals.not_a_channel"),),
    "not_for_alerts": (Told("refusals.not_for_alerts", "channel"),),
    "no_side": (Told("refusals.no_side", "symbol"),),
    "nothing_held": (Told("refusals.nothing_held", "symbol", "", (POSITIONS,)),),
    "more_than_held": (Told("refusals.more_than_held", "symbol held:exact asked:exact", "", (POSITIONS,)),),
    "too_small_to_sell": (Told("refusals.too_small_to_sell", "symbol step:exact", "", (HELP,)),),
    "amount_of_what": (Told("refusals.amount_of_what", "typed"),),
    "no_such_trade": (Told("refusals.no_such_trade", "typed", "", (TRADES,)),),
    "which_trade": (Told("refusals.which_trade", "typed near", instead="near"),),
    "nothing_asked": (Told("refusals.nothing_asked", "typed", "", (Step("buttons.why", "trade why"),)),),
    "no_such_plan": (Told("refusals.no_such_plan", "typed", "", (PLANS,)),),
    "which_plan": (Told("refusals.which_plan", "", "", (PLANS,)),),
    "plan_closed": (Told("refusals.plan_closed", "plan:trade", "", (PLANS,)),),
    "plan_bare": (Told("refusals.plan_bare", "symbol"),),
    "plan_sides": (
        Told("refusals.plan_sides", "symbol entry:price stop:price target:price", "stop target", (PLANS,)),
        Told("refusals.plan_at_entry", "symbol entry:price", "", (PLANS,)),
    ),
    "plan_size": (Told("refusals.plan_size"),),
    "many_plans": (Told("refusals.many_plans", "limit", "", (PLANS,)),),
    "never_traded": (Told("refusals.never_traded", "symbol", "", (TRADES,)),),
    "how_much": (Told("refusals.how_much", "move", "", (CASH,)),),
    "no_such_currency": (Told("refusals.no_such_currency", "typed"),),
    "too_much_play": (Told("refusals.too_much_play", "limit:money"),),
    "real_money": (Told("refusals.real_money", "currency", "", (CASH,)),),
    "not_so_much": (Told("refusals.not_so_much", "currency free:money asked:money", "", (CASH,)),),
    "nothing_decided": (Told("refusals.nothing_decided", "", "", (PROVIDERS,)),),
    "off_tick": (Told("refusals.off_tick", "symbol tick:exact price:exact"),),
}

# -- standing trades and entries that wait. `edit_...` are the declines of core/orders/changes.py.
HANDLING: dict[str, tuple[Told, ...]] = {
    "two_stops": (Told("refusals.two_stops", "", "", (HELP,)),),
    "touch_with_limit": (Told("refusals.touch_with_limit", "symbol price:price trigger:price", "", (HELP,)),),
    "limit_before_trigger": (
        Told("refusals.limit_before_trigger", "symbol limit:price trigger:price", "", (HELP,)),
    ),
    "waits_not": (Told("refusals.waits_not", "symbol word trigger:price", "", (HELP,)),),
    "half_too_small": (Told("refusals.half_too_small", "value:money currency limit:money", "", (HELP,)),),
    "undo_too_long": (Told("refusals.undo_too_long", "limit:age", "", (LIMITS,)),),
    "which_positions": (Told("refusals.which_positions", "typed near", "", (HELP,)),),
    "nothing_to_edit": (Told("refusals.nothing_to_edit", "trade:trade", "", (OPEN,)),),
    "nothing_to_cancel": (
        Told("refusals.nothing_of_it_waits", "symbol", "symbol", (TRADES,)),
        Told("refusals.nothing_waits", "", "", (TRADES,)),
    ),
    "nothing_to_undo": (Told("refusals.nothing_to_undo", "", "", (LIMITS,)),),
    "filled_already": (Told("refusals.filled_already", "price:price symbol [trade:trade]", "", (CLOSE_IT,)),),
    "sent_already": (Told("refusals.sent_already", "[trade:trade]", "", (CANCEL_IT,)),),
    "edit_not_open": (Told("refusals.edit_not_open", "symbol trade:trade", "", (TRADES,)),),
    "edit_same": (Told("refusals.edit_same", "[trade:trade]", "", (OPEN,)),),
    "edit_own_stop": (Told("refusals.edit_own_stop", "", "", (HELP,)),),
    "edit_stop_further": (Told("refusals.edit_stop_further", "[trade:trade]", "", (OPEN,)),),
    "edit_stop_passed": (
        Told("refusals.edit_stop_passed", "symbol price:price stop:price [trade:trade]", "", (CLOSE_IT,)),
    ),
    "edit_target_passed": (
        Told("refusals.edit_target_passed", "symbol target:price price:price [trade:trade]", "", (CLOSE_IT,)),
    ),
    "edit_no_such_target": (
        Told("refusals.edit_no_such_target", "number targets [trade:trade]", "", (OPEN,)),
    ),
    "edit_target_paid": (Told("refusals.edit_target_paid", "number [trade:trade]", "", (OPEN,)),),
    "edit_nothing_held": (Told("refusals.edit_nothing_held", "symbol", "", (POSITIONS,)),),
    "edit_nothing_to_cancel": (Told("refusals.nothing_of_it_waits", "symbol", "", (TRADES,)),),
    "edit_too_small_to_sell": (Told("refusals.too_small_to_sell", "symbol step:exact", "", (HELP,)),),
    "edit_wrong_share": (Told("refusals.edit_wrong_share", "", "", (HELP,)),),
    "edit_several_entries": (
        Told("refusals.edit_several_entries", "entries [trade:trade]", "", (CANCEL_IT,)),
    ),
    "edit_no_limit": (Told("refusals.edit_no_limit", "[trade:trade]", "", (CANCEL_IT,)),),
}

# -- persons, providers, follows
PEOPLE: dict[str, tuple[Told, ...]] = {
    "no_portfolio": (Told("refusals.no_portfolio"),),
    "no_portfolio_there": (Told("refusals.no_portfolio_there", "what", "", (PORTFOLIO,)),),
    "no_such_book": (Told("refusals.no_such_book", "typed choices"),),
    "has_traded": (Told("refusals.has_traded"),),
    "not_in_channel": (Told("refusals.not_in_channel"),),
    "too_many_tries": (Told("refusals.too_many_tries", "most:count wait:length"),),
    "no_such_code": (Told("refusals.no_such_code", "typed"),),
    "no_owner_code": (Told("refusals.no_owner_code"),),
    "limits_wait": (Told("refusals.limits_wait", "typed", "", (LIMITS,)),),
    "many_hooks": (Told("refusals.many_hooks", "most:count", "", (HOOKS,)),),
    "no_such_hook": (Told("refusals.no_such_hook", "typed", "", (HOOKS,)),),
    "many_shares": (Told("refusals.many_shares", "most:count", "", (SHARES,)),),
    "no_share": (Told("refusals.no_share", "", "", (NEW_SHARE,)),),
    "no_such_share": (Told("refusals.no_such_share", "typed", "", (SHARES,)),),
    "which_share": (Told("refusals.which_share", "near", "", (SHARES,)),),
    "which_setting": (Told("refusals.which_setting", "choices", "", (SHARES,)),),
    "no_such_login": (Told("refusals.no_such_login", "typed", "", (LOGINS,)),),
    "not_in_server": (Told("refusals.not_in_server"),),
    "no_ground": (Told("refusals.no_ground", "what"),),
    "no_channels": (Told("refusals.no_channels"),),
    "no_free_channel": (Told("refusals.no_free_channel"),),
    "nothing_set_up": (Told("refusals.nothing_set_up"),),
    "unknown_channel": (Told("refusals.unknown_channel", "typed"),),
    "own_code": (Told("refusals.own_code", "platform"),),
    "same_platform": (Told("refusals.same_platform", "platform:name here"),),
    "provider_links_first": (Told("refusals.provider_links_first", "name platform:name"),),
    "code_over": (Told("refusals.code_over", "", "", (LINK,)),),
    "no_code_open": (Told("refusals.no_code_open", "", "", (LINK,)),),
    "not_linked": (Told("refusals.not_linked", "", "", (LINK,)),),
    "no_book": (Told("refusals.no_book", "", "", (PORTFOLIO,)),),
    "channel_taken": (Told("refusals.channel_taken", "channel name"),),
    "name_taken": (Told("refusals.name_taken", "name"),),
    "no_such_provider": (
        Told("refusals.no_such_provider_near", "typed near", "near", (PROVIDERS,), "near"),
        Told("refusals.no_such_provider", "typed", "", (PROVIDERS,)),
    ),
    "unknown_person": (Told("refusals.unknown_person", "typed"),),
    "always_rings": (Told("refusals.always_rings", "typed:ringing", "", (NOTIFY,)),),
    "too_many_mutes": (Told("refusals.too_many_mutes", "most", "", (NOTIFY,)),),
    "no_such_zone": (
        Told("refusals.no_such_zone_near", "typed near", "near", instead="near"),
        Told("refusals.no_such_zone", "typed"),
    ),
    "no_zones": (Told("refusals.no_zones"),),
    "still_open": (
        Told("refusals.still_open", "positions:count orders:count", "", (CLOSE_ALL, TAKE_BACK, POSITIONS)),
    ),
    "alias_alphabets": (Told("refusals.alias_alphabets", "typed", "", (ALIAS,)),),
    "alias_length": (Told("refusals.alias_length", "typed least most", "", (ALIAS,)),),
    "alias_letters": (Told("refusals.alias_letters", "typed", "", (ALIAS,)),),
    "alias_needed": (Told("refusals.alias_needed", "name", "", (ALIAS,)),),
    "alias_often": (Told("refusals.alias_often", "limit days", "", (PRIVACY,)),),
    "alias_taken": (Told("refusals.alias_taken", "typed", "", (ALIAS,)),),
    "no_board_channel": (Told("refusals.no_board_channel", "", "", (BOARDS,)),),
    "no_place": (Told("refusals.no_place", "mode", "", (MY_RANK,)),),
    "not_joined": (Told("refusals.not_joined", "", "", (BOARDS,)),),
    "posted_today": (Told("refusals.posted_today", "", "", (BOARDS,)),),
    "post_where": (Told("refusals.post_where", "", "", (MY_RANK,)),),
    "which_channel": (Told("refusals.which_channel"),),
    "reset_bounds": (Told("refusals.reset_bounds", "value:money least:money most:money"),),
    # role: what somebody is, or would become
    "above_you": (Told("refusals.above_you", "name role:level"),),
    "owner_stays": (Told("refusals.owner_stays", "", "", (MEMBERS,)),),
    "changed_meanwhile": (Told("refusals.changed_meanwhile", "name", "", (MEMBERS,)),),
    "nothing_to_drop": (Told("refusals.nothing_to_drop", "count", "", (RETRY,)),),
    "no_trade_here": (
        Told("refusals.no_trade_begins", "typed", "typed"),
        Told("refusals.no_trade_here", "", "", (PROVIDERS,)),
    ),
    "signal_over": (Told("refusals.signal_over", "symbol", "", (SIGNALS,)),),
    "signal_changed": (Told("refusals.signal_changed", "symbol", "", (SIGNALS,)),),
    "provider_paused": (Told("refusals.provider_paused", "name"),),
    "not_reply_words": (Told("refusals.not_reply_words", "typed"),),
    "lesson_over": (Told("refusals.lesson_over", "", "", (TEACH,)),),
    "template_harms": (
        Told("refusals.template_harms_chat", "number text", "mark=chat", (TEACH,)),
        Told("refusals.template_harms_side", "number text", "mark=side", (TEACH,)),
        Told("refusals.template_harms_other", "number text", "", (TEACH,)),
    ),
    "answered_already": (Told("refusals.answered_already", "", "", (SIGNALS,)),),
    "no_such_signal": (Told("refusals.no_such_signal", "typed"),),
    "which_signal": (Told("refusals.which_signal", "typed near", instead="near"),),
    "follows_already": (Told("refusals.follows_already", "name", "", (COPIES,)),),
    "follows_not": (Told("refusals.follows_not", "name", "", (COPIES,)),),
}

# -- typing, buttons, places and rights
TALKING: dict[str, tuple[Told, ...]] = {
    "unknown_command": (
        Told("refusals.unknown_command_near", "typed near", "near", instead="near"),
        Told("refusals.unknown_command", "typed", "", (HELP,)),
    ),
    "missing_option": (Told("refusals.missing_option", "option:begins help:help usage [command]"),),
    "too_many_words": (Told("refusals.too_many_words", "typed command usage"),),
    "unknown_option": (Told("refusals.unknown_option", "typed command near usage"),),
    "not_understood": (
        Told("refusals.not_an_amount", "typed", "what=amount"),
        Told("refusals.not_a_price", "typed", "what=price"),
        Told("refusals.not_a_share", "typed", "what=share"),
        Told("refusals.not_a_length", "typed", "what=timedelta"),
        Told("refusals.not_a_figure", "typed", "what=figure"),
        Told("refusals.not_an_age", "typed", "what=age"),
        Told("refusals.not_a_currency", "typed", "what=currency"),
        Told("refusals.not_a_split", "typed", "what=split"),
        Told("refusals.not_a_split", "typed", "what=parts"),
        Told("refusals.not_a_size", "typed", "what=sizeword"),
        Told("refusals.not_an_hour", "typed", "what=hour"),
        Told("refusals.not_hours", "typed", "what=hours"),
        Told("refusals.not_something_told", "typed", "what=about"),
        Told("refusals.not_a_page", "typed", "what=page"),
        Told("refusals.not_a_time", "typed", "what=lasting"),
        Told("refusals.not_a_distance", "typed", "what=distance"),
        Told("refusals.not_a_stop", "typed", "what=stopat"),
        Told("refusals.not_understood", "typed what"),
    ),
    "no_such_language": (Told("refusals.no_such_language", "typed choices", instead="choices"),),
    "not_a_choice": (Told("refusals.not_a_choice", "typed choices", instead="choices"),),
    "no_such_topic": (
        Told("refusals.no_such_topic_near", "typed near", "near", instead="near"),
        Told("refusals.no_such_topic", "typed", "", (HELP,)),
    ),
    # level: who may; ask: names of those who can give the right
    "no_right": (
        Told("refusals.no_right_post", "ask:either", "posting ask"),
        Told("refusals.no_right_posting", "", "posting"),
        Told("refusals.no_right_provider", "command ask:either", "level=provider ask"),
        Told("refusals.no_right_moderator", "command ask:either", "level=moderator ask"),
        Told("refusals.no_right_admin", "command ask:either", "level=admin ask"),
        Told("refusals.no_right_owner", "command ask:either", "level=owner ask"),
        Told("refusals.no_right", "command"),
    ),
    "not_yours": (
        Told("refusals.not_yours", "name:person", "", (Step("buttons.my_trade", "trade history"),)),
    ),
    "expired": (
        Told("refusals.expired", "since:moment", "again", (Step("buttons.new_preview"),)),
        Told("refusals.expired_signal", "since:moment"),
    ),
    "already_done": (
        Told("refusals.left", "", "left"),
        Told("refusals.done_taken", "trade:trade", "taken trade", (OPEN,)),
        Told("refusals.done_bought", "symbol price:price trade:trade", "did=bought", (OPEN,)),
        Told("refusals.done_sold", "symbol price:price trade:trade", "did=sold", (OPEN,)),
        Told("refusals.done_coming", "trade:trade", "trade", (OPEN,)),
        Told("refusals.done", "", "", (TRADES,)),
    ),
    "no_card": (Told("refusals.no_card"),),
    "card_changed": (Told("refusals.card_changed"),),
    "no_button": (Told("refusals.no_button", "label labels"),),
    "control_characters": (Told("refusals.control_characters"),),
    "too_long": (Told("refusals.too_long", "length limit"),),
    "fixed_market": (Told("refusals.fixed_market"),),
    "backwards": (Told("refusals.backwards"),),
    "no_post": (Told("refusals.no_post", "who channel"),),
    # Not raised: said in public beside the private answer (bot/dispatch.py).
    "wrong_place": (Told("refusals.wrong_place"),),
    "chat_flood": (Told("refusals.chat_flood", "platform:name wait:length"),),
    "database_out": (Told("refusals.database_out", "since:moment"),),
    "spool_full": (Told("refusals.spool_full", "since:moment kept:count"),),
    "busy": (Told("refusals.busy", "", "", (AGAIN,)),),
    "bug": (Told("refusals.bug", "ref", "", (AGAIN,)),),
}

TOLD = TRADING | HANDLING | PEOPLE | CONNECTING | TALKING

# Refusals that speak of money or prices of one's own say whose money: paper or live.
ABOUT_MONEY = frozenset(
    {
        "already_done",
        "daily_halt",
        "drawdown_halt",
        "exposure_limit",
        "instrument_limit",
        "more_than_held",
        "no_cash",
        "nothing_held",
        "opposite",
        "order_limit",
        "price_moved",
        "filled_already",
    }
)
TITLES = {
    "key_withdraws": "refusals.title_key_withdraws",
    "looked_like_key": "refusals.title_looked_like_key",
    "looked_like_key_there": "refusals.title_looked_like_key",
    "unknown_command": "refusals.title_unknown_command",
    "not_yours": "refusals.title_not_yours",
    "expired": "refusals.title_expired",
    "already_done": "refusals.title_already_done",
    "no_right": "refusals.title_no_right",
    "bug": "refusals.title_bug",
}
