"""Names of the files that a run writes."""

MATRICES = {"draden": "theme_matrix.csv", "instrumenten": "instrument_matrix.csv"}
HEAT_MAPS = {"draden": "heatmap", "instrumenten": "heatmap_instrumenten"}
"""Without ending: each is written as .png and as .svg."""
CELLS = "cells.csv"
PASSAGES = "passages.parquet"
REVIEWED = "nagekeken.csv"
"""What people had judged when the run was made, without names."""
WORKBOOK = "workbook.xlsx"
RECORD = "run.json"
