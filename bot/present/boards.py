"""Cards of the leaderboards: the board, one's own place, joining, how it is made, where it is posted (scene 9)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal

from bot.present.look import Look, mode_word
from bot.present.plots import BoardPlot, BoardRow, Trend
from bot.present.reply import Block, Button, Confirm, Dismiss, Line, Reply, Rows, Rule, Tone
from core.accounts.model import Mode
from core.analytics.model import Period
from core.boards import rules
from core.boards.model import Metric
from core.boards.results import (
    BoardCard,
    BoardChannels,
    BoardJoined,
    BoardJoinPlan,
    BoardLeft,
    BoardLine,
    BoardRules,
    BoardView,
    PrivacyCard,
    RankCard,
    RankPosted,
    SharedRank,
)
from core.command import Call, Preview

DAY = timedelta(days=1)
# What is shown of the second board of a card, and of those who moved.
BESIDE, MOVED = 3, 3
SHARES = frozenset({Metric.RETURN, Metric.ROI})
ENDINGS = {1: "first", 2: "second", 3: "third"}


def board_card(card: BoardCard, look: Look) -> Reply:
    """The boards of a period: live in full, paper below its own word. They never share a line (LB-02)."""
    blocks: list[Block] = []
    first = card.boards[0] if card.boards else None
    if first is not None:
        blocks += _board(first, look)
    for other in card.boards[1:]:
        blocks += [Rule(), Line(_in_one_line(other, look))]
    blocks.append(Line(look.say(f"boards.means_{card.metric.value}")))
    if card.metric is not Metric.FOLLOWERS:
        sample = {"trades": str(rules.TRADES_LEAST), "days": str(rules.DAYS_LEAST)}
        blocks.append(Line(look.say("boards.to_be_ranked", **sample)))
    asked = {"period": card.period.value, "metric": card.metric.value}
    buttons = (
        Button(look.say("boards.button_rank"), Call("leaderboard me", asked)),
        Button(look.say("boards.button_join"), Call("leaderboard join", {})),
        Button(look.say("boards.button_how"), Call("leaderboard how", {})),
    )
    title = look.say("boards.title") if first is None else _title(first, look)
    plots = tuple(picture(board, look) for board in card.boards if board.lines)
    return Reply(title=title, blocks=tuple(blocks), buttons=buttons, anyone=True, plots=plots)


def picture(board: BoardView, look: Look) -> BoardPlot:
    """The board as a picture, each mode its own: what the card says in words, and how far somebody rose or fell."""
    title = _title(board, look)
    best = [
        look.say(
            "boards.alt_place",
            place=str(line.place),
            name=_who(line, look),
            value=figure(board.metric, line.value, look),
        )
        for line in board.lines[:BESIDE]
    ]
    notes = (counted(board, look), look.say(f"boards.means_{board.metric.value}"))
    return BoardPlot(
        name=f"board-{board.mode.value}",
        alt=f"{title}: {', '.join(best)}. {notes[0]}",
        mode=mode_word(board.mode.value),
        title=title,
        rows=tuple(_picture_row(board, line, look) for line in board.lines),
        notes=notes,
    )


def _picture_row(board: BoardView, line: BoardLine, look: Look) -> BoardRow:
    _, name, value, *beside = _row(board, line, look, first=False)
    signed = line.value if board.metric in SHARES or board.metric is Metric.AMOUNT else line.change
    trend = Trend.UP if signed > 0 else Trend.DOWN if signed < 0 else Trend.FLAT
    moved = None if line.before is None else line.before - line.place
    return BoardRow(line.place, name, value, trend, tuple(beside), moved)


def _title(board: BoardView, look: Look) -> str:
    return f"{mode_word(board.mode.value)}  {named(board, look)}"


def named(board: BoardView, look: Look) -> str:
    """`Week 47   16-22 Nov 2026`, with what it ranks by where that is not the return."""
    last = board.until - DAY
    span = look.date(last) if board.since is None else _span(board, look)
    name = look.say(f"boards.period_{board.period.value.replace('-', '_')}")
    if board.period is Period.WEEKLY:
        name = look.say("boards.week", number=str(last.isocalendar().week))
    if board.metric is not Metric.RETURN:
        name = f"{name}, {look.say(f'boards.metric_{board.metric.value}')}"
    return f"{name}   {span}"


def _span(board: BoardView, look: Look) -> str:
    first, last = board.since or board.until, board.until - DAY
    end = look.date(last)
    if first.date() != last.date():
        same = (first.year, first.month) == (last.year, last.month)
        end = f"{first.day if same else look.date(first)}-{end}"
    year = str(last.year)
    return end if year in end or not board.final else f"{end} {year}"


def _board(board: BoardView, look: Look) -> list[Block]:
    if board.made_at is None:
        return [Line(look.say("boards.nobody_joined"))]
    rows = tuple(_row(board, line, look, first=at == 0) for at, line in enumerate(board.lines))
    blocks: list[Block] = [Rows(rows, "rlrrr")] if rows else [Line(look.say("boards.nobody_ranked"))]
    blocks.append(Line(counted(board, look)))
    moved = _moved(board.lines, look)
    if moved:
        blocks.append(Line(look.say("boards.moved", names=moved)))
    return blocks


def counted(board: BoardView, look: Look) -> str:
    """`12 ranked of 31 joined, 1 left`."""
    counts = {"ranked": look.number(board.ranked), "joined": look.number(board.joined)}
    if board.left:
        return look.say("boards.counts_left", left=look.number(board.left), **counts)
    return look.say("boards.counts", **counts)


def _row(board: BoardView, line: BoardLine, look: Look, *, first: bool) -> tuple[str, ...]:
    """` 1 north  +4.12 %  fall −1.10 %  9 tr`: the words stand in the first row only."""
    start = (str(line.place), _who(line, look), figure(board.metric, line.value, look))
    if board.metric is Metric.FOLLOWERS:
        return start
    beside = look.percent(line.fall if board.metric in SHARES else line.change)
    if first:
        beside = look.say("boards.fall" if board.metric in SHARES else "boards.return", share=beside)
    return (*start, beside, look.say("boards.trades", number=look.number(line.trades)))


def _who(line: BoardLine, look: Look) -> str:
    return look.say("boards.left") if line.alias is None else line.alias


def figure(metric: Metric, value: Decimal | None, look: Look) -> str:
    """A value as its metric is read: shares as percent, factors with two places, people by number."""
    match metric:
        case Metric.RETURN | Metric.ROI:
            return look.percent(value)
        case Metric.WINRATE | Metric.CONSISTENCY:
            return look.percent(value, signed=False)
        case Metric.AMOUNT:
            return f"{look.change(value)} USDT"
        case Metric.FOLLOWERS:
            return look.number(value)
        case Metric.PROFITABILITY | Metric.RISK:
            return look.number(value, 2)


def _in_one_line(board: BoardView, look: Look) -> str:
    """`PAPER  mo +2.71 % · bo +2.40 %`: the other mode, apart and short."""
    word = mode_word(board.mode.value)
    if not board.lines:
        return f"{word}  {look.say('boards.nobody_ranked')}"
    said = [f"{_who(line, look)} {figure(board.metric, line.value, look)}" for line in board.lines[:BESIDE]]
    return f"{word}  {' · '.join(said)}"


def _moved(lines: Sequence[BoardLine], look: Look) -> str:
    """Who went furthest up since the board before: `mira 5 → 2 · otto 4 → 3`."""
    up = [one for one in lines if one.alias is not None and one.before is not None and one.before > one.place]
    far = sorted(up, key=lambda one: (one.place - (one.before or 0), one.place))[:MOVED]
    return " · ".join(f"{one.alias} {one.before} → {one.place}" for one in far)


# -- one's own place ---------------------------------------------------------------------------------------------


def rank_card(card: RankCard, look: Look) -> Reply:
    """Somebody's own place, what the next one takes, and how it was before; or what is missing for one."""
    mode = mode_word(card.mode.value)
    asked = {"mode": card.mode.value, "period": card.period.value, "metric": card.metric.value}
    blocks: list[Block] = [Line(_what(card, look))]
    how = Button(look.say("boards.button_how"), Call("leaderboard how", {}))
    if card.place is None:
        blocks.append(Line(_missing(card, look)))
        if card.missing == "joins":
            join = Button(look.say("boards.button_join"), Call("leaderboard join", {"mode": card.mode.value}))
            buttons: tuple[Button, ...] = (join, how)
        else:
            buttons = (how, _hide(card.mode, look))
        title = look.say("boards.no_place", mode=mode)
        return Reply(title=title, blocks=(*blocks, *_more(card, look)), buttons=buttons)
    if card.above is not None:
        needs = figure(card.metric, card.gap, look)
        blocks.append(Line(look.say("boards.needs", place=place(card.above, look), gap=needs)))
    buttons = (
        Button(look.say("boards.button_post"), Call("leaderboard post", asked)),
        how,
        _hide(card.mode, look),
    )
    value = figure(card.metric, card.value, look)
    of = look.say("boards.place_of", place=place(card.place, look), ranked=look.number(card.ranked))
    fall = look.say("boards.fall", share=look.percent(card.fall))
    title = f"{mode}  {of}  {value}" + (f"  {fall}" if card.metric in SHARES else "")
    return Reply(title=title, blocks=(*blocks, *_more(card, look)), buttons=buttons)


def _what(card: RankCard, look: Look) -> str:
    period = look.say(f"boards.period_{card.period.value.replace('-', '_')}")
    return f"{period}, {look.say(f'boards.metric_{card.metric.value}')}"


def _hide(mode: Mode, look: Look) -> Button:
    return Button(look.say("boards.button_hide"), Call("leaderboard leave", {"mode": mode.value}))


def place(number: int, look: Look) -> str:
    """`1st`, `2nd`, `11th`, as the language counts places."""
    ending = "other" if number % 100 in (11, 12, 13) else ENDINGS.get(number % 10, "other")
    return look.say(f"boards.place_{ending}", number=str(number))


def _missing(card: RankCard, look: Look) -> str:
    """Why there is no place yet, with the numbers."""
    match card.missing:
        case "few_trades":
            trades = {"have": str(card.sampled), "least": str(rules.TRADES_LEAST)}
            return look.say("boards.missing_few_trades", **trades)
        case "few_days":
            days = {"have": str(card.sampled_days), "least": str(rules.DAYS_LEAST)}
            return look.say("boards.missing_few_days", **days)
        case "small_gain":
            least = look.percent(rules.GAIN_LEAST, places=0)
            return look.say("boards.missing_small_gain", change=look.percent(card.change), least=least)
        case "begins" if card.counts_from is not None:
            return look.say("boards.missing_begins", at=look.moment(card.counts_from))
        case _:
            key = f"boards.missing_{card.missing}"
            return look.say(key if look.knows(key) else "boards.missing_no_value")


def _more(card: RankCard, look: Look) -> list[Block]:
    blocks: list[Block] = []
    if card.past:
        places = ", ".join(
            look.say("boards.place_of", place=place(one.place, look), ranked=look.number(one.ranked))
            for one in card.past
        )
        blocks.append(Line(look.say("boards.before", places=places)))
    if card.followers and card.followers_before is not None:
        growth = look.change(Decimal(card.followers - card.followers_before), 0)
        said = look.say("boards.followers_grew", number=look.number(card.followers), growth=growth)
        blocks.append(Line(said))
    elif card.followers:
        blocks.append(Line(look.say("boards.followers", number=look.number(card.followers))))
    return blocks


def shared_rank(shared: SharedRank, look: Look) -> Reply:
    """One place, posted by whoever has it."""
    board, line = shared.board, shared.line
    of = look.say("boards.place_of", place=place(line.place, look), ranked=look.number(board.ranked))
    blocks = (Rows((_row(board, line, look, first=True),), "rlrrr"), Line(named(board, look)))
    buttons = (
        Button(look.say("boards.button_board"), Call("leaderboard show", {"period": board.period.value})),
    )
    title = f"{mode_word(board.mode.value)}  {_who(line, look)}: {of}"
    return Reply(title=title, blocks=blocks, buttons=buttons, anyone=True)


def rank_posted(result: RankPosted, look: Look) -> Reply:
    """A place is on its way to these channels."""
    title = look.say("boards.posted", channels=", ".join(result.channels))
    return Reply(title=title, tone=Tone.DONE)


# -- joining and leaving -----------------------------------------------------------------------------------------


def join_preview(preview: Preview[BoardJoinPlan], look: Look) -> Reply:
    """What others will see, what they never will, and the question."""
    plan = preview.plan
    mode = mode_word(plan.mode.value)
    shown = "boards.shown_amounts" if plan.amounts else "boards.shown"
    never = "boards.never_amounts" if plan.amounts else "boards.never"
    rows = (
        (look.say("boards.row_shown"), look.say(shown)),
        (look.say("boards.row_never"), look.say(never)),
        (look.say("boards.row_alias"), plan.alias),
    )
    counts = look.say("boards.counts_again" if plan.again else "boards.counts_from_tomorrow")
    buttons = (
        Button(look.say("boards.button_join_as", alias=plan.alias), Confirm()),
        Button(
            look.say("boards.button_change"), Call("leaderboard join", {"mode": plan.mode.value, "alias": ""})
        ),
        Button(look.say("buttons.cancel"), Dismiss()),
    )
    return Reply(
        title=look.say("boards.ask_join", mode=mode),
        blocks=(Rows(rows, "ll"), Line(counts), Line(look.say("boards.leave_any_time"))),
        buttons=buttons,
        tone=Tone.ASKS,
    )


def joined(result: BoardJoined, look: Look) -> Reply:
    """They are on the boards."""
    counts = look.say(
        "boards.counted_from",
        at=look.moment(result.counts_from),
        trades=str(rules.TRADES_LEAST),
        days=str(rules.DAYS_LEAST),
    )
    buttons = (
        Button(look.say("boards.button_rank"), Call("leaderboard me", {"mode": result.mode.value})),
        Button(look.say("boards.button_how"), Call("leaderboard how", {})),
    )
    title = look.say("boards.joined", mode=mode_word(result.mode.value), alias=result.alias)
    return Reply(title=title, blocks=(Line(counts),), buttons=buttons, tone=Tone.DONE)


def left(result: BoardLeft, look: Look) -> Reply:
    """They are on no board any more by their name."""
    modes = look.join([mode_word(mode.value) for mode in result.modes])
    buttons = (Button(look.say("boards.button_join_again"), Call("leaderboard join", {})),)
    lines = (Line(look.say("boards.left_means")), Line(look.say("boards.left_counts")))
    title = look.say("boards.you_left", modes=modes)
    return Reply(title=title, blocks=lines, buttons=buttons, tone=Tone.DONE)


def how(_result: BoardRules, look: Look) -> Reply:
    """Every rule with its figure: the algorithm, published (LB-11)."""
    buttons = (
        Button(look.say("boards.button_board"), Call("leaderboard show", {})),
        Button(look.say("boards.button_join"), Call("leaderboard join", {})),
    )
    blocks = tuple(Line(text) for text in how_lines(look))
    return Reply(title=look.say("boards.how_title"), blocks=blocks, buttons=buttons)


def how_lines(look: Look) -> tuple[str, ...]:
    """The rules in words, one a line: for the card and for the page."""
    return (
        look.say("boards.how_return"),
        look.say("boards.how_open"),
        look.say("boards.how_accounts"),
        look.say("boards.how_apart"),
        look.say("boards.how_reset"),
        look.say(
            "boards.how_sample",
            trades=str(rules.TRADES_LEAST),
            days=str(rules.DAYS_LEAST),
            sample=str(rules.SAMPLE_DAYS),
        ),
        look.say(
            "boards.how_genuine",
            stake=look.percent(rules.STAKE_LEAST, signed=False, places=1),
            held=look.length(rules.HELD_LEAST),
            same=str(rules.SAME_MOST),
        ),
        look.say("boards.how_small", least=look.money(rules.WORTH_LEAST)),
        look.say("boards.how_left"),
        look.say("boards.how_followers", days=str(rules.FOLLOWED_DAYS)),
        *(look.say(f"boards.how_{name}", **facts) for name, facts in _metric_facts(look)),
        look.say("boards.how_unseen"),
    )


def _metric_facts(look: Look) -> tuple[tuple[str, dict[str, str]], ...]:
    return (
        ("roi", {}),
        ("amount", {}),
        ("winrate", {}),
        ("consistency", {"least": look.percent(rules.GAIN_LEAST, signed=False, places=0)}),
        ("profitability", {"most": look.number(rules.FACTOR_MOST, 0)}),
        ("risk", {"least": look.percent(rules.FALL_LEAST, signed=False, places=0)}),
    )


# -- where they are posted, and what is seen ---------------------------------------------------------------------


def board_channels(result: BoardChannels, look: Look) -> Reply:
    """The channels that get the boards, and the two ways to change that."""
    rows = tuple((one.name, one.community, one.zone) for one in result.channels)
    blocks: list[Block] = [Rows(rows, "lll")] if rows else [Line(look.say("boards.channels_none"))]
    blocks.append(Line(look.say("boards.channels_when")))
    off = Button(look.say("boards.button_off"), Call("admin board", {"what": "off"}))
    now = Button(look.say("boards.button_now"), Call("admin board", {"what": "now"}))
    on = Button(look.say("boards.button_on"), Call("admin board", {"what": "on"}))
    known = f"boards.channels_{result.changed}"
    title = look.say(known if result.changed and look.knows(known) else "boards.channels_title")
    tone = Tone.DONE if result.changed else Tone.INFO
    buttons = (now, off) if rows else (on,)
    return Reply(title=title, blocks=tuple(blocks), buttons=buttons, tone=tone)


def privacy_card(card: PrivacyCard, look: Look) -> Reply:
    """What others can see of somebody, and how that is changed."""
    yes, no = look.say("boards.yes"), look.say("boards.no")
    modes = look.join([mode_word(mode.value) for mode in card.boards])
    amounts = look.join([mode_word(mode.value) for mode in card.amounts])
    rows = (
        (look.say("boards.row_alias"), card.alias or look.say("boards.no_alias")),
        (look.say("boards.row_page"), yes if card.public else no),
        (look.say("boards.row_boards"), modes or no),
        (look.say("boards.row_amounts"), amounts or no),
    )
    page = "off" if card.public else "on"
    buttons = [
        Button(look.say("boards.button_alias"), Call("me privacy", {"alias": ""})),
        Button(look.say(f"boards.button_page_{page}"), Call("me privacy", {"page": page})),
    ]
    if card.boards:
        buttons.append(Button(look.say("boards.button_leave"), Call("me privacy", {"boards": "off"})))
    else:
        buttons.append(Button(look.say("boards.button_join"), Call("leaderboard join", {})))
    known = f"boards.privacy_{card.changed}"
    title = look.say(known if card.changed and look.knows(known) else "boards.privacy")
    return Reply(
        title=title,
        blocks=(
            Rows(rows, "ll"),
            *((Line(card.page),) if card.page else ()),
            Line(look.say("boards.privacy_means")),
        ),
        buttons=tuple(buttons),
        tone=Tone.DONE if card.changed else Tone.INFO,
    )
