# A signal comes while the venue cannot be traded at. Every follower is told why, nobody is in, and nothing is made up for.

pro #calls: /provider register
pro [Go live]
ann: /copy start pro
ann [Follow]
bob: /copy start pro confirm
bob [Follow]
cara: /copy start pro notify
cara [Follow]

# The venue is silent. Cara only hears of signals, so she hears of this one.
# venue: silent 1m
pro #calls: LONG BTC/USDT entry 60000 sl 58500 tp 61500 63000
#> ann: PAPER  Skipped BTC/USDT ... ✗ venue it does not answer. Nothing was sent.
#> ann: No limit of yours would have let it pass.
#> bob: PAPER  Skipped BTC/USDT
#> cara: BTC/USDT long
#> #calls: in nobody yet of a few skipped a few

# When it is back, the old signal stays as it is; the next one is copied.
clock: +1m
#! ann: Bought
pro #calls: LONG ETH/USDT entry 3431 sl 3300 tp 3600
#> ann: PAPER  Bought ETH/USDT
#> bob: PAPER  Buy ETH/USDT

# The same for a key that is not accepted any more, and for what the venue does not trade.
# venue: revoked
pro #calls: LONG BTC/USDT entry 60000 sl 58500 tp 61500 63000
#> ann: PAPER  Skipped BTC/USDT ... ✗ venue it does not accept your key any more. Nothing was sent.
# venue: is well
clock: +1m
# venue: does not trade SOL/USDT
pro #calls: LONG SOL/USDT entry 142 sl 135 tp 150
#> ann: PAPER  Skipped SOL/USDT ... ✗ venue it does not trade this.
ann: /trade why
#> ann: PAPER  Skipped SOL/USDT
