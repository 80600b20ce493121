# A limit that is loosened waits ten minutes after the yes; one that is tightened holds at once.

ann: /me limits risk 0.3% chase 0.3%
#> ann: PAPER  Limits changed per trade 0.30 % 300.00 at risk ... Changed: per trade, max chase.

# Loosening asks, shows what it means in money, and waits.
ann: /me limits risk 1%
#> ann: PAPER  Loosen your limits? per trade 0.30 % → 1.00 % 1,000.00 at risk
ann [Confirm]
#> ann: PAPER  Your limits per trade 0.30 % ... per trade 1.00 % holds from 14:13 UTC [Take back]
clock: +9m
ann: /me limits
#> ann: per trade 0.30 %
clock: +1m
#> ann: PAPER  Limits changed per trade 1.00 % 1,000.00 at risk ... Changed: per trade.

# What waits may be taken back, by a word or by tightening the same limit.
ann: /me limits open 30 order 2000
#> ann: PAPER  Loosen your limits? open trades 20 → 30
ann [Confirm]
#> ann: PAPER  Limits changed ... per order 2,000.00 open trades 30 holds from 14:23 UTC Changed: per order.
ann [Take back]
#! ann: holds from
clock: +11m
#! ann: Limits changed
ann: /me limits day 5%
ann [Confirm]
#> ann: per day 5.00 % holds from 14:34 UTC
ann: /me limits day 2%
#> ann: PAPER  Limits changed ... per day 2.00 % 2,000.00 halts
clock: +11m
#! ann: Limits changed

# Lists of symbols are limits, too.
ann: /me limits allow BTC ETH
#> ann: symbols BTC, ETH
ann: /trade buy sol $100
#> ann: SOL/USDT is not on your list of symbols (2 allowed).
#= ann: code == symbol_blocked
#= ann: change.allowed == BTC,ETH,SOL
#> ann: Smallest change that would have passed: allow BTC, ETH, SOL. [Change limits]
ann [Change limits]
#> ann: Loosen your limits? symbols BTC, ETH → BTC, ETH, SOL

# Zero would mean nothing.
ann: /me limits risk 0%
#> ann: A limit of 0 would stop every trade.
