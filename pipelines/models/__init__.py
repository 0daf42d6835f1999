"""Embedders and taggers: which there are, which one is in use, and fitting them."""
