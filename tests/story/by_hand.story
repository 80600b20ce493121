# Trading by hand: any order of words, money or percent or units, a limit that waits, a fill in parts.

# $50 at 60,000 is 0.00083 BTC after rounding down to the step.
/trade buy $50 btc sl 58k tp 62k 65k
#> owner: PAPER  Buy BTC/USDT for 49.80 USDT? now 60,000.00 market order size 0.00083 BTC
#> owner: stop 58,000.00 −3.33 % −1.66
#> owner: target 1 62,000.00 +3.33 % +0.82 target 2 65,000.00 +8.33 % +2.10
#> owner: fees, about −0.10 reward/risk 1.76
[Confirm]
#> owner: PAPER  Bought BTC/USDT ... 0.00083 BTC at 60,012.00

# Ten percent of what the account is worth. No stop is a choice, and it is said.
/buy 10% eth
#> owner: PAPER  Buy ETH/USDT for 9,999.99 USDT?
#> owner: No stop: all 9,999.99 at risk.
1
#> owner: PAPER  Bought ETH/USDT

# A limit below the market waits. 0.4 of it can trade, then the rest.
/trade buy 1 sol at 140
#> owner: now 142.05 pay ≤ 140.00
1
#> owner: Waiting: buy 1 SOL at 140.00.
#= owner: order.status == open
market: SOL/USDT 139 size 0.4
#> owner: PAPER  Partly bought SOL/USDT filled 0.4 SOL at 140.00
#= owner: order.status == partially_filled
#= owner: fills == 1
market: SOL/USDT 139
#> owner: PAPER  Bought SOL/USDT filled 1 SOL at 140.00
#= owner: fills == 2

# Half of it back. The preview is by the last price; the sale pays the spread.
/trade close btc 50%
#> owner: PAPER  Close 0.00041 BTC/USDT for 24.58 USDT?
1
#> owner: PAPER  Sold part of BTC/USDT −0.06
#> owner: Half sold at 59,988.00. Stop stays at 58,000.00.
/trade sell eth 0.5
#> owner: PAPER  Close 0.5 ETH/USDT for 1,713.78 USDT? ETH/USDT 0.5 3,431.00
1
#> owner: PAPER  Sold part of ETH/USDT
/trade sell eth 99
#> owner: You hold 2.4146 ETH/USDT, you asked to sell 99.
/trade close losers
#> owner: only those below zero
#> owner: Close 3 of 3

# Numbers without a name are no limit and no stop.
/trade buy btc 0.001 58000
#= owner: code == too_many_words
