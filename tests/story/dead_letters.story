# A message that cannot be delivered waits where the owner sees it. It is told of once, and never holds up an order.

ann: /me show
/admin dead
#> owner: Nothing is stuck Orders are never among them.

# The program stumbles while it tells Ann that her order filled, and then that her stop stands. Her order is not touched by that: it is filled and protected.
# program: breaks while telling ann
ann: /trade buy $2000 btc sl 58500
ann [Confirm]
#! ann: Bought
# It is tried again after 1, 2, 4 and 8 seconds, and then set aside.
clock: +1s
clock: +2s
clock: +4s
#! owner
clock: +8s
#> owner: 2 letters are stuck I gave up on: deliver notices. Orders are never among them.
#= owner: rings == True
ann: /portfolio positions
#= ann: positions.0.quantity == 0.03333

/admin dead show
#> owner: 2 letters are stuck deliver notices ... the card broke ... [Retry] [Drop]

# Once it is mended, the letter is tried again, and Ann has her card.
# program: is well
/admin dead retry
#> owner: On their way again 2 letters are tried again now.
#> ann: PAPER  Bought BTC/USDT ... 0.03333 BTC at 60,012.00
/admin dead
#> owner: Nothing is stuck

# What only tells somebody something may be thrown away instead.
# program: breaks while telling ann
market: BTC/USDT 58500
clock: +1s
clock: +2s
clock: +4s
clock: +8s
#> owner: stuck
/admin dead drop
#> owner: Drop ... They only tell somebody something or draw a card.
[Drop]
#> owner: Dropped
# program: is well
/admin dead
#> owner: Nothing is stuck
#! ann
