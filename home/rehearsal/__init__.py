"""The rehearsal partnership: Northbridge, an invented borough with invented people."""
