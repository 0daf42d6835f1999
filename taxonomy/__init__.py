"""What we look for: the rode draden and the instruments, as checked data files."""
