"""One module a page: what it looks up, and with which template it is shown."""
