"""NIA's errors, by who must act: the user, the model, the admin or a vendor. Everybody raises them; faces word them."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import ClassVar


class Refusal(StrEnum):
    """Why a turn, or a value in it, is refused (the `refuses` of an eval suite)."""

    PERMISSION = "permission"
    OUT_OF_SCOPE = "out_of_scope"
    INVALID = "invalid"
    UNSAFE = "unsafe"
    NOT_FOUND = "not_found"
    DISABLED = "disabled"


class NiaError(Exception):
    """The root of NIA's errors.

    `code` is stable and names a sentence `errors.<code>` in `config/languages/*.yaml`; `values`
    fill that sentence. `str(error)` is plain English for logs and the command line, and holds no
    customer's data.
    """

    code: ClassVar[str] = "internal"

    def __init__(self, message: str, **values: object) -> None:
        super().__init__(message)
        self.values: Mapping[str, object] = values


class UserError(NiaError):
    """Something that the user can mend; `reason` tells the face why it was refused."""

    code = "invalid"
    reason: ClassVar[Refusal] = Refusal.INVALID


class Invalid(UserError):
    """A slot's value is not usable. `problem` names the sentence `errors.<problem>`; nothing was written."""

    def __init__(self, slot: str, problem: str, given: object = None, **values: object) -> None:
        super().__init__(f"{slot}: {problem}", slot=slot, problem=problem, given=given, **values)
        self.slot = slot
        self.problem = problem
        self.given = given


class NotFound(UserError):
    """No record that the user may know of fits; `nearest` are names that come close."""

    code = "not_found"
    reason = Refusal.NOT_FOUND

    def __init__(self, kind: str, given: str, nearest: tuple[str, ...] = ()) -> None:
        super().__init__(f"no {kind} fits", kind=kind, given=given, nearest=nearest)
        self.kind = kind
        self.given = given
        self.nearest = nearest


class PermissionDenied(UserError):
    """The user's role does not allow this tool, or not on this record."""

    code = "permission"
    reason = Refusal.PERMISSION


class Disabled(UserError):
    """The tool is switched off in `config/`."""

    code = "disabled"
    reason = Refusal.DISABLED


class Unsafe(UserError):
    """What was asked would break a safety rule."""

    code = "unsafe"
    reason = Refusal.UNSAFE


class ConfirmationNeeded(NiaError):
    """A write was called without the confirmation of its proposal. Only a bug or an attack gets here."""

    code = "confirmation_needed"


class Stale(NiaError):
    """The record changed since its version was read; `changed` names the fields that did."""

    code = "changed"

    def __init__(self, name: str, changed: tuple[str, ...] = ()) -> None:
        super().__init__("the record changed meanwhile", name=name, changed=changed)
        self.changed = changed


class ModelError(NiaError):
    """The model answered unusably; it may try again."""

    code = "model"


class AdminError(NiaError):
    """The installation is wrong; the message says what to do."""

    code = "admin"


class ConfigError(AdminError):
    """A config file is wrong. The message names file, line and mend."""

    code = "config"

    def __init__(self, file: str, line: int | None, problem: str, mend: str) -> None:
        where = f"{file}:{line}" if line else file
        super().__init__(f"{where}: {problem}. {mend}", file=file, line=line, problem=problem, mend=mend)


class StoreError(AdminError):
    """The database cannot be used as it is; the message says what to do."""

    code = "store"


class StoreAway(StoreError):
    """The database does not answer; trying again in a moment can help."""

    code = "store_away"


class StoreFull(StoreError):
    """The database has no room left on its disk."""

    code = "store_full"


class StoreReadOnly(StoreError):
    """The database takes no writes."""

    code = "store_read_only"


class VendorError(NiaError):
    """Another system failed. `retryable` tells whether trying again can help."""

    code = "vendor"

    def __init__(self, message: str, *, retryable: bool, **values: object) -> None:
        super().__init__(message, **values)
        self.retryable = retryable
