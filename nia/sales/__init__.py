"""The business rules of selling. No language and no user interface in them; the tools call them."""

from __future__ import annotations
