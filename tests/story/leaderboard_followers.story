# Followers are people whose copies were filled, not people who pressed a button; a place may be posted by who has it.

pro #calls: /provider register
pro [Go live]
pro: /leaderboard join paper as northlight
#= pro: code == too_many_words
pro: /leaderboard join paper northlight
pro [Join as northlight]
ann: /leaderboard join paper pro
#= ann: code == alias_taken
ann: /copy start pro
ann [Follow]
bob: /copy start pro
bob [Follow]
cy: /copy start pro
cy [Follow]
pro #calls: LONG BTC/USDT entry 60000 sl 58500 tp 61500
#> ann: PAPER  Bought BTC/USDT

# One stopped copying before the day was over, and one follows who never had a copy filled.
cy: /copy stop pro
cy [Keep with stops]
dan: /copy start pro
dan [Follow]
clock: +2d
pro: /leaderboard me paper 30d followers
#> pro: PAPER  1st of 1  2 30 days, followers copied by 2 [Post it] [How it works] [Hide me]
pro: /leaderboard post
#= pro: code == no_place
pro: /leaderboard post paper 30d followers
#= pro: code == no_board_channel
/admin setup
[Create 3 channels]
/admin board on
pro: /leaderboard post paper 30d followers
#> pro: Your place goes to #results
#> #results: PAPER  northlight: 1st of 1 1 northlight 2 30 days, followers
pro: /leaderboard post paper 30d followers
#> pro: Your place goes to #results
pro: /leaderboard post paper weekly followers
#= pro: code == posted_today
pro: /me privacy boards off
#> pro: You are on no board any more alias northlight page no leaderboards no
/admin board off
#> owner: Boards are no longer posted there Nowhere yet.
