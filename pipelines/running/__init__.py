"""A run and its steps."""
