"""Judging: what is asked of whom, what is answered, and how far people agree."""
