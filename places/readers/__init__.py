"""Reading what others publish: one module for each kind of file."""
