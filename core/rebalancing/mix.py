"""A mix as people type it: `btc 50 eth 30 cash 20 drift 5`. Pure.

Numbers are percent of the portfolio, `drift` is in points of it. `on kraken` names the account where it is not the one
that somebody trades at.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from core.kernel.errors import Refusal
from core.kernel.money import ZERO, plain
from core.market.options import read_number
from core.rebalancing.model import CASH

NOTHING = frozenset({"off", "none", "clear"})
HUNDRED = Decimal(100)
# Less than half a point is reached by every tick; more than 50 never asks for anything.
NARROWEST, WIDEST = Decimal("0.5"), Decimal(50)
ASSETS_AT_MOST = 30


@dataclass(frozen=True, slots=True)
class Mix:
    """Shares by name as typed, 0 to 1. `cash` and `band` are None where they were not said; without anything at all
    (`off`) the targets are given up."""

    shares: tuple[tuple[str, Decimal], ...]
    cash: Decimal | None = None
    band: Decimal | None = None
    account: str = ""

    def __str__(self) -> str:
        """The mix as it would be typed."""
        if not self.shares and self.cash is None:
            return "off"
        words = [f"{name} {plain(share * HUNDRED)}" for name, share in self.shares]
        words += [] if self.cash is None else [f"{CASH} {plain(self.cash * HUNDRED)}"]
        words += [] if self.band is None else [f"drift {plain(self.band * HUNDRED)}"]
        words += [f"on {self.account}"] if self.account else []
        return " ".join(words)

    @property
    def empty(self) -> bool:
        """Whether it gives the targets up."""
        return not self.shares and self.cash is None


def read_mix(text: str) -> Mix:
    """The mix that somebody typed. Raises `targets_unclear`, `target_twice`, `targets_sum`, `drift_range`."""
    words = re.sub(r"[,;=:]", " ", text).replace("%", " ").lower().split()
    if len(words) == 1 and words[0] in NOTHING:
        return Mix(())
    account = ""
    if "on" in words:
        at = words.index("on")
        account, words = " ".join(words[at + 1 :]), words[:at]
    if not words or len(words) % 2:
        raise Refusal("targets_unclear", {"typed": text[:40]})
    shares: dict[str, Decimal] = {}
    for name, figure in zip(words[::2], words[1::2], strict=True):
        number = read_number(figure)
        if number is None or read_number(name) is not None:
            raise Refusal("targets_unclear", {"typed": f"{name} {figure}"[:40]})
        if name in shares:
            raise Refusal("target_twice", {"name": name.upper()[:20]})
        shares[name] = number / HUNDRED
    return _checked(shares, account, text)


def _checked(shares: dict[str, Decimal], account: str, text: str) -> Mix:
    band = shares.pop("drift", None)
    if band is not None and not NARROWEST <= band * HUNDRED <= WIDEST:
        raise Refusal("drift_range", {"least": plain(NARROWEST), "most": plain(WIDEST)})
    if not shares:
        raise Refusal("targets_unclear", {"typed": text[:40]})
    if len(shares) > ASSETS_AT_MOST:
        raise Refusal("too_many_targets", {"most": str(ASSETS_AT_MOST)})
    total = sum(shares.values(), ZERO)
    if total > 1:
        raise Refusal("targets_sum", {"sum": plain(total)})
    cash = shares.pop(CASH, None)
    return Mix(tuple(shares.items()), cash, band, account)
