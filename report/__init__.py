"""For evaluators: matrices, cells, workbook and figures."""
