"""The room for the web page, a face of the pipelines. It is still empty."""
