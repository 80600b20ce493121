"""What happens in one seed's world, drawn before it begins: posts, moves of the market, hands, switches, kills."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_EVEN, Decimal
from enum import StrEnum
from random import Random

from core.kernel.money import Price, plain, to_step
from tests.simulation.venue import OPENINGS

# Faults end here. Posts come in the first third of it, so that what became of them is seen.
HEALS = 75.0
LAST_POST = 25.0
FOLLOWERS = ("ann", "bob", "cat")
# How many followers, how many posts: small worlds show most, and more of them are seen in the same time.
FEW = (1, 1, 2, 3)
STOP_AWAY = (Decimal("0.012"), Decimal("0.02"), Decimal("0.03"))
TARGETS_AWAY = (Decimal("0.015"), Decimal("0.03"), Decimal("0.05"))
NEAR = (Decimal("0.0005"), Decimal("0.001"), Decimal("0.004"))
LAST_KILL_STEP = 4_000


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
    """A person stops trading (`pull`) or closes what they hold (`pull` None)."""

    at: float
    person: str
    pull: Pull | None


@dataclass(frozen=True, slots=True)
class Kill:
    """At this step somebody dies: the machine, or one worker of two. `down` seconds pass until the next start."""

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
class Scenario:
    """Everything that is drawn beforehand.

    `late` is how many seconds at most the venue hides a new order from questions, `stream` how many its own news
    may take. Half of all venues do not know a client order id again (`unique`). Two workers need a database whose
    units go `side_by_side`, as PostgreSQL's do.
    """

    followers: tuple[str, ...]
    workers: int
    side_by_side: bool
    unique: bool
    late: float
    stream: float
    in_flight: int
    posts: tuple[Posted, ...]
    moves: tuple[Moved, ...]
    hands: tuple[Hand, ...]
    kills: tuple[Kill, ...]
    outage: Outage | None


def draw(rng: Random) -> Scenario:
    """A world, by the shares of reliability 3.2."""
    followers = FOLLOWERS[: rng.choice(FEW)]
    workers = rng.choice((1, 1, 2))
    posts, later, moves = [], [], []
    for number, symbol in enumerate(rng.sample(sorted(OPENINGS), rng.choice(FEW)), start=1):
        post, levels = _post(rng, number, symbol)
        posts.append(post)
        later += _said_later(rng, post, levels[0])
        moves += _moves(rng, post, levels)
    return Scenario(
        followers=followers,
        workers=workers,
        side_by_side=workers > 1 or rng.random() < 0.25,
        unique=rng.random() < 0.5,
        late=rng.choice((0.0, 0.5, 3.0)),
        stream=rng.choice((0.5, 1.0, 5.0, 30.0)),
        in_flight=rng.choice((2, 4, 8, 64)),
        posts=(*posts, *later),
        moves=tuple(moves),
        hands=tuple(_hands(rng, followers, posts)),
        kills=tuple(_kills(rng, workers)),
        outage=_outage(rng, posts),
    )


def _post(rng: Random, number: int, symbol: str) -> tuple[Posted, list[Price]]:
    opens, tick = Decimal(OPENINGS[symbol][0]), Decimal(OPENINGS[symbol][1])
    sign = rng.choice((1, 1, -1))

    def away(share: Decimal) -> Price:
        return Price(to_step(opens * (1 + share), tick, ROUND_HALF_EVEN))

    stop = away(-sign * rng.choice(STOP_AWAY))
    targets = [away(sign * share) for share in TARGETS_AWAY[: rng.randint(1, 3)]]
    # A third of all entries is a little better than the market, and waits for it.
    entry = away(-sign * Decimal("0.002")) if rng.random() < 0.33 else away(Decimal(0))
    side = "LONG" if sign > 0 else "SHORT"
    text = f"{side} {symbol} entry {plain(entry)} sl {plain(stop)} tp {' '.join(map(plain, targets))}"
    at = rng.uniform(0.5, LAST_POST)
    arrivals = _arrivals(rng, at)
    near = [away(sign * share) for share in (*NEAR, *(-share for share in NEAR))]
    through = [away(-sign * Decimal("0.035")), away(sign * Decimal("0.055"))]
    return Posted(number, symbol, text, at, arrivals), [stop, *targets, *targets, entry, *near, *through]


def _said_later(rng: Random, post: Posted, stop: Price) -> list[Posted]:
    """What its provider says of a signal afterwards, about every second time: replies, and edits that move the stop."""
    opens, tick = (Decimal(text) for text in OPENINGS[post.symbol][:2])
    closer = plain(to_step((stop + opens) / 2, tick, ROUND_HALF_EVEN))
    said = []
    for number in range(rng.choice((0, 0, 0, 1, 1, 2))):
        text = rng.choice(("close half", "close", "be", f"sl {closer}", "cancel"))
        at = rng.uniform(post.at + 0.5, HEALS - 8)
        said.append(
            Posted(post.number * 10 + number, post.symbol, text, at, _arrivals(rng, at), 0, post.number)
        )
    if rng.random() < 0.2:
        at = rng.uniform(post.at + 0.5, HEALS - 8)
        text = post.text.replace(f"sl {plain(stop)}", f"sl {closer}")
        said.append(replace(post, text=text, version=1, arrivals=_arrivals(rng, at)))
    return said


def _arrivals(rng: Random, at: float) -> tuple[float, ...]:
    return tuple(at + rng.choice((0.0, rng.uniform(0, 4.0))) for _ in range(rng.choice((1, 1, 2, 3))))


def _moves(rng: Random, post: Posted, levels: list[Price]) -> list[Moved]:
    """The market wanders among the levels that matter, after the post and now and then while it is copied."""
    first = post.at + rng.choice((0.0, 2.0, 10.0))
    times = sorted(rng.uniform(first, HEALS - 3) for _ in range(rng.randint(1, 8)))
    return [Moved(at, post.symbol, rng.choice(levels)) for at in times]


def _hands(rng: Random, followers: tuple[str, ...], posts: list[Posted]) -> list[Hand]:
    """A quarter of all worlds sees a switch pulled, most of those in the moments in which a post is copied."""
    hands = []
    if rng.random() < 0.25:
        pull = rng.choice(tuple(Pull))
        soon = rng.choice(rng.choice(posts).arrivals) + rng.choice(
            (rng.uniform(0.0, 0.3), rng.uniform(0.0, 3.0))
        )
        at = rng.choice((soon, soon, rng.uniform(0.5, LAST_POST + 6)))
        hands.append(Hand(at, rng.choice(followers), pull))
    closings = rng.choice((0, 0, 0, 1, 2))
    return [
        *hands,
        *(Hand(rng.uniform(3, HEALS - 5), rng.choice(followers), None) for _ in range(closings)),
    ]


def _kills(rng: Random, workers: int) -> list[Kill]:
    """None to three, early ones as likely as late ones."""
    steps = sorted(
        round(math.exp(rng.uniform(math.log(20), math.log(LAST_KILL_STEP)))) for _ in range(rng.randint(0, 3))
    )
    return [Kill(step, workers == 1 or rng.random() < 0.3, rng.uniform(0.1, 6.0)) for step in steps]


def _outage(rng: Random, posts: list[Posted]) -> Outage | None:
    """In a third of all worlds the venue is away for a while, perhaps for longer than absence needs to be proven."""
    if rng.random() > 0.33:
        return None
    start = rng.choice((rng.uniform(1, LAST_POST), rng.choice(posts).at + rng.uniform(0.0, 1.5)))
    return Outage(start, start + rng.uniform(5, 55), rng.random() < 0.4)
