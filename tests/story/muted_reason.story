# A reason that somebody knows by now need not be told again. One button mutes it, and only it.

pro #calls: /provider register
pro [Go live]
ann: /copy start pro
ann [Follow]
ann: /me limits age 60s
ann: /me notify
#> ann: What rings questions, alarms ring, always my fills ring my exits ring skips silent boards digest

# A skip is told at once, and silently: it asks for nothing.
pro #calls -90s: LONG BTC/USDT entry 60000 sl 58500 tp 61500 63000
#> ann: PAPER  Skipped BTC/USDT ... ✗ age 90 s max 60 s ... [Mute "stale signal"]
#= ann: rings == False
ann [Mute]
#> ann: Changed: what rings ... skipped: stale signal not told

# The same reason again is not told. Another one is: this price has run by more than half a percent.
pro #calls -90s: LONG BTC/USDT entry 60000 sl 58500 tp 61500 63000
#! ann: Skipped
market: ETH/USDT 3460
pro #calls: LONG ETH/USDT entry 3431 sl 3300 tp 3600
#> ann: PAPER  Skipped ETH/USDT ... ✗ price +0.85 % max 0.50 %

# It is recorded all the same, and comes back when she says so.
ann: /me notify too_small off
#> ann: skipped: stale signal not told skipped: too small not told
ann: /me notify stale_signal silent
#> ann: skipped: stale signal silent
pro #calls -90s: LONG BTC/USDT entry 60000 sl 58500 tp 61500 63000
#> ann: PAPER  Skipped BTC/USDT

# What needs somebody cannot be muted, and what is not told cannot be named.
ann: /me notify alarms off
#= ann: code == always_rings
ann: /me notify weather off
#= ann: code == not_a_choice
