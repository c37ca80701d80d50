"""One-page tables with rulings that are hard to read, each with the cells it shows."""
