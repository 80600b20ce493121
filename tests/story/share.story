# A link to a portfolio: made without a question, changed by a tap, stopped, revoked. Its page: tests/bot/web.

ann: /share list
#> ann: Your links You share nothing. /share create makes a link ... [New link]
ann: /share revoke
#= ann: code == no_share
ann [New link]
#> ann: PAPER  Link ready, only you have it yet ... /s/ ... opened 0 times
#> ann: ✓ return, chart ✗ amounts, sizes ✓ holdings in % ✗ notes ✓ closed trades % ✗ delay of 24 h
#> ann: anyone with the link, until 17 Dec, no search Hidden means not sent, not just unseen.
#> ann: The whole address is shown this once. ... [Look at it] [Change] [Stop sharing]
#= ann: settings.show_amounts == False

# What others see, in words: percent and nothing else.
ann: /buy 0.03333 btc sl 58500 tp 61500 63000
ann [Confirm]
market: BTC/USDT 61500
ann: /share show
#> ann: PAPER  What others see at ... 17 Nov to 17 Nov ... deepest fall ... BTC/USDT 1.02 %
#! ann: 0.01667

# A tap switches a line at once; the address is not shown again.
ann: /share edit
#> ann: A tap switches a line at once. [✓ return, chart] [✓ holdings in %] [✓ closed trades %] [✗ amounts, sizes]
ann [✗ amounts, sizes]
#> ann: PAPER  Link ... ✓ amounts, sizes
#! ann: The whole address
ann: /share show
#> ann: worth 100,046.57 USDT BTC/USDT 1.02 % 0.01667 1,025.20
ann: /share edit amounts off
#= ann: settings.show_amounts == False
ann: /share edit public
#> ann: everybody who sees your profile, until 17 Dec
ann: /share edit never
#> ann: everybody who sees your profile, no end, no search
ann: /share edit 7d
#> ann: until 24 Nov
ann: /share edit on
#= ann: code == which_setting
ann: /share edit access 7d
#= ann: code == not_a_choice

# Stopped, it answers nobody; shared again, it is the same link. When its time is over it says so.
ann: /share stop
#> ann: PAPER  Sharing stopped ... [Look at it] [Share again] [Revoke]
ann [Share again]
#> ann: PAPER  Link
clock: +8d
ann: /share edit
#> ann: PAPER  Link has ended ... ended 24 Nov
ann: /share edit 30d
#> ann: PAPER  Link ... until 25 Dec

# Nobody else's. Revoked, it is gone.
bob: /share create
ann: /share create
ann: /share stop
#= ann: code == which_share
bob: /share revoke
#> bob: Link revoked ... leads nowhere any more.
bob: /share list
#> bob: You share nothing.
ann: /share revoke 000000
#= ann: code == no_such_share
