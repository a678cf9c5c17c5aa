"""The pages of panels and their meetings."""
