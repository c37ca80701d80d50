"""Golden files: what each sample comes to, short enough to be looked at in a diff."""
