"""Loose texts: labelling them, a second opinion on them, and measuring labels with them."""
