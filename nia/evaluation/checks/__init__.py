"""Checks: each key of `expect` and `finally` against what was to be seen."""
