"""One document: read through the stages, refused where it is none of ours, checked again from its record."""
