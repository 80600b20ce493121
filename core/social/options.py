"""How the size of a copy, and the parts that go to targets, are typed."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated

from core.accounts.options import read_share
from core.command import plain_kind
from core.kernel.money import plain
from core.market.options import read_number
from core.risk.model import SizeMode

_DIGITS = frozenset("$.0123456789")
SHARED = frozenset({SizeMode.PART})
BARE = frozenset({SizeMode.RISK, SizeMode.MIRROR, SizeMode.KELLY})


class SizeWord(str):
    """`risk`, `amount:50`, `fixed:200`, `part:5%`, `mirror`, `factor:0.5`, `kelly`; `ask` shows what each comes to."""

    __slots__ = ()

    @property
    def mode(self) -> SizeMode | None:
        """The size mode; None for `ask`."""
        name = self.partition(":")[0]
        return None if name == ASK else SizeMode(name)

    @property
    def figure(self) -> Decimal:
        """What stands behind the colon; 0 where nothing does."""
        return Decimal(self.partition(":")[2] or 0)


ASK = "ask"


def read_size(text: str) -> SizeWord | None:
    """A size as typed; `200` is a fixed one, `2x` a factor. Zero is none (DF-11)."""
    name, _, figure = text.lower().replace("=", ":").partition(":")
    if not figure and name[:1] in _DIGITS:
        name, figure = (SizeMode.FACTOR.value if name.endswith("x") else SizeMode.FIXED.value), name
    if name == ASK:
        return SizeWord(ASK)
    if name not in {mode.value for mode in SizeMode}:
        return None
    mode = SizeMode(name)
    if mode in BARE:
        return None if figure else SizeWord(name)
    number = read_share(figure) if mode in SHARED else read_number(figure.removesuffix("x"))
    return SizeWord(f"{name}:{plain(Decimal(number))}") if number else None


def write_size(mode: SizeMode, figure: Decimal) -> str:
    """The size as it would be typed."""
    if mode in BARE:
        return mode.value
    return f"{mode.value}:{plain(figure * 100)}%" if mode in SHARED else f"{mode.value}:{plain(figure)}"


class Parts(str):
    """`50/50`, `70/30`, `equal`: the parts of a position that go to the targets, first to last."""

    __slots__ = ()

    @property
    def shares(self) -> tuple[Decimal, ...]:
        """The parts as fractions; none for equal ones."""
        return () if self == "equal" else tuple(Decimal(part) / 100 for part in self.split("/"))


def read_parts(text: str) -> Parts | None:
    """Whole percents that sum to a hundred."""
    if text.lower() == "equal":
        return Parts("equal")
    parts = text.split("/")
    whole = all(part.isdigit() and 0 < int(part) <= 100 for part in parts)
    return Parts(text) if whole and sum(map(int, parts)) == 100 and len(parts) <= 10 else None


ASize = Annotated[SizeWord, plain_kind(SizeWord, read_size)]
AParts = Annotated[Parts, plain_kind(Parts, read_parts)]
