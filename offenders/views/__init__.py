"""Pages about the cohort, by noun."""
