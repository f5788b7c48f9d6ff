"""How references become records, a file for each kind of record. `nia.tools.resolve` is the way in."""

from __future__ import annotations
