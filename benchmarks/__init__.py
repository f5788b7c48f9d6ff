"""Measurements, as ratios against a named peer in the same run. `make bench` runs them; no test asserts a time."""
