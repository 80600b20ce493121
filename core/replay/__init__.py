"""The track record of a whole channel, from its export and old candles. Nothing here waits, and nothing looks ahead."""
