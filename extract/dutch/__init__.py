"""What the reader knows of Dutch: words, and hyphens at line ends."""
