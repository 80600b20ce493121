# An edited post: a tighter stop is applied, all else is noted, and what was chat opens nothing by being edited.

pro #calls: /provider register
pro [Go live]
ann: /copy start pro
ann [Follow]
bob: /copy start pro
bob [Follow]
cat: /copy start pro
cat [Follow]
dan: /copy start pro
dan [Follow]
eve: /copy start pro
eve [Follow]

# Chat. Edited into a signal it could be anybody's hindsight, so its provider is asked, and age counts from the answer.
pro #calls: gm all
clock: +5m
pro #calls ~: LONG BTC/USDT entry 60000 sl 58500 tp 61500 63000
#> pro: An edit made a signal of your post #1 BTC long: nothing was opened. Shall it go out now? ... [Yes] [No]
#! #calls
#! ann
pro [Yes]
#> #calls: Confirmed by pro, 14:08. Age and price count from here.
#> #calls: in 5 (paper)
#> ann: PAPER  Bought BTC/USDT

# The storyboard's two edits. The stop comes nearer for all five; the target does not move, and the card says how it would.
clock: +1m
pro #calls ~: LONG BTC/USDT entry 60000 sl 59000 tp 61500 63000
#> #calls: ✎ 14:09 stop 58,500 → 59,000 tightened applied for 5
#> #calls: [First version] [My trade]
#> eve: stop 59,000.00 working
clock: +6m
pro #calls ~: LONG BTC/USDT entry 60000 sl 59000 tp 61500 66000
#> #calls: ✎ 14:15 target 2 63,000 → 66,000 noted. Edits do not widen or re-open: reply "tp2 66000" to move it.
#> #calls: First version stays on record.
#! ann
ann: /trade show btc
#> ann: target 2 63,000.00 working

# A stop back where it was is a looser one: noted, whatever the post says now.
pro #calls ~: LONG BTC/USDT entry 60000 sl 58500 tp 61500 66000
#> #calls: stop 59,000 → 58,500 noted. Edits do not widen or re-open: reply "sl 58500" to move it.
#! ann

# Words that change no level change nothing.
pro #calls ~: LONG BTC/USDT entry 60000 sl 58500 tp 61500 66000 good luck
#! #calls
#! ann

# The reply that the card asked for.
pro #calls ^: tp2 66000
#> #calls: ✎ 14:15 target 2 63,000 → 66,000 applied for 5
#> ann: target 2 66,000.00 working
