"""The roof: workspace, steps, flow and command line."""
