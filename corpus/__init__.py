"""What we hold: deals, sources, documents, passages and their store."""
