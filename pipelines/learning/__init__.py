"""Learning from the judgements of a workspace."""
