"""From a finished run to the folder of its report."""
