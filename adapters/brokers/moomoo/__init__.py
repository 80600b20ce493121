"""Moomoo through its OpenD gateway, which a person runs and signs in to (row BR-11)."""
