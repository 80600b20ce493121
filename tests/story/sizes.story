# How large a copied trade is: six ways with one example, and each follower's own way decides.

pro #calls: /provider register
pro [Go live]
ann: /start 10000
ann: /copy start pro
#> ann: PAPER  Copy pro mode auto you size 0.50 % at risk you max position 25.00 % of account you max chase 0.50 % you
#> ann: symbols all you max open 20 you target split equal provider stop to b/e after target 1 you
#> ann: stop copying at −10 % → pause you
#> ann: 50.00 of 10,000.00 USDT may be lost on one trade. [Follow] [Size] [Limits] [Use confirm]

# 50.00 / 1,500.00 is 0.03333 BTC; 200.00 buys 0.00333; 5 % is 500.00 and buys 0.00833. The leader has no trade yet.
ann [Size]
#> ann: How big is one copied trade? example: 60,000.00 entry, 58,500.00 stop
#> ann: risk what may be lost 1,999.80 fixed 200.00 per trade 199.80 part 5 % of account 499.80
#> ann: mirror same share as leader no trade of theirs
#> ann: kelly ¼ needs 30 trades not yet
#> ann: Always cut to your max position (25 % = 2,500.00)
ann [Fixed]
#> ann: PAPER  Copy pro ... size 200.00 per trade
ann [Follow]
#> ann: PAPER  Copying pro

# Bob takes a twentieth of his 100,000.00, Eve may lose 75.00, Zed copies the leader's share, Kim waits for 30 trades.
bob: /copy start pro size part:5%
bob [Follow]
eve: /copy start pro size amount:75
eve [Follow]
zed: /copy start pro size factor:0.5
#> zed: size 0.5x leader's size
zed [Follow]
kim: /copy start pro size kelly
kim [Follow]

pro #calls: LONG BTC/USDT entry 60000 sl 58500 tp 61500 63000
#= ann: quantity == 0.00333
#= bob: quantity == 0.08333
#= eve: quantity == 0.05
#> zed: PAPER  Skipped BTC/USDT pro #1 ✗ sized by factor no trade of theirs
#= zed: code == no_size
#> kim: ✗ sized by quarter Kelly under 30 trades

# The leader takes ETH himself: 3,431.00 of his 100,000.00 is 3.431 %. Half of that share of Zed's account is 1,715.50,
# which is half a unit at the posted price.
pro: /trade buy eth 1
pro [Confirm]
pro #calls: LONG ETH/USDT entry 3431 sl 3300 tp 3600
#= zed: quantity == 0.5

# Zero would mean nothing, and is not taken for "all" or "default".
ann: /copy edit pro size fixed:0
#= ann: code == not_understood
ann: /copy edit pro risk 0%
#= ann: code == zero_limit
