"""What printed Chinese says, whatever it stands in: words folded for comparing, numbers, units."""
