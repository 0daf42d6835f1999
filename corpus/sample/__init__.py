"""Sample documents: a small Markdown format and the PDF files drawn from it."""
