"""The understanding: what a rep's words mean. Everything above knows it by `port.py`."""
