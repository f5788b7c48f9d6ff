"""NIA over HTTP: the FastAPI app that `nia serve` runs, with the chat mounted in it."""
