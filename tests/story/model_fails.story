# A language model that lies, differs, is silent or is spent: nothing is traded, and those who run the place can see it.

# model: 7 calls a day
pro #calls: /provider register
pro [Go live]
ann: /copy start pro auto
ann [Follow]

/me show

# Silent, and then talking nonsense: as if there were no model.
# model: silent
pro #calls: Going long BTC from about 60k with my friends today, room until 58k, first 61.5k and later on 63k
#! pro
#! ann
#! #calls
# model: babbles
pro #calls: Going long BTC from about 60k with my family today, room until 58k, first 61.5k and later on 63k
#! pro
#! ann

# A stop that nobody wrote, the other side, another coin: none of it is shown to anybody.
# model: BTC long limit 60000 sl 57123 tp 61500
pro #calls: Going long BTC from about 60k with my pals today, room until 58k, first 61.5k and later on 63k
#! pro
# model: BTC short limit 60000 sl 61500 tp 58000
pro #calls: Going long BTC from about 60k with my mates today, room until 58k, first 61.5k and later on 63k
#! pro
# model: DOGE long limit 60000 sl 58000 tp 61500
pro #calls: Going long BTC from about 60k with my club today, room until 58k, first 61.5k and later on 63k
#! pro
#! ann
#! #calls

# I made out an entry that the model did not: both are shown, neither is traded.
# model: BTC long limit 61500 sl 58000 tp 63000
pro #calls: Going long BTC from about 60k with my team today, room until 58k, first 61.5k and later on 63k
#> pro: Two readings of your post differ ... I read the model what BTC/USDT BTC/USDT side long long entry 60,000.00 61,500.00 stop n/a 58,000.00
#> pro: Neither was traded. Post it in plain words, or try them with /signal check first.
#! ann
#! #calls

# It says that there is no trade: nothing is asked.
# model: no trade
pro #calls: Going long BTC from about 60k with my desk today, room until 58k, first 61.5k and later on 63k
#! pro

# The day's calls are spent. The owner hears of it once, and trades that I read by myself go on.
# model: BTC long limit 60000 sl 58000 tp 61500 63000
pro #calls: Going long BTC from about 60k with my group today, room until 58k, first 61.5k and later on 63k
#> owner: Language model: calls of the day spent 7 posts were handed over today, which is the most of a day. ... It begins anew at 00:00 UTC. [Show calls]
#! pro
pro #calls: Going long BTC from about 60k with my crew today, room until 58k, first 61.5k and later on 63k
#! owner
#! pro
pro #calls: LONG ETH/USDT entry 3431 sl 3300 tp 3600
#> ann: PAPER  Bought ETH/USDT

# All of it stands on record, with the hash of what was handed over and no word of it.
/admin model
#> owner: Language model scripted today 7 of 7 calls 2 posts found none left
#> owner: no answer 2 ... no trade 1 not in the post 3 over budget 2
#> owner: newest posts, with the hash of their text ... 14:03 pro ... over budget
#> owner: last without an answer: 14:03 UTC, ...
#! owner: Going long
#= owner: calls == 7
/admin health
#> owner: model partly 7/7 today, failed 2
ann: /admin model
#! ann: Language model

# A new day has new calls.
clock: +24h
pro #calls: Going long BTC from about 60k with my band today, room until 58k, first 61.5k and later on 63k
#> pro: A language model read your post ... [Yes] [No]
