# A paper account can begin anew. Its records stay, and the difference is money that went in or out, never a result.

ann: /start 10000
ann: /me paper
#> ann: PAPER Your paper accounts worth 10,000.00 USDT cash 10,000.00 put in 10,000.00 result 0.00 trades 0, 0 open

# One trade: 0.03333 BTC bought at 60,012.00 and sold at 58,788.24 (0.02 % under 58,800).
# −40.78791 between the prices, −2.00019996 and −1.959412039 in fees: −44.75 in all.
ann: /trade buy $2000 btc
ann [Confirm]
market: BTC/USDT 58800

# What is open is closed first, by her and not by the reset.
ann: /me paper reset 10000
#= ann: code == still_open
#> ann: 1 positions, 0 orders
ann: /trade close btc
ann [Confirm]
#> ann: PAPER  Closed BTC/USDT −44.75

ann: /me paper reset 10000
#> ann: PAPER  Begin anew with 10,000.00 USDT? now 9,955.25 USDT then 10,000.00 USDT
#> ann: 44.75 USDT come in. That is a deposit, not a profit. 1 trade and what it brought stays in your records.
ann [Confirm]
#> ann: PAPER  Began anew with 10,000.00 USDT

# The result is still what it was, the trade is still in the list, and she may trade with what is there now.
ann: /me paper
#> ann: worth 10,000.00 USDT cash 10,000.00 put in 10,044.75 result −44.75 trades 1, 0 open
ann: /trade history
#> ann: BTC closed −44.75
ann: /portfolio show
#= ann: cash == 10000
ann: /trade buy $2000 eth
#> ann: PAPER  Buy ETH/USDT

# A second tap on the same card changes nothing, and no account begins with nothing at all.
ann [Confirm] ^5
#! ann: Began
ann: /me paper reset 5
#= ann: code == reset_bounds
ann: /me paper reset 10000 in EUR
#= ann: code == not_a_choice
