"""The document's own rules: what makes a reading doubtful that no sum speaks of. One named rule each."""
