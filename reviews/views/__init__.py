"""Pages about case reviews, by noun."""
