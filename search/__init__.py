"""Search for policy staff: which passages answer a question, and which interventions compare."""
