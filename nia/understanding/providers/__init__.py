"""Vendors' chat models, each imported in its own file and nowhere else."""
