"""Numbers as drawn shapes: bars, lines and maps, each with its numbers in words."""
