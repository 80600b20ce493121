# Refusals by their codes: what happened, to what, and something to press. Ann has 10,000.00 USDT of play money.
# Others have stories of their own: slips of typing, wrong places, lapsed questions, reasons of skipped copies.

ann: /start 10000

# too_small: under the smallest entry of 10.00. The button names the first whole step above it, 0.00017 BTC.
ann: /trade buy btc $5
#> ann: PAPER  Not done Too small: 4.80 USDT, the smallest entry is 10.00. Ask for more.
#> ann: ✗ size 4.80 min 10.00 ... [Use 10.20]
#= ann: code == too_small
ann [Use 10.20]
#> ann: PAPER  Buy BTC/USDT for 10.20 USDT?
ann [Cancel]

# too_small, of two targets that share $15: all of it at the first one would pass.
ann: /trade buy btc $15 tp 62k 65k
#> ann: Too small: 7.20 USDT per target, it must be 10.00. Ask for more.
#> ann: ✗ size 7.20 a target min 10.00 ... [One target]
ann [One target]
#> ann: PAPER  Buy BTC/USDT for 15.00 USDT? ... target 1 62,000.00 +3.33 %
ann [Cancel]

# no_cash and instrument_limit at once: 0.2 BTC at 60,300 at worst, with 0.10 % fee. The button fits both limits.
ann: /trade buy btc $12000
#> ann: Needs 12,072.06 USDT with fee, 10,000.00 is free. Ask for less. ... [Use 2,499.60] [Positions]
#= ann: code == no_cash
# instrument_limit alone: 25.00 % of the account is the most for one instrument.
ann: /trade buy btc $3000
#> ann: 3,000.00 is over your 2,500.00 per instrument.
#> ann: Smallest change that would have passed: position 30.00 %. [Change limits] [Use 2,499.60]
#= ann: code == instrument_limit
ann [Use 2,499.60]
#> ann: PAPER  Buy BTC/USDT for 2,499.60 USDT?
ann [Cancel]

# no_stop, wrong_side, price_ran: a signal is sized by its stop, and none is made up.
ann: LONG BTC/USDT entry 60000 tp 61500
#> ann: No stop in this post, and you trade only with one. Add `sl` and a price. ... [Add a stop]
#= ann: code == no_stop
ann [Add a stop]
#> ann: stop A price at which I sell so that you lose no more.
ann: SHORT BTC/USDT entry 60000 sl 58500 tp 57000
#> ann: The stop 58,500.00 is below the entry 60,000.00 of a short. I do not guess.
#= ann: code == wrong_side
market: BTC/USDT 60410
ann: LONG BTC/USDT entry 60000 sl 58500 tp 61500
#> ann: Price ran: 60,410.00 is +0.68 % from entry, your limit is 0.50 %.
#> ann: Smallest change that would have passed: chase 0.69 %. [Change limits] [Wait at 60,300.00]
#= ann: code == price_ran
# What waits is sized by its own price: 50.00 at risk over 60,300 − 58,500 is 0.02777 BTC.
ann [Wait at 60,300.00]
#> ann: PAPER  Buy BTC/USDT for 1,674.53 USDT? now 60,410.00 pay ≤ 60,300.00 size 0.02777 BTC
#> ann: stop 58,500.00 ... target 1 61,500.00
ann [Confirm]
#> ann: Waiting: buy 0.02777 BTC at 60,300.00.
ann: /panic entries
ann [Resume]
ann [Confirm]
market: BTC/USDT 60000

# unknown_symbol, also where nothing is near.
ann: /trade buy qqqqqq $50
#> ann: I do not know "QQQQQQ".
#= ann: code == unknown_symbol

# nothing_held, no_such_trade.
ann: /trade close eth
#> ann: You hold nothing in ETH/USDT. /portfolio positions shows what you hold. [Positions]
ann: /trade show T-ZZZZ
#> ann: No trade of yours is called "T-ZZZZ". /trade history lists them. [Trades]
#= ann: code == no_such_trade

# kill_switch: who stopped, since when, and the way back.
ann: /panic entries
ann: /trade buy btc $50
#> ann: You stopped new orders at 14:03 UTC. Your stops keep working. /panic resume
#> ann: [Positions] [Resume]
#= ann: code == kill_switch
ann [Resume]
#> ann: Turn new orders on again?
ann [Confirm]
ann: /trade buy btc $50
#> ann: PAPER  Buy BTC/USDT for 49.80 USDT?

# not_yours, expired, already_done: a card is one person's, for a minute, once.
bob [Confirm] of ann
#> bob: Not your button: it is ann's. Yours is under My trade. [My trade]
#= bob: code == not_yours
clock: +61s
ann [Confirm]
#> ann: This preview is from 14:03 UTC. Prices moved. Nothing was sent. [New preview]
#= ann: code == expired
ann [New preview]
ann [Confirm]
#> ann: PAPER  Bought BTC/USDT
ann [Confirm]
#> ann: Done already: bought at 60,012.00, T- ... [Open]
#= ann: code == already_done

# no_right: by level, and who may be asked. The owner has been here.
/me show
bob: /admin health
#> bob: Only moderators here can use /admin health. Ask owner.
#= bob: code == no_right
