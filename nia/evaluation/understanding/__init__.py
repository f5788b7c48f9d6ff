"""How well single utterances are understood: test sets, scores, and their report. `nia train --report` calls it."""
