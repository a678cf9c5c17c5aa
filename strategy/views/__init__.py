"""The pages of the strategy and of its action plan."""
