# A provider deletes a post. The record stays, open trades keep their stops, and those who are in it are told.

pro #calls: /provider register
pro [Go live]
ann: /copy start pro
ann [Follow]
bob: /copy start pro
bob [Follow]
eve: /copy start pro confirm
eve [Follow]
pro #calls: LONG BTC/USDT entry 60000 sl 58500 tp 61500 63000
#> eve: PAPER  Buy BTC/USDT

# deleted
#> #calls: ✎ 14:03 post deleted by its author The record stays, open trades keep their stops. Followers were told.
#> #calls: [First version] [My trade]
#> ann: PAPER  Post deleted BTC/USDT ... Your trade T- ... its stop stays at 58,500.00.
#> bob: PAPER  Post deleted BTC/USDT
# Eve was asked and has not answered: nobody enters by a post that is gone.
#> eve: Question over BTC/USDT pro #1 is over
eve [Confirm]
#! eve: Bought

# The first version is there for everybody, with its seal.
ann #calls [First version]
#> ann: pro #1 BTC/USDT long ... as first seen
#> ann: "LONG BTC/USDT entry 60000 sl 58500 tp 61500 63000" entry 1, seal
#> ann: deleted 14:03:00 UTC entry 2
/provider verify pro
#> owner: ✓ 2 records, each sealed onto the one before

# The trades go on as if nothing had happened.
market: BTC/USDT 61500
#> ann: PAPER  Target 1 hit BTC/USDT
