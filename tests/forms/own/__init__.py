"""A family of forms nobody has published, as a user would write it, and documents of it."""
