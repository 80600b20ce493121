"""Leaderboards: who joined, each day as it is measured, places by every metric (rows LB-01 to LB-09, BX-14)."""
