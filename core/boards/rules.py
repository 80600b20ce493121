"""The figures of the boards' rules, each with what it stands against. What people read of them is `/leaderboard how`.

Pure. Whoever changes one changes what is published: the card takes its figures from here.
"""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

# A lucky first trade is no record: so many trades on so many days, within the period (a day's board: within 30 days).
TRADES_LEAST, DAYS_LEAST = 5, 3
SAMPLE_DAYS = 30
# Trades that are made to be counted: too small or too short to lose anything, or the same thing over and over.
STAKE_LEAST = Decimal("0.001")
HELD_LEAST = timedelta(seconds=60)
SAME_MOST = 3
# A lottery ticket in an account that is as good as empty: what is gained with less than this does not count.
WORTH_LEAST = Decimal(100)
# Whoever does nothing is the most consistent of all: the board of consistency is for those who gained this much.
GAIN_LEAST = Decimal("0.01")
# Nobody's fall counts as less than this, and no factor as more: otherwise a record without a loss is infinitely good.
FALL_LEAST = Decimal("0.01")
FACTOR_MOST = Decimal(10)
# A follower counts whose copies were filled within so many days: one who only pressed a button does not.
FOLLOWED_DAYS = 30
# An alias may change so often within so many days.
CHANGES_MOST, CHANGES_DAYS = 3, 30
