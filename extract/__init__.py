"""From a document to passages: pure functions, no store, no settings file, no network."""
