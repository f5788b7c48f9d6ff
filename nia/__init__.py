"""NIA, a sales assistant that reps talk or write to."""
