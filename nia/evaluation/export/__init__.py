"""From production to a suite: a recorded conversation becomes a redacted suite that passes. `nia eval export` calls it."""
