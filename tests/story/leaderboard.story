# The boards of a week: joined twice over, counted from the next midnight, posted on Monday. Who leaves stays as "left".

ann: /leaderboard show
#> ann: Nobody joined yet. ... 5 trades on 3 days to be ranked. ... [My rank] [Join] [How it works]
ann: /leaderboard me
#> ann: PAPER  No place yet ... You have not joined this board.
ann: /leaderboard join paper north
#> ann: Join the PAPER board? shown your alias, return %, fall %, number of trades never amounts, symbols, broker alias north
#> ann: Counting begins at the next 00:00 UTC. ... [Join as north] [Change] [Cancel]
ann [Join as north]
#> ann: You joined the PAPER board as north Counting begins 18 Nov 00:00 UTC. You are ranked after 5 closed trades on 3 days.
ann: /leaderboard join live
#= ann: code == live_off

# A name that looks like another one is that name, in whatever letters it is written; so is the owner's, and a reserved word.
bob: /leaderboard join paper nоrth
#= bob: code == alias_alphabets
bob: /leaderboard join paper N0RTH
#= bob: code == alias_taken
bob: /leaderboard join paper left
#= bob: code == alias_taken
bob: /leaderboard join paper north!
#= bob: code == alias_letters
bob: /leaderboard join paper x
#= bob: code == alias_length
bob: /leaderboard join
bob [Join as bob]
cy: /leaderboard join paper
cy [Join as cy]
bob: /me privacy
#> bob: What others can see of you alias bob page no leaderboards PAPER money on boards no
bob: /me privacy page on
#> bob: Your page is changed alias bob page yes

/admin board on
#= owner: code == which_channel
/admin setup
[Create 3 channels]
/admin board on
#> owner: Boards will be posted there #results console UTC Mondays at 09:00

# Three days of trades. Ann earns 1,000 on a day and pays costs on the others; Bob trades once; Cy loses and leaves.
clock: +10h
ann: /trade buy $20000 btc
ann [Confirm]
bob: /trade buy $20000 eth
bob [Confirm]
cy: /trade buy $20000 eth
cy [Confirm]
clock: +2h
market: BTC/USDT 63000
market: ETH/USDT 3300
ann: /trade close all
ann [Confirm]
ann: /trade buy $20000 sol
ann [Confirm]
clock: +1h
ann: /trade close all
ann [Confirm]
bob: /trade close all
bob [Confirm]
cy: /trade close all
cy [Confirm]
clock: +1d
ann: /trade buy $20000 btc
ann [Confirm]
cy: /trade buy $20000 btc
cy [Confirm]
clock: +2h
ann: /trade close all
ann [Confirm]
ann: /trade buy $20000 eth
ann [Confirm]
cy: /trade close all
cy [Confirm]
clock: +1d
ann: /trade close all
ann [Confirm]
ann: /trade buy $20000 eth
ann [Confirm]
cy: /trade buy $20000 eth
cy [Confirm]
clock: +1h
ann: /trade close all
ann [Confirm]
cy: /trade close all
cy [Confirm]
cy: /trade buy $20000 btc
cy [Confirm]
clock: +1h
cy: /trade close all
cy [Confirm]
cy: /trade buy $20000 sol
cy [Confirm]
clock: +1h
cy: /trade close all
cy [Confirm]
clock: +1h
bob: /leaderboard me paper weekly
#> bob: PAPER  No place yet Week, return 1 trades so far, 5 are needed. [How it works] [Hide me]
ann: /leaderboard me paper weekly
#> ann: PAPER 1st of 2 +0.75 %
cy: /leaderboard me paper weekly
#> cy: PAPER 2nd of 2 −1.01 % fall −
#> cy: 1st needs +1.76 %
cy: /leaderboard leave
#> cy: You left: PAPER Your alias is on no board any more; past weeks say "left".
cy: /leaderboard leave
#= cy: code == not_joined
ann: /leaderboard show paper weekly
#> ann: PAPER  Week 47   16-20 Nov 1 north +0.75 % fall −0.14 % 5 tr 2 left −1.01 %

# Monday at nine the week is posted. Cy's loss is still there, without a name.
clock: +2d
clock: +23h
#! #results
clock: +1h
#> #results: PAPER  Week 47   16-22 Nov 2026 1 north +0.75 %
#> #results: 2 left −1.01 %
#> #results: 2 ranked of 2 joined, 1 left
#! #results: cy
