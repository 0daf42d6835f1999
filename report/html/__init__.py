"""The report as one web page: what a section, a number and a quote look like on it."""
