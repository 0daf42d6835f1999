"""The pages: a face of the pipelines, for one workspace, on this machine."""
