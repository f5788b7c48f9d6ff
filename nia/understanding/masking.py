"""Hides phones and mail addresses from a model, and puts them back into what it answers. One mask a call."""

from __future__ import annotations

import re

from nia.understanding.port import Json

_EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+")
_DATE = r"\d{4}-\d{2}-\d{2}"
# Eight digits and more, as people write phones. A long plain amount is hidden too; it comes back as it was.
_PHONE = re.compile(rf"(?<!\d)(?!{_DATE})\+?\(?\d(?:[\s().-]{{0,2}}\d){{7,14}}(?!\d)")
_PLACEHOLDER = re.compile(r"<?\b(PHONE|EMAIL)_(\d{1,3})\b>?", re.IGNORECASE)


class Mask:
    """Remembers what it hid, so that the same value gets the same placeholder all through a prompt."""

    def __init__(self, enabled: bool = True) -> None:
        self._enabled = enabled
        self._by_value: dict[str, str] = {}
        self._by_placeholder: dict[str, str] = {}

    def hide(self, text: str) -> str:
        """Return `text` with `<EMAIL_1>` and `<PHONE_1>` in place of addresses and phones."""
        if not self._enabled:
            return text
        text = _EMAIL.sub(lambda found: self._placeholder("EMAIL", found.group()), text)
        return _PHONE.sub(lambda found: self._placeholder("PHONE", found.group()), text)

    def restore(self, value: Json) -> Json:
        """Return a model's value with every placeholder replaced by what it stands for, in lists and maps too.

        Raises `KeyError` for a placeholder that was never given out: the model made it up.
        """
        if isinstance(value, str):
            return _PLACEHOLDER.sub(self._value, value) if self._enabled else value
        if isinstance(value, list):
            return [self.restore(one) for one in value]
        if isinstance(value, dict):
            return {name: self.restore(one) for name, one in value.items()}
        return value

    def _placeholder(self, kind: str, value: str) -> str:
        if value not in self._by_value:
            number = 1 + sum(known.startswith(kind) for known in self._by_placeholder)
            self._by_value[value] = f"{kind}_{number}"
            self._by_placeholder[f"{kind}_{number}"] = value
        return f"<{self._by_value[value]}>"

    def _value(self, found: re.Match[str]) -> str:
        return self._by_placeholder[f"{found.group(1).upper()}_{found.group(2)}"]
