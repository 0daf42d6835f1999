"""The analyses, one a module: each takes the material of a run and gives a section."""
