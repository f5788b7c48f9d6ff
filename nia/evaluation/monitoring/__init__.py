"""The eval measures in use: counted over the turns of a period, beside those of a run. `nia stats` calls it."""
