"""Crime as published: which categories and counts there are, what a file of it holds, and which
months are held, of which edition."""
