# Slips of the tongue while money is near: nothing is guessed into an order, and the right word is one tap away.

# `stp` is a slip of `stop`. Without this, 58k would be one word too many; it must never become a buy without a stop.
ann: /trade buy btc $50 stp 58k
#> ann: "stp" is no option of /trade buy. Close: stop
#= ann: code == unknown_option
ann: /trade buy btc $50 stpo=58k
#= ann: code == unknown_option
ann: /portfolio positions
#> ann: Nothing is held.

# A symbol that does not exist: the nearest are buttons, and the rest of the line is kept.
ann: /trade buy bttc $50
#> ann: I do not know "BTTC". Close: BTT/USDT, BTC/USDT. [BTT/USDT] [BTC/USDT]
#= ann: code == unknown_symbol
ann [BTC/USDT]
#> ann: PAPER  Buy BTC/USDT for 49.80 USDT?
ann [Cancel]
#> ann: Left it

# A command that does not exist, and a group that does not.
ann: /trade bye btc $50
#> ann: I do not know /trade bye. Close: /trade buy
#= ann: code == unknown_command
ann: /portfolo
#> ann: I do not know /portfolo. Close: /portfolio, /portfolio pnl, /portfolio show
ann [/portfolio]
#> ann: /portfolio show
ann: /sel btc
#> ann: I do not know /sel btc. Close: /sell

# Things that are not what they should be are told with an example.
ann: /trade buy btc much
#> ann: "much" is not an amount. For example: 0.5, $100 or 10%.
#= ann: code == not_understood
ann: /trade buy btc $50 stop low
#> ann: "low" is not a price. For example: 58k, 62,000 or 0.85.
ann: /me limits risk 200%
#> ann: "200%" is not a percentage up to 100.
ann: /copy start nobody
#> ann: No provider is called "nobody".
#= ann: code == no_such_provider
ann: /trade close 50% btc now
#> ann: "50% btc now" does not say which positions. For example: all, losers, half btc
#= ann: code == which_positions
ann: /trade show T-XXXX
#> ann: No trade of yours is called "T-XXXX". /trade history lists them. [Trades]

# Words in private that are no signal are read as talk.
ann: buy high, sell low
#> ann: Read as talk

# The short forms mean the long ones, in any case and with the menu's underscores.
ann: /BUY btc $50
#> ann: PAPER  Buy BTC/USDT for 49.80 USDT?
ann [Cancel]
ann: /trade_buy btc $50
#> ann: PAPER  Buy BTC/USDT for 49.80 USDT?
ann [Cancel]
ann: /sell btc
#> ann: You hold nothing in BTC/USDT. /portfolio positions shows what you hold.
#= ann: code == nothing_held
ann: /status
#> ann: Nothing is held.
ann: /portfolio history
#> ann: No trades yet.
ann: /stop
#> ann: PAPER  Stop all?
