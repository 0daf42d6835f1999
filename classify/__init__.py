"""From passages to labels: Dutch words, vectors, taggers and their evaluation."""
