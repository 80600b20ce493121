# A form that would read chat as a signal, or turn a side, cannot be switched on: the card names the post.

pro #calls: /provider register Northlight
pro [Go live]
pro #calls: good morning everyone, quiet day
pro #calls: eth 🔼 3.4 3.5k out 3450 | 3.9k
pro #calls: eth 🔼 3.4 3.5k out 3600 | 3.1k

pro: /provider teach eth 🔼 3.4 3.5k out 3300 | 3.9k
pro [🔼]
pro [3.4 3.5k]
pro [3300]
pro [3.9k]
pro [Yes, right]
pro: btc 🔼 59.5 60.5k out 58200 | 63k
# What was understood of itself, or tapped wrong, can be tapped again before it counts.
pro [Tap again]
#> pro: Teach: tap what is the SIDE
pro: 🔼
pro: 59.5 60.5k
pro: 58200
pro: 63k
pro: yes
pro: sol 🔼 140 141 out 139 | 150
pro: yes
#> pro: Learned, but not switched on ... Post 3: "eth 🔼 3.4 3.5k out 3600 | 3.1k" would be read with the other side.
#> pro: Post 2: "eth 🔼 3.4 3.5k out 3450 | 3.9k" is talk, and would be read as a signal. in doubt: inconsistent levels
#> pro: 1 chat read as signal, 1 changed side ... It was not switched on. ... [Teach again] [Stop teaching]
pro [Stop teaching]
#> pro: Northlight: lesson ended ... Nothing was changed.
pro: /provider edit
#> pro: own form not taught

# What makes no form says why.
pro: /provider teach
pro: good morning everyone
#> pro: I know no instrument in that post.
pro: btc 60000 58500 61500
#> pro: Teach: tap what is the SIDE
pro: none
pro: 60000
pro: 58500
pro: 61500
#> pro: These posts have only numbers ... [Tap again]
pro [Stop teaching]
pro: eth 🔼 3.4 3.5k out 3300 | 3.9k
#! pro: Teach

# Others may not teach, and a lesson that lay too long is over.
ann: /provider teach
#= ann: code == no_right
pro: /provider teach
clock: +3h
pro [Stop teaching]
#= pro: code == lesson_over
