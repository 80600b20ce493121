# Thirty seconds on a first evening: paste a signal, press 1, move the market, see a target pay.
# Every figure is real arithmetic: fee 0.10 % of each fill, half spread and slippage together 0.02 %.

# 100,000 x 0.50 % may be lost; 1,500 are lost per coin: 0.33333 BTC, rounded down to the step.
LONG BTC/USDT entry 60000 sl 58500 tp 61500 63000
#> owner: PAPER  Buy BTC/USDT for 19,999.80 USDT?
#> owner: now 60,000.00 pay ≤ 60,300.00
#> owner: size 0.33333 BTC reading: clear
#> owner: stop 58,500.00 −2.50 %
#> owner: target 1 61,500.00 +2.50 % 50 % target 2 63,000.00 +5.00 % 50 %
#> owner: at risk 500.00 0.50 % of 100k
#> owner: No money is involved: this is paper.
#> owner: [Confirm] [Change size] [What did you read?] [Skip]
#! owner: fill

# A market buy pays 60,000 x 1.0002. The stop and both targets are working before this card is told.
1
#> owner: PAPER  Bought BTC/USDT
#> owner: filled 0.33333 BTC at 60,012.00
#> owner: paid 20,003.80 USDT + 20.00 fee
#> owner: stop 58,500.00 working
#= owner: fills.0.quantity == 0.33333
#= owner: fills.0.price == 60012
#= owner: order.status == filled

# Half is sold at the first target. The stop moves to where the rest gives back its cost, both fees in.
market: BTC/USDT 61500
#> owner: PAPER  Target 1 hit BTC/USDT +227.74
#> owner: Half sold at 61,500.00. Stop now 60,132.15: filled there, the rest ends at 0.00 after fees.
#> owner: /portfolio show
#= owner: fills.0.quantity == 0.16666

/portfolio show
#> owner: PAPER  100,465.74 USDT
#> owner: open +238.00 closed +227.74 all +465.74
#> owner: if every stop hits: −227.98 from here
#= owner: positions.0.symbol == BTC/USDT
#= owner: positions.0.quantity == 0.16667
#= owner: mode == paper
