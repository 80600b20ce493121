# Whoever goes live in a channel sees first what its recorded posts would have been.

pro #calls: /provider register Northlight
#> pro: No posts of this channel are on record yet, so there is no dry run: I record posts from here on.
pro [Go live]
pro #calls: LONG SOL/USDT entry 142 sl 139 tp 150
pro #calls: good morning everyone, quiet day
pro #calls: LONG ETH/USDT entry 3431 tp 3600
pro: /provider remove
pro [Confirm]

# The record stays with the channel when its provider leaves.
pro #calls: /provider register Northlight
#> pro: last 3 posts: 2 signals, 1 clear, 1 need a look, 0 chat read as signal ... [Go live] [See the 1] [Teach my format] [Cancel]
pro [See the 1]
#> pro: Posts that need a look, of 3 ... Post 3: "LONG ETH/USDT entry 3431 tp 3600" would be asked about first. in doubt: no stop
# Nobody sees what others wrote there.
ann: /provider look console:calls
#! ann: LONG ETH/USDT

# With [Teach my format] it is registered, and paused until it has been taught.
pro #calls: /provider register Northlight
pro [Teach my format]
#> pro: Teach: give me a post ... 1 of 3
pro [Stop teaching]
pro: /provider edit
#> pro: state paused ... own form not taught
pro: /provider edit decimals comma language de
#> pro: decimals comma: 1.234,5 ... language de
pro: /provider edit language xx
#> pro: xx
#= pro: code == not_a_choice
pro: /provider edit language none decimals by_post
#> pro: decimals by each post ... language any
pro: /provider look
#> pro: Posts that need a look, of 3
