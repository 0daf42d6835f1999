"""Pictures: the heat map of the matrix, and the forms in which analyses show their tables."""
