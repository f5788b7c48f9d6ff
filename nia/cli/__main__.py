"""`python -m nia.cli`, where the command `nia` is not on the path."""

from __future__ import annotations

from nia.cli import main

main()
