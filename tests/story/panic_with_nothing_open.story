# Who panics with nothing open is not sent away: the switch is pulled all the same, and comes back by asking.

ann: /panic
#> ann: PAPER  Stop all? no new orders at once ... No position is open.
ann [Confirm]
#> ann: PAPER  Stopped ... No position was open.
ann: /trade buy $100 btc
#= ann: code == kill_switch
# Bob is not Ann: her switch is hers alone.
bob: /trade buy $100 btc
#> bob: PAPER  Buy BTC/USDT

# The second form, with nothing to take back, and the third, twice.
ann: /panic entries
#> ann: New orders are off since 14:03 UTC 0 open entries taken back.
ann: /panic resume
#> ann: Turn new orders on again? Off since 14:03 UTC. Signals that came meanwhile are not made up for.
ann [Confirm]
#> ann: New orders are on
ann: /panic resume
#> ann: New orders are on Nothing is stopped for you.
ann: /trade buy $100 btc
#> ann: PAPER  Buy BTC/USDT
