"""Rules over the records that are read beyond the tables; one module a kind of rule."""
