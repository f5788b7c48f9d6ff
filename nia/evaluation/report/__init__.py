"""What a run of the evals is shown as: a table for the terminal, a page, JSON and JUnit. `nia eval` calls it."""
