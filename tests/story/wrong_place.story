# Money talk is private. Asked in a channel, it is answered to the one who asked, and the channel sees one neutral line.

pro #calls: /provider register
pro [Go live]

# What is owned: the public learns where the answer went, and nothing else.
ann #calls: /portfolio show
#> ann: PAPER  100,000.00 USDT
#> #calls: Sent to you in private.
#! #calls: 100,000

# A question that could spend money stands in private, and only there can it be answered.
ann #calls: /trade buy btc $50
#> ann: PAPER  Buy BTC/USDT for 49.80 USDT?
#> #calls: Money talk is private. I answered you there.
#= #calls: code == wrong_place
#! #calls: BTC
bob #calls [Confirm]
#> bob: No card with buttons was shown there yet.
ann [Confirm]
#> ann: PAPER  Bought BTC/USDT
#! #calls

# A slip is not shown around either.
ann #calls: /trade close everything
#= ann: code == nothing_held
#! #calls: everything

# What is public by its nature is answered in public; its button works for whoever presses it.
bob #calls: /provider list
#> #calls: Providers pro #calls 0 signals nobody yet [Follow pro]
#! bob
bob #calls [Follow pro]
#> bob: PAPER  Copy pro

# Rights: deny by default, and say who can be asked.
/me show
ann: /admin health
#> ann: Only moderators here can use /admin health. Ask owner.
#= ann: code == no_right
