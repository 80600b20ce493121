# Target 1 pays, the stop moves to break-even, the market turns: the rest ends at nothing, not at a loss.

LONG BTC/USDT entry 60000 sl 58500 tp 61500 63000
1
market: BTC/USDT 61500
#> owner: PAPER  Target 1 hit BTC/USDT +227.74

# A stop sells at last less slippage, so a market that falls exactly onto it costs a little more than nothing.
market: BTC/USDT 60132.15
#> owner: PAPER  Closed BTC/USDT +225.74
#> owner: target 1 14:03 61,500.00 +227.74 stop 14:03 60,120.12 −2.00

/portfolio show
#= owner: positions == 0
#= owner: cash == 100225.7368300396

# The same signal with the market falling straight away: the whole risk, fees and slippage on top, and no more.
LONG ETH/USDT entry 3431 sl 3362 tp 3500
#> owner: at risk 501.13 0.50 % of 100,225.74
[Confirm]
market: ETH/USDT 3362
#> owner: PAPER  Closed ETH/USDT
#> owner: on the trade −2.25 % −1.12 R
