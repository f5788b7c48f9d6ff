"""Erasing a person's data: who is meant, where they are mentioned, and what stands there afterwards."""
