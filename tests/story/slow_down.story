# Too many entries in a minute, or in a day: the refusal says when the next one may go out. Closing is never counted.

ann: /me limits orders 500/2
#> ann: PAPER  Limits changed ... entries day/minute 500/2 ... Changed: entries day/minute.

# slow_down: the first entry at 14:03:00 leaves the minute 60 s later. 36 s have passed: 24 s are left.
ann: /trade buy btc $500
ann [Confirm]
clock: +20s
ann: /trade buy btc $500
ann [Confirm]
#> ann: PAPER  Bought BTC/USDT
clock: +16s
ann: /trade buy btc $500
#> ann: That is 2 orders in a minute, your limit. Next in 24 s.
#> ann: ✗ this minute 2 max 2
#= ann: code == slow_down
ann: /trade buy btc $500 tp 62000
#= ann: code == slow_down
clock: +23s
ann: /trade buy btc $500
#> ann: Next in 1 s.
clock: +1s
ann: /trade buy btc $500
ann [Confirm]
#> ann: PAPER  Bought BTC/USDT

# A minute later the way is free. Whoever wants more in a minute is asked first.
clock: +60s
ann: /me limits orders 500/60
#> ann: PAPER  Loosen your limits? entries day/minute 500/2 → 500/60
ann [Confirm]
#> ann: entries a minute 60 holds from 14:15 UTC

# A day has a limit, too: the next entry goes out after midnight, UTC. That is 9 h 55 min after 14:05.
bob: /me limits orders 2/60
bob: /trade buy btc $500
bob [Confirm]
bob: /trade buy eth $500
bob [Confirm]
bob: /trade buy sol $500
#> bob: That is 2 orders in a day, your limit. Next in 9 h 55 min.
#= bob: code == slow_down
bob: /trade close eth
bob [Confirm]
#> bob: PAPER  Closed ETH/USDT
