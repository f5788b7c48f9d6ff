"""How records are shown: a file for each kind of record. The tools use them."""
