"""Hostile and broken input against the real command: each file gets its status, code and hint, and harms no other."""
