# Who is told that a portfolio drifted, when, and how its owner changes that.

ann: /start 10000
ann: /me limits position 80%
ann [Confirm]
clock: +10m
ann: /trade buy btc 0.0825
ann [Confirm]
ann: /alert drift
#= ann: code == no_targets

# A target above her own limit is said at once, not when the order is refused.
bob: /start 10000
bob: /portfolio targets btc 50
#> bob: Your limit for one position is 25.00 %: what is above it is not bought.
bob [Cancel]
ann: /portfolio targets btc 50
#! ann: Your limit
ann [Save]

# What she says in a channel is answered in private; a channel needs a moderator's word.
ann #market: /alert drift here
#= ann: code == not_for_alerts
ann: /alert drift here
#= ann: code == not_a_channel
otto: /start
/admin roles otto moderator
[Confirm]
otto: /trade buy btc $10000
otto [Confirm]
otto: /portfolio targets btc 10 drift 1
otto [Save]
otto #market: /alert drift here
#> otto: PAPER  Drift alert ... It is also posted in market, in percent alone.

market: BTC/USDT 76000
#> ann: PAPER  BTC is 5.4 points over target
#> otto: PAPER  BTC is 2.3 points over target
#> #market: PAPER  BTC is 2.3 points over target ... 12.3 % of a portfolio here, 10.0 % wanted
#> #market: want have drift BTC 10.0 % 12.3 % +2.3
#! #market: 102
#! #market: otto

# Tomorrow: the same again after a day, if it still is so. Wider: not before ten points.
ann [Tomorrow]
#> ann: PAPER  Drift alert tell me at 5 points, at most once a day Quiet until 18 Nov
clock: +23h
#! ann: over target
clock: +2h
#> ann: BTC is 5.4 points over target
ann [Widen]
#> ann: tell me at 10 points
clock: +25h
market: BTC/USDT 60000
market: BTC/USDT 80000
#! ann: over target

# Muted is muted; unmuted by the same word. Off is off.
ann: /alert drift 5
ann: /alert drift mute btc
#> ann: Silent about BTC.
clock: +25h
market: BTC/USDT 90000
#! ann: BTC is
ann: /alert drift mute btc
#! ann: Silent about
clock: +1m
#> ann: BTC is
ann: /alert drift off
#> ann: I do not tell you of drift
ann: /alert drift mute sol
#= ann: code == not_a_target
ann: /alert drift 0
#= ann: code == drift_range
