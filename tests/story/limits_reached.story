# What a person allowed themselves is used up: open trades, money in one order, leverage, entries in a minute.
# Each refusal says the number, the limit, and the smallest change that would have passed.

# position_limit: two trades may be open, and two are. Once one is closed, the next may come.
ann: /me limits open 2
#> ann: PAPER  Limits changed ... open trades 2
ann: /trade buy btc $500
ann [Confirm]
ann: /trade buy eth $500
ann [Confirm]
#> ann: PAPER  Bought ETH/USDT
ann: /trade buy sol $500
#> ann: PAPER  Not done 2 of 2 positions are open. Close one or raise the limit.
#> ann: ✗ open 2 max 2 ... Smallest change that would have passed: open 3. [Change limits] [Positions]
#= ann: code == position_limit
ann: /trade close eth
ann [Confirm]
#> ann: PAPER  Closed ETH/USDT
ann: /trade buy sol $500
#> ann: PAPER  Buy SOL/USDT
ann [Cancel]

# order_limit: 2,400 is 0.04 BTC at 60,000. Under 2,000 fit 0.03333 BTC: 1,999.80.
bob: /me limits order 2000
#> bob: PAPER  Limits changed ... per order 2,000.00
bob: /trade buy btc $2400
#> bob: 2,400.00 is over your 2,000.00 per order. Ask for less, or /me limits order.
#> bob: ✗ order 2,400.00 max 2,000.00 ... order 2,400.00. [Change limits] [Use 1,999.80]
#= bob: code == order_limit
bob [Use 1,999.80]
#> bob: PAPER  Buy BTC/USDT for 1,999.80 USDT?
bob [Cancel]

# leverage_limit: where the venue lends, a post that asks for more than the limit of 3x is not followed.
cat: LONG BTC/USDT entry 60000 sl 58500 tp 61500 leverage 20x
#> cat: PAPER  Buy BTC/USDT
cat [Cancel]
# venue: offers leverage of 50x
cat: LONG BTC/USDT entry 60000 sl 58500 tp 61500 leverage 20x
#> cat: The post asks 20x, your limit is 3x. At 3x the risk is the same, the margin larger.
#> cat: ✗ leverage 20x max 3x ... [Change limits]
#= cat: code == leverage_limit
# So it is for who follows a provider: the copy is skipped, for the same reason.
pro #calls: /provider register
pro [Go live]
dave: /copy start pro
dave [Follow]
pro #calls: LONG BTC/USDT entry 60000 sl 58500 tp 61500 leverage 20x
#> dave: PAPER  Skipped BTC/USDT ... ✗ leverage 20x max 3x
# At the limit it passes; and a venue that lends less than the person allows is the limit itself.
cat: LONG BTC/USDT entry 60000 sl 58500 tp 61500 leverage 3x
#> cat: PAPER  Buy BTC/USDT
cat [Cancel]
# venue: offers leverage of 2x
cat: LONG BTC/USDT entry 60000 sl 58500 tp 61500 leverage 3x
#= cat: code == leverage_limit
# venue: is well
