"""Reading what partners send."""
