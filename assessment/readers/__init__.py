"""Reading sources of figures: one module for each published form."""
