"""Readings after the first: which tables need one, what other readings there are, and which is believed."""
