"""The label log: what people say of passages, kept for good and merged from several people."""
