"""Pages about letters and their templates."""
