"""The machine the program runs on: its files, its streams, and how the process is told to end."""
