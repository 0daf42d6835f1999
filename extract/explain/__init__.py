"""Pictures that show how a page was read."""
