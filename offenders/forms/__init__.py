"""Input checks for offender management, by noun. They never save."""
