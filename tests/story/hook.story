# A provider's address for alerts of a charting service. What comes to it counts as their posts: tests/bot/web.

ann: /provider hook
#= ann: code == no_right
pro #calls: /provider register
pro [Go live]
pro: /provider hook
#> pro: Alerts for pro There is no address yet. /provider hook new makes one. [New address]
pro [New address]
#> pro: Send alerts to this address (TradingView: Notifications, Webhook URL): ... /hooks/tradingview/
#> pro: It is shown this once. ... tradingview nothing came yet ... [Revoke]

# The secret is nowhere afterwards; a second source has an address of its own, and a new one ends the one before.
pro: /provider hook
#! pro: /hooks/tradingview/
#> pro: tradingview nothing came yet
pro: /provider hook new trendspider
#> pro: tradingview nothing came yet trendspider nothing came yet
pro: /provider hook revoke trendspider
#> pro: The address for trendspider does not work any more.
pro: /provider hook revoke trendspider
#= pro: code == no_such_hook
pro: /provider hook new a
pro: /provider hook new b
pro: /provider hook new c
pro: /provider hook new d
pro: /provider hook new e
#= pro: code == many_hooks

# Nobody else makes one for them, but a moderator may.
ann: /provider hook new mine name pro
#= ann: code == no_right
/provider hook revoke a name pro
#> owner: The address for a does not work any more.
