# What somebody sees of themselves: their accounts, their mode, their brokers. Nothing is promised that is not there.

pro #calls: /provider register
pro [Go live]
ann: /me mode
#> ann: Your mode mode PAPER at paper new copies auto: orders go out Nothing you press can spend real money. ... [New copies ask]
ann: /me mode live
#= ann: code == live_off
#> ann: Live trading is off on this installation. The owner can turn it on.

# From now on a copy that she starts asks before it buys.
ann: /me mode confirm
#> ann: Mode changed ... new copies confirm: a card asks
ann: /copy start pro
#> ann: PAPER  Copy pro ... mode confirm
ann: /me mode auto
#> ann: new copies auto: orders go out

ann: /me brokers
#> ann: Your brokers paper (built in) PAPER USDT Connect another: /me connect
# The first trade in another currency opens a second account there.
ann: /trade buy 1 aapl
ann [Confirm]
ann: /me brokers
#> ann: paper (built in) PAPER USD, USDT

ann: /me zone Europe/Berlin
ann: /me quiet 22-07
ann: /me show
#> ann: role trader known as console: ann ... mode PAPER ... zone Europe/Berlin ... quiet 22:00-07:00

# What was closed follows from the record each time: won, lost, and what it brought after fees (AN-22).
ben: /me show
#> ben: trades 0 mode PAPER
ben: /buy 0.1 btc sl 58000
ben [Confirm]
market: BTC/USDT 62000
ben: /trade close btc
ben [Confirm]
ben: /me show
#> ben: trades 1, last 14:03 UTC closed won 1 lost 0 even 0 win rate 100.00 % profit and loss +185.36 USDT mode PAPER
#= ben: record.gained == 185.36004
