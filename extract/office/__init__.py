"""HTML and DOCX to blocks."""
