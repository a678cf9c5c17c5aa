"""Pages about support for victims, by noun."""
