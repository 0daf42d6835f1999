"""Opening the last finished run for questions: of search, the pages and the review."""
