# A preview holds for 60 seconds and for as far as one lets a price run; then it asks again instead of buying.

/trade buy 0.01 btc
#> owner: PAPER  Buy BTC/USDT for 600.00 USDT?
clock: +61s
1
#> owner: This preview is from 14:03 UTC. Prices moved. Nothing was sent. [New preview]
[New preview]
#> owner: PAPER  Buy BTC/USDT for 600.00 USDT?
market: BTC/USDT 60301
1
#> owner: BTC/USDT moved from 60,000.00 to 60,301.00 since this preview. Nothing was sent.
#= owner: code == price_moved
/portfolio positions
#> owner: Nothing is held.
