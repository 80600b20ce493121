# The community's limit holds where it is the tighter one: for the size, for a stop that is moved, and on the last card.

pro #calls: /provider register
pro [Go live]
ann: /copy start pro
ann [Follow]
owner #calls: /admin limits risk 0.3% open 10
#> owner: Limits of this community changed per trade 0.30 % open trades 10

# 300.00 instead of her own 500.00 over 3,431 − 3,362 is 4.3478 ETH.
pro #calls: LONG ETH/USDT entry 3431 sl 3362 tp 3600
#= ann: quantity == 4.3478

# 4.3478 x 81 = 352.17: her own limit would allow it, the community's does not (300.00, a little less after fees).
pro #calls ^: sl 3350
#> ann: PAPER  Stop stays ETH/USDT ... That would put 352.17 at risk, the limit is 299.
ann: /trade show eth
#> ann: stop 3,362.00 working

# The last card says whose limits held.
ann: /trade close eth
ann [Confirm]
#> ann: PAPER  Closed ETH/USDT ... from pro #1, auto, your and the server's limits
