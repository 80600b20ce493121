# A question is open for two minutes. Who comes later asks anew with one tap, at what it costs by then.

pro #calls: /provider register
pro [Go live]
ann: /me limits age 10m
ann [Confirm]
clock: +10m
ann: /copy start pro confirm
ann [Follow]

pro #calls: LONG BTC/USDT entry 60000 sl 58500 tp 61500 63000
#> ann: PAPER  Buy BTC/USDT for 19,999.80 USDT?
clock: +121s
ann [Confirm]
#> ann: This preview is from 14:13 UTC. Prices moved. Nothing was sent. [New preview]
#= ann: code == expired

# 500.00 at risk over 60,120 − 58,500 is 0.30864 BTC now: smaller, because the stop is further away.
market: BTC/USDT 60120
ann [New preview]
#> ann: PAPER  Buy BTC/USDT for 18,555.44 USDT? now 60,120.00 pay ≤ 60,300.00 size 0.30864 BTC
#! ann: Bought
ann [Confirm]
#> ann: PAPER  Bought BTC/USDT

# What was taken is not asked for again, and what was never asked about cannot be asked anew.
ann: /copy ask #1
#> ann: You took this signal already: T-
#= ann: code == already_done
bob: /copy ask #1
#= bob: code == nothing_decided

# Who comes later than their own limit for a signal's age hears that, and what would have passed.
pro #calls: LONG ETH/USDT entry 3431 sl 3300 tp 3600
#> ann: PAPER  Buy ETH/USDT
clock: +11m
ann [Confirm]
#> ann: This preview is from 14:15 UTC. ... [New preview]
ann [New preview]
#> ann: This signal is 11 min old, your limit is 10 min. Nothing was sent.
#> ann: Smallest change that would have passed: age 11 min. [Change limits] [Look at it]
#= ann: code == stale_signal
