"""Input checks about panels and meetings. They never save."""
