"""Values of given records that the shape alone cannot refuse: phones, mail addresses, amounts. `reading` calls it."""

from __future__ import annotations

from collections.abc import Iterator

from nia.evaluation.format.shape import Shape
from nia.tools.slots import check_email, check_phone


def bad_value(record: Shape) -> Iterator[tuple[str, str, str]]:
    """Yield the field, what is wrong with it, and the mend."""
    for name, check, like in (("phone", check_phone, "+919812345678"), ("email", check_email, "name@company.example")):
        value = getattr(record, name, None)
        if value is None:
            continue
        try:
            check(value)
        except ValueError:
            yield name, f"{value!r} cannot be a {name}", f'Write it like "{like}"'
    amount = getattr(record, "value", None)
    if amount is not None and (isinstance(amount, bool) or not isinstance(amount, int | float) or amount < 0):
        yield "value", f"{amount!r} is no amount", "Write a number, without quotes and commas: 500000"
