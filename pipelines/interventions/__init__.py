"""Interventions, parties and amounts: what belongs together over the documents of a deal."""
