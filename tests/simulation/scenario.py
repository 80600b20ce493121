"""What happens in one seed's world, drawn before it begins: posts, moves of the market, hands, switches, kills."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_EVEN, Decimal
from enum import StrEnum
from random import Random

from core.kernel.money import Price, plain, to_step
from tests.simulation.manners import Manners
from tests.simulation.venue import OPENINGS

# Faults end after so many seconds. Posts come in the first third of them, so that what became of them is seen.
HEALS = (30.0, 45.0, 75.0)
FOLLOWERS = ("ann", "bob", "cat")
# How many followers, how many posts: small worlds show most, and more of them are seen in the same time.
FEW = (1, 1, 2, 3)
STOP_AWAY = (Decimal("0.012"), Decimal("0.02"), Decimal("0.03"))
TARGETS_AWAY = (Decimal("0.015"), Decimal("0.03"), Decimal("0.05"))
NEAR = (Decimal("0.0005"), Decimal("0.001"), Decimal("0.004"))
LAST_KILL_STEP = 4_000
# Who sells what they hold closes it.
CLOSING = ("/trade close", "/trade sell")
# The message of a post that goes the other way.
OPPOSED = 9
# A third of all worlds sees several trades of one person in one instrument.
ONE_INSTRUMENT = 0.33
# In so many worlds somebody is told to go the other way round while a trade may stand, or does so by hand.
OPPOSITE_WORLDS = 0.2
# In so many worlds people also trade at the venue itself.
OUTSIDE_WORLDS = 0.2
# In so many worlds orders are hidden for longer than absence takes to be proven: they are called absent, and found
# again by a later look.
VERY_LATE_WORLDS = 0.05
VERY_LATE = 50.0


class Pull(StrEnum):
    """How trading is stopped: by the owner in a scope that all entries fall under, or by one person for themselves."""

    EVERYONE = "everyone"
    SERVER = "server"
    PROVIDER = "pro"
    ENTRIES = "entries"
    FLATTEN = "flatten"


@dataclass(frozen=True, slots=True)
class Posted:
    """What a provider posts, and when each of its deliveries arrives: a signal, a reply to one, or an edit of one."""

    number: int
    symbol: str
    text: str
    at: float
    arrivals: tuple[float, ...]
    version: int = 0
    reply_to: int | None = None

    @property
    def closes(self) -> bool:
        """Whether it asks to close something."""
        return self.text.startswith("close")


@dataclass(frozen=True, slots=True)
class Moved:
    """The market goes there."""

    at: float
    symbol: str
    last: Price


@dataclass(frozen=True, slots=True)
class Hand:
    """A person stops trading (`pull`), or types something (`pull` None)."""

    at: float
    person: str
    pull: Pull | None
    line: str = "/trade close all"

    @property
    def closes(self) -> bool:
        """Whether it asks to close something."""
        return self.pull is Pull.FLATTEN or (self.pull is None and self.line.startswith(CLOSING))


@dataclass(frozen=True, slots=True)
class Kill:
    """At this step somebody dies: the machine, or one worker of several. `down` seconds pass until the next start."""

    step: int
    machine: bool
    down: float


@dataclass(frozen=True, slots=True)
class Outage:
    """The venue cannot be reached; or it can, and only its answers get lost (`deaf` False)."""

    start: float
    end: float
    deaf: bool


@dataclass(frozen=True, slots=True)
class Outside:
    """A person trades at the venue, by its own app: so much of what they hold, and of what they do not."""

    at: float
    person: str
    symbol: str
    buys: bool
    share: Decimal


@dataclass(frozen=True, slots=True)
class Jump:
    """The machine's clock is put forward by so many seconds, or back."""

    at: float
    seconds: float


@dataclass(frozen=True, slots=True)
class Scenario:
    """Everything that is drawn beforehand. Several workers need a database whose units go `side_by_side`, as
    PostgreSQL's do, and each has a clock of its own that is `skewed` by up to so many seconds.
    """

    heals: float
    followers: tuple[str, ...]
    workers: int
    side_by_side: bool
    manners: Manners
    in_flight: int
    jumps: tuple[Jump, ...]
    skewed: float
    posts: tuple[Posted, ...]
    moves: tuple[Moved, ...]
    hands: tuple[Hand, ...]
    kills: tuple[Kill, ...]
    outage: Outage | None
    outside: tuple[Outside, ...] = ()


def draw(rng: Random, lengths: Sequence[float] = HEALS) -> Scenario:
    """A world, by the shares of reliability 3.2."""
    heals = rng.choice(lengths)
    followers = FOLLOWERS[: rng.choice(FEW)]
    workers = rng.choice((1, 1, 1, 2, 2, 3))
    posts, later, moves = [], [], []
    symbols = _symbols(rng)
    signs = {symbol: rng.choice((1, 1, -1)) for symbol in symbols}
    for number, symbol in enumerate(symbols, start=1):
        post, levels = _post(rng, number, symbol, signs[symbol], heals)
        posts.append(post)
        later += _said_later(rng, post, levels[0], heals)
        moves += _moves(rng, post, levels, heals)
    scenario = Scenario(
        heals=heals,
        followers=followers,
        workers=workers,
        side_by_side=workers > 1 or rng.random() < 0.25,
        manners=_manners(rng),
        in_flight=rng.choice((2, 4, 8, 64)),
        jumps=tuple(_jumps(rng, heals)),
        skewed=rng.choice((0.0, 0.0, 1.0)) if workers > 1 else 0.0,
        posts=(*posts, *later),
        moves=tuple(moves),
        hands=tuple(_hands(rng, followers, posts, heals)),
        kills=tuple(_kills(rng, workers)),
        outage=_outage(rng, posts, heals),
        outside=tuple(_outside(rng, followers, posts, heals)),
    )
    return _opposed(rng, scenario, rng.choice(posts))


def _opposed(rng: Random, scenario: Scenario, post: Posted) -> Scenario:
    """The world with entries against those of one post: another post, a line typed by hand, or both, most of them in
    the moments in which the first is copied."""
    if rng.random() > OPPOSITE_WORLDS:
        return scenario

    def soon() -> float:
        return max(0.2, rng.choice(post.arrivals) + rng.choice((rng.uniform(-1, 1.5), rng.uniform(0, 20.0))))

    posts, hands = list(scenario.posts), list(scenario.hands)
    kind = rng.choice(("post", "hand", "both"))
    if kind != "hand":
        against, _ = _post(
            rng, OPPOSED, post.symbol, 1 if post.text.startswith("SHORT") else -1, scenario.heals
        )
        at = soon()
        posts.append(replace(against, at=at, arrivals=_arrivals(rng, at)))
    if kind != "post":
        other = replace(post, text="LONG" if post.text.startswith("SHORT") else "SHORT")
        hands.append(Hand(soon(), rng.choice(scenario.followers), None, rng.choice(_entries(other))))
    return replace(scenario, posts=tuple(posts), hands=tuple(hands))


def _symbols(rng: Random) -> list[str]:
    known = sorted(OPENINGS)
    if rng.random() < ONE_INSTRUMENT:
        return [rng.choice(known)] * rng.choice((2, 2, 3))
    return rng.sample(known, rng.choice(FEW))


def _manners(rng: Random) -> Manners:
    late = VERY_LATE if rng.random() < VERY_LATE_WORLDS else rng.choice((0.0, 0.5, 3.0, 20.0))
    return Manners(
        unique=rng.random() < 0.5,
        late=late,
        stream=rng.choice((0.5, 1.0, 5.0, 30.0)),
        replace=rng.random() < 0.7,
        several=rng.random() < 0.65,
        stops=rng.random() < 0.85,
        forgets=rng.choice((0.0, 0.0, 0.3)),
        slow_cancel=rng.choice((0.0, 0.0, 4.0)),
    )


def _outside(rng: Random, followers: tuple[str, ...], posts: list[Posted], heals: float) -> list[Outside]:
    if rng.random() > OUTSIDE_WORLDS:
        return []
    return [
        Outside(
            at=rng.uniform(2.0, heals),
            person=rng.choice(followers),
            symbol=rng.choice(posts).symbol,
            buys=rng.random() < 0.4,
            share=Decimal(rng.choice(("0.3", "1", "1.5"))),
        )
        for _ in range(rng.choice((1, 1, 2)))
    ]


def _jumps(rng: Random, heals: float) -> list[Jump]:
    """In a quarter of all worlds the machine's clock is set, by a few seconds."""
    if rng.random() > 0.25:
        return []
    return [
        Jump(rng.uniform(1.0, heals), rng.choice((-1, 1)) * rng.uniform(0.2, 5.0))
        for _ in range(rng.choice((1, 2)))
    ]


def draw_alone(rng: Random) -> Scenario:
    """A short world with one worker, whose units follow each other: what a SQLite file is for."""
    scenario = draw(rng, HEALS[:1])
    kills = tuple(replace(kill, machine=True) for kill in scenario.kills)
    return replace(scenario, workers=1, side_by_side=False, kills=kills)


def _post(rng: Random, number: int, symbol: str, sign: int, heals: float) -> tuple[Posted, list[Price]]:
    opens, tick = Decimal(OPENINGS[symbol][0]), Decimal(OPENINGS[symbol][1])

    def away(share: Decimal) -> Price:
        return Price(to_step(opens * (1 + share), tick, ROUND_HALF_EVEN))

    stop = away(-sign * rng.choice(STOP_AWAY))
    targets = [away(sign * share) for share in TARGETS_AWAY[: rng.randint(1, 3)]]
    # A third of all entries is a little better than the market, and waits for it.
    entry = away(-sign * Decimal("0.002")) if rng.random() < 0.33 else away(Decimal(0))
    side = "LONG" if sign > 0 else "SHORT"
    text = f"{side} {symbol} entry {plain(entry)} sl {plain(stop)} tp {' '.join(map(plain, targets))}"
    at = rng.uniform(0.5, heals / 3)
    arrivals = _arrivals(rng, at)
    near = [away(sign * share) for share in (*NEAR, *(-share for share in NEAR))]
    through = [away(-sign * Decimal("0.035")), away(sign * Decimal("0.055"))]
    return Posted(number, symbol, text, at, arrivals), [stop, *targets, *targets, entry, *near, *through]


def _said_later(rng: Random, post: Posted, stop: Price, heals: float) -> list[Posted]:
    """What its provider says of a signal afterwards, about every second time: replies, and edits that move the stop."""
    opens, tick = (Decimal(text) for text in OPENINGS[post.symbol][:2])
    closer = plain(to_step((stop + opens) / 2, tick, ROUND_HALF_EVEN))
    said = []
    for number in range(rng.choice((0, 0, 0, 1, 1, 2))):
        text = rng.choice(("close half", "close", "be", f"sl {closer}", "cancel"))
        at = rng.uniform(post.at + 0.5, heals - 8)
        said.append(
            Posted(post.number * 10 + number, post.symbol, text, at, _arrivals(rng, at), 0, post.number)
        )
    if rng.random() < 0.2:
        at = rng.uniform(post.at + 0.5, heals - 8)
        text = post.text.replace(f"sl {plain(stop)}", f"sl {closer}")
        said.append(replace(post, text=text, version=1, arrivals=_arrivals(rng, at)))
    return said


def _arrivals(rng: Random, at: float) -> tuple[float, ...]:
    return tuple(at + rng.choice((0.0, 0.0, rng.uniform(0, 4.0))) for _ in range(rng.choice((1, 1, 2, 3))))


def _moves(rng: Random, post: Posted, levels: list[Price], heals: float) -> list[Moved]:
    """The market wanders among the levels that matter, after the post and now and then while it is copied."""
    first = post.at + rng.choice((0.0, 2.0, 10.0))
    times = sorted(rng.uniform(first, heals - 3) for _ in range(rng.randint(1, 8)))
    return [Moved(at, post.symbol, rng.choice(levels)) for at in times]


def _hands(rng: Random, followers: tuple[str, ...], posts: list[Posted], heals: float) -> list[Hand]:
    """A quarter of all worlds sees a switch pulled, most of those in the moments in which a post is copied."""
    hands = []
    if rng.random() < 0.25:
        pull = rng.choice(tuple(Pull))
        soon = rng.choice(rng.choice(posts).arrivals) + rng.choice(
            (rng.uniform(0.0, 0.3), rng.uniform(0.0, 3.0))
        )
        at = rng.choice((soon, soon, rng.uniform(0.5, heals / 3 + 6)))
        hands.append(Hand(at, rng.choice(followers), pull))
    closings = rng.choice((0, 0, 0, 1, 2))
    typed = rng.choice((0, 0, 0, 1, 2))
    return [
        *hands,
        *(Hand(rng.uniform(3, heals - 5), rng.choice(followers), None) for _ in range(closings)),
        *(
            Hand(rng.uniform(1, heals * 0.7), rng.choice(followers), None, _line(rng, rng.choice(posts)))
            for _ in range(typed)
        ),
    ]


def _line(rng: Random, post: Posted) -> str:
    """What people type about an instrument that is posted of as well: trades of their own, and changes."""
    begun = _entries(post)
    lines: tuple[str, ...] = (
        *begun,
        *begun,
        f"/trade edit {post.symbol} sl {_at(post, '-0.01')}",
        f"/trade edit {post.symbol} tp {_at(post, '0.01')} {_at(post, '0.025')}",
        f"/trade close half {post.symbol}",
        f"/trade cancel {post.symbol}",
    )
    return rng.choice(lines)


def _entries(post: Posted) -> tuple[str, ...]:
    """How people type trades the way that a post goes."""
    symbol = post.symbol
    if post.text.startswith("SHORT"):
        return (
            f"/trade sell {symbol} $200 sl {_at(post, '0.025')} tp {_at(post, '-0.02')}",
            f"/trade sell {symbol} $300 at {_at(post, '0.002')} sl {_at(post, '0.03')} tp {_at(post, '-0.015')}",
        )
    return (
        f"/trade buy {symbol} $300 sl {_at(post, '-0.02')} tp {_at(post, '0.02')}",
        f"/trade buy {symbol} $200 sl {_at(post, '-0.025')} tp {_at(post, '0.015')} {_at(post, '0.03')}",
        f"/trade buy {symbol} $200 at {_at(post, '-0.002')} sl {_at(post, '-0.03')}",
        f"/trade buy {symbol} $300 sl {_at(post, '-0.02')} trail 1%",
    )


def _at(post: Posted, share: str) -> str:
    """A price so far from where the instrument begins."""
    opens, tick = (Decimal(text) for text in OPENINGS[post.symbol][:2])
    return plain(to_step(opens * (1 + Decimal(share)), tick, ROUND_HALF_EVEN))


def _kills(rng: Random, workers: int) -> list[Kill]:
    """None to three, early ones as likely as late ones."""
    steps = sorted(
        round(math.exp(rng.uniform(math.log(20), math.log(LAST_KILL_STEP)))) for _ in range(rng.randint(0, 3))
    )
    return [Kill(step, workers == 1 or rng.random() < 0.3, rng.uniform(0.1, 6.0)) for step in steps]


def _outage(rng: Random, posts: list[Posted], heals: float) -> Outage | None:
    """In a third of all worlds the venue is away for a while, perhaps for longer than absence needs to be proven."""
    if rng.random() > 0.33:
        return None
    start = rng.choice((rng.uniform(1, heals / 3), rng.choice(posts).at + rng.uniform(0.0, 1.5)))
    return Outage(start, start + rng.uniform(5, heals * 0.73), rng.random() < 0.4)
