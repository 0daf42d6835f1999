"""Pages to paragraphs: lines, columns, margins and running lines."""
