"""Finished runs: their folder, what they counted, reading back, checking and comparing."""
