# A language model reads what I could not. It only ever leads to a question, and its provider's Yes is what counts.

# model: 20 calls a day
pro #calls: /provider register
pro [Go live]
ann: /copy start pro auto
ann [Follow]
bob: /copy start pro confirm
bob [Follow]

# The levels are there, but no word says which is the stop. The model does; its provider is asked, nobody else hears.
# model: BTC long limit 60000 sl 58000 tp 61500 63000
pro #calls: Going long BTC from about 60k with my friends today, room until 58k, first 61.5k and later on 63k
#> pro: A language model read your post ... Going long BTC ... open check
#> pro: BTC/USDT long "BTC" ... entry 60,000.00 "60k" stop 58,000.00 "58k" target 1 61,500.00 "61.5k" target 2 63,000.00 "63k"
#> pro: Every number is from your post. Nothing was traded. Trade it? Age and price count from your answer. [Yes] [No]
#= pro: kind == model
#! ann
#! bob
#! #calls

# Nobody else may answer. The provider's Yes makes it a signal from now on, and a careful one: everybody is asked.
ann [Yes] of pro
#! #calls
clock: +3m
pro [Yes]
#> #calls: BTC/USDT long reading: check
#> #calls: Confirmed by pro, 14:06. Age and price count from here.
#> pro: Done as you said.
#> ann: PAPER  Buy BTC/USDT for
#! ann: Bought
#> bob: PAPER  Buy BTC/USDT for
ann [Confirm]
#> ann: PAPER  Bought BTC/USDT
#= ann: fills.0.symbol == BTC/USDT

# What adds to it asks everybody as well, though its provider writes so clearly that it would go by itself otherwise.
pro #calls ^: add 50%
#> ann: PAPER  Buy BTC/USDT for
#! ann: Bought

# No is no, and no answer is none: ten minutes later it lapses.
# model: ETH long limit 3431 sl 3300 tp 3600
pro #calls: Going long ETH from about 3431 with my friends today, room until 3300, later on 3600
#> pro: A language model read your post ... ETH/USDT long ... [Yes] [No]
pro [No]
#> pro: Left: nothing was changed.
#! #calls
#! ann
pro #calls: Going long ETH from about 3431 with my family today, room until 3300, later on 3600
#> pro: A language model read your post ... [Yes] [No]
clock: +11m
#> pro: Lapsed: nothing was changed.
#! ann
#! #calls

# What I read by myself never goes to a model, and neither does talk.
# model: SOL long market sl 100 tp 200
pro #calls: gm, BTC looks strong today
#! pro
pro #calls: LONG SOL/USDT entry 142 sl 135 tp 150 160
#! pro
#> ann: PAPER  Bought SOL/USDT

# An edit and a delete take back what is asked about.
# model: ADA long limit 0.45 sl 0.42 tp 0.55
market: ADA/USDT 0.452
pro #calls: Long Cardano from around 0.45 now sailors, the line in the sand is 0.42 and then 0.55 by friday
#> pro: A language model read your post ... ADA/USDT long "Cardano" ... [Yes] [No]
pro #calls ~: Long Cardano from around 0.45 now sailors, the line in the sand is 0.41 and then 0.55 by friday
#> pro: Lapsed: nothing was changed.
#! ann
pro #calls: Long Cardano from around 0.45 again lads, the line in the sand is 0.42 and then 0.55 by friday
#> pro: A language model read your post ... [Yes] [No]
# deleted
#> pro: Lapsed: nothing was changed.
#! ann

# The same trade in plain words takes back the question about it, and is no repeat.
# model: AVAX long limit 40 sl 37 tp 46
market: AVAX/USDT 40.1
pro #calls: Going long AVAX from about 40 with my friends today, room until 37, later on 46
#> pro: A language model read your post ... AVAX/USDT long ... [Yes] [No]
pro #calls: LONG AVAX/USDT entry 40 sl 37 tp 46
#> pro: Lapsed: nothing was changed.
#> ann: PAPER  Bought AVAX/USDT
#! #calls: Add to it
# model: ADA long limit 0.45 sl 0.42 tp 0.55

# After the program went down and came back the question still stands.
pro #calls: Long Cardano from around 0.45 today lads, the line in the sand is 0.42 and then 0.55 by friday
#> pro: A language model read your post ... [Yes] [No]
# restart
pro [Yes]
#> #calls: ADA/USDT long reading: check
#> ann: PAPER  Buy ADA/USDT for
