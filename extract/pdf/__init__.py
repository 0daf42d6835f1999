"""PDF to pages: doors, words, drawings and tables."""
