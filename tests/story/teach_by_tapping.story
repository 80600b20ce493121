# A provider writes in a form of their own. Three old posts and a few taps teach it; the record is asked before it is used.

pro #calls: /provider register Northlight
#> pro: No posts of this channel are on record yet, so there is no dry run
pro [Go live]
ann: /copy start Northlight
ann [Follow]

# Nobody but they can read this: it is recorded, and no signal.
pro #calls: eth yolo 🔼 3.4 3.5k out 3300 | 3.9k
#! #calls: ETH/USDT long
pro #calls: good morning everyone, quiet day
pro #calls: btc 🔼 59.5 60.5k out 58200 | 63k
pro #calls: LONG SOL/USDT entry 142 sl 139 tp 150
#> #calls: SOL/USDT long
clock: +1h

pro: /provider teach
#> pro: Teach: give me a post ... 1 of 3
#> pro: as your next line, forwarded, or behind /provider teach

# The next line is the post.
pro: eth yolo 🔼 3.4 3.5k out 3300 | 3.9k
#> pro: Teach: tap what is the SIDE ... 1 of 5 ... symbol ... eth
pro [🔼]
#> pro: Teach: tap what is the ENTRY ... 2 of 5 ... "eth yolo 🔼 3.4 3.5k out 3300 | 3.9k" ... symbol eth ... side 🔼 ... [3.4 3.5k] [3300] [3.9k] [One by one] [none]
pro [3.4 3.5k]
#> pro: Teach: tap what is the STOP ... 3 of 5
# What stands on a button may be written as well.
pro: 3300
#> pro: Teach: tap what are the TARGETS 4 of 5 ... entry 3.4 3.5k ... stop 3300
pro: perhaps
#> pro: "perhaps" is none of the answers.
pro [3.9k]
#> pro: Teach: is this RIGHT? ... 5 of 5
#> pro: ETH/USDT long ... 3,400.00 ... 3,500.00 ... 3,300.00 ... 3,900.00 ... Is that what you meant?
pro [Yes, right]
#> pro: Teach: give me a post ... 2 of 3

# The lesson stands in the database: it goes on after a restart.
# restart
pro: sol 🔽 150 151 out 156 | 140 130
pro [🔽]
pro [150 151]
pro [156]
pro [140 130]
pro [Yes, right]
# What has the form so far needs one tap only.
pro: btc 🔼 59.5 60.5k out 58200 | 63k
#> pro: Teach: is this RIGHT? 5 of 5 ... BTC/USDT long ... 59,500.00 ... 58,200.00 ... 63,000.00
pro [Yes, right]
#> pro: Learned "Northlight short form" ... last 4 posts: 1 → 3 clear ... 0 chat read as signal, 0 changed side
#> pro: Starts as confirm; auto after 20 right. ... [Use it] [Show the 2 new] [Discard]
pro [Show the 2 new]
#> pro: Post 3: "btc 🔼 59.5 60.5k out 58200 | 63k" is clear now.
pro [Use it]
#> pro: Northlight: your own form is in use

# What only the form reads asks its provider first. Nobody trades before.
pro #calls: eth degen 🔼 3420 3440 out 3350 | 3600
#> #calls: ETH/USDT long ... reading: check ... Nothing has been traded. ... entry 3,420.00 / 3,440.00, stop 3,350.00, targets 3,600.00 ... Read by the form you taught me. Is it right? ... [Yes, right] [No signal]
#! ann: ETH/USDT
pro #calls [Yes, right]
#> ann: ETH/USDT
pro: /provider edit
#> pro: own form ... 1 of 20 right

# A wrong one starts over.
pro #calls: sol 🔽 142 143 out 147 | 130
pro #calls [No signal]
#> #calls: no signal
pro: /provider edit
#> pro: own form ... 0 of 20 right

# Talk with the same words stays talk.
pro #calls: eth 🔼 3.4 3.5k out 3300 | 3.9k hit, nice
#! #calls: ETH/USDT long ... Is it right?
# A form is one of posts of their own: an answer to another post is no entry.
pro #calls ^: eth 🔼 3.4 3.5k out 3300 | 3.9k
#! #calls: Is it right?
pro: /provider test eth 🔼 3430 3440 out 3350 | 3600
#> pro: How Northlight would be read ... With the form you taught me: ... 3,350.00
pro: /provider edit form off
#> pro: own form not taught
