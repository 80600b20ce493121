# Six ways to the top of a board that do not lead there: one lucky trade, trades that risk nothing, a paper account begun
# anew, money paid in, leaving and coming back, and losses that are left open. North only trades, and is first.

north: /leaderboard join paper
north [Join as north]
lucky: /leaderboard join paper
lucky [Join as lucky]
wash: /leaderboard join paper
wash [Join as wash]
reset: /leaderboard join paper
reset [Join as reset]
deposit: /leaderboard join paper
deposit [Join as deposit]
again: /leaderboard join paper
again [Join as again]
open: /leaderboard join paper
open [Join as open]
clock: +10h
north: /trade buy $20000 btc
north [Confirm]
lucky: /trade buy $20000 btc
lucky [Confirm]
again: /trade buy $20000 eth
again [Confirm]
reset: /trade buy $20000 eth
reset [Confirm]
open: /trade buy $20000 eth
open [Confirm]
clock: +2h
market: BTC/USDT 64000
market: ETH/USDT 3000
north: /trade close all
north [Confirm]
lucky: /trade close all
lucky [Confirm]
north: /trade buy $20000 sol
north [Confirm]
open: /trade buy $5000 sol
open [Confirm]
deposit: /trade buy $20000 sol
deposit [Confirm]

# Lost, and begun anew with ten times the money: what was lost is part of the record, and no smaller for it.
reset: /trade close all
reset [Confirm]
reset: /me paper reset 1000000
reset [Confirm]

# Lost, and gone for a day.
again: /trade close all
again [Confirm]
again: /leaderboard leave

# Five round trips of twenty dollars, each closed at once, in a rising market.
wash: /trade buy $20 btc
wash [Confirm]
market: BTC/USDT 64100
wash: /trade close all
wash [Confirm]
wash: /trade buy $20 btc
wash [Confirm]
market: BTC/USDT 64200
wash: /trade close all
wash [Confirm]
wash: /trade buy $20 btc
wash [Confirm]
market: BTC/USDT 64300
wash: /trade close all
wash [Confirm]
wash: /trade buy $20 btc
wash [Confirm]
market: BTC/USDT 64400
wash: /trade close all
wash [Confirm]
wash: /trade buy $20 btc
wash [Confirm]
market: BTC/USDT 64500
wash: /trade close all
wash [Confirm]

# A million paid in is a deposit.
deposit: /portfolio cash deposit 1000000
clock: +1h
north: /trade close all
north [Confirm]
deposit: /trade close all
deposit [Confirm]
open: /trade close sol
open [Confirm]
clock: +1d
north: /trade buy $20000 sol
north [Confirm]
deposit: /trade buy $20000 sol
deposit [Confirm]
reset: /trade buy $20000 sol
reset [Confirm]
again: /trade buy $20000 sol
again [Confirm]
open: /trade buy $5000 sol
open [Confirm]
again: /leaderboard join
again [Join as again]
#> again: You joined the PAPER board as again Counting begins 18 Nov 00:00 UTC.
clock: +2h
north: /trade close all
north [Confirm]
deposit: /trade close all
deposit [Confirm]
reset: /trade close all
reset [Confirm]
again: /trade close all
again [Confirm]
open: /trade close sol
open [Confirm]
north: /trade buy $20000 sol
north [Confirm]
deposit: /trade buy $20000 sol
deposit [Confirm]
reset: /trade buy $20000 sol
reset [Confirm]
again: /trade buy $20000 sol
again [Confirm]
open: /trade buy $5000 sol
open [Confirm]
clock: +1d
north: /trade close all
north [Confirm]
north: /trade buy $20000 sol
north [Confirm]
deposit: /trade close all
deposit [Confirm]
deposit: /trade buy $20000 sol
deposit [Confirm]
reset: /trade close all
reset [Confirm]
reset: /trade buy $20000 sol
reset [Confirm]
again: /trade close all
again [Confirm]
again: /trade buy $20000 sol
again [Confirm]
open: /trade close sol
open [Confirm]
open: /trade buy $5000 sol
open [Confirm]
clock: +2h
market: SOL/USDT 150
north: /trade close all
north [Confirm]
deposit: /trade close all
deposit [Confirm]
reset: /trade close all
reset [Confirm]
again: /trade close all
again [Confirm]
open: /trade close sol
open [Confirm]
deposit: /trade buy $20000 btc
deposit [Confirm]
reset: /trade buy $20000 btc
reset [Confirm]
again: /trade buy $20000 btc
again [Confirm]
open: /trade buy $5000 btc
open [Confirm]
clock: +1h
deposit: /trade close all
deposit [Confirm]
reset: /trade close all
reset [Confirm]
again: /trade close all
again [Confirm]
open: /trade close btc
open [Confirm]
deposit: /trade buy $20000 sol
deposit [Confirm]
reset: /trade buy $20000 sol
reset [Confirm]
again: /trade buy $20000 sol
again [Confirm]
open: /trade buy $5000 sol
open [Confirm]
clock: +1h
deposit: /trade close all
deposit [Confirm]
reset: /trade close all
reset [Confirm]
again: /trade close all
again [Confirm]
open: /trade close sol
open [Confirm]
clock: +1h
north: /leaderboard show paper weekly
#> north: 1 north +2.18 % fall −0.08 % 5 tr 2 deposit +0.05 % −0.04 % 6 tr 3 again −1.70 % −2.64 % 6 tr 4 open −2.34 % −2.57 % 6 tr 5 reset −2.47 % −2.57 % 6 tr 5 ranked of 7 joined

# Of what was closed, and of what stands below zero: whoever keeps losers open gains nothing by it.
north: /leaderboard show paper weekly winrate
#> north: 1 north 40.00 % return +2.18 % 5 tr
#> north: 5 open 14.29 % −2.34 % 6 tr
lucky: /leaderboard me paper weekly
#> lucky: 1 trades so far, 5 are needed.
wash: /leaderboard me paper weekly
#> wash: 0 trades so far, 5 are needed.
reset: /leaderboard me paper weekly
#> reset: 5th of 5 −2.47 %
deposit: /leaderboard me paper weekly
#> deposit: 2nd of 5 +0.05 %
again: /leaderboard me paper weekly
#> again: 3rd of 5 −1.70 %
open: /leaderboard me paper weekly
#> open: 4th of 5 −2.34 %

# What was earned on paper stays there.
north: /leaderboard show live weekly
#> north: LIVE ... Nobody joined yet.
#! north: +2.18
north: /leaderboard join live
#= north: code == live_off
