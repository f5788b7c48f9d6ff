"""What an installation may set: the environment (`NIA_…`) and the YAML files of `config/`. Read once, at start."""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import time
from pathlib import Path
from typing import Annotated, Literal, Self, get_args
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    ModelWrapValidatorHandler,
    SecretStr,
    ValidationError,
    field_validator,
    model_validator,
)
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from nia.errors import AdminError


def default_config_dir() -> Path:
    """Return `./config` where there is one, else the one that came with the package."""
    here = Path("config")
    if (here / "nia.yaml").is_file():
        return here
    packaged = Path(__file__).parent / "_defaults" / "config"
    return packaged if packaged.is_dir() else Path(__file__).parents[1] / "config"


_LOG_LEVELS = ("CRITICAL", "ERROR", "WARNING", "INFO", "DEBUG")


class Settings(BaseSettings):
    """Settings from the environment. What admins edit day by day lies in `config_dir`.

    A variable of the environment that is wrong raises `AdminError`; a wrong argument is the caller's bug, and
    raises pydantic's error.
    """

    model_config = SettingsConfigDict(env_prefix="NIA_", extra="ignore")

    data_dir: Path = Field(default=Path("data"), description="where the SQLite files and per-installation secrets lie")
    database_url: str | None = Field(default=None, description="SQLAlchemy URL; unset: SQLite in data_dir")
    config_dir: Path = Field(default_factory=default_config_dir)
    host: str = "127.0.0.1"
    port: int = Field(default=8000, ge=0, le=65535, description="a number from 0 (any free port) to 65535")
    tool_modules: Annotated[tuple[str, ...], NoDecode] = Field(
        default=(), description="modules that hold tools of your own, comma-separated"
    )
    auth_secret: SecretStr | None = Field(default=None, description="signs sessions; unset: made in data_dir")
    ledger_key: SecretStr | None = Field(
        default=None, description="signs the ledger: 32 bytes in base64; unset: made in data_dir"
    )
    log_level: str = Field(default="INFO", description="one of CRITICAL, ERROR, WARNING, INFO, DEBUG")

    @field_validator("tool_modules", mode="before")
    @classmethod
    def _split(cls, given: object) -> object:
        return tuple(name.strip() for name in given.split(",") if name.strip()) if isinstance(given, str) else given

    @field_validator("log_level")
    @classmethod
    def _known_level(cls, given: str) -> str:
        if given.upper() not in _LOG_LEVELS:
            raise ValueError("is no log level")
        return given.upper()

    @model_validator(mode="wrap")
    @classmethod
    def _name_the_variable(cls, given: object, handler: ModelWrapValidatorHandler[Self]) -> Self:
        try:
            return handler(given)
        except ValidationError as error:
            name = str(error.errors()[0]["loc"][0])
            variable = f"NIA_{name}".upper()
            if variable not in os.environ:
                raise
            field = cls.model_fields[name]
            mend = f"Set it to {field.description}, or unset it to get {field.default}"
            raise AdminError(f"{variable} is {os.environ[variable]!r}. {mend}") from None

    @property
    def url(self) -> str:
        """The database's URL, with an async driver."""
        if self.database_url is None:
            return f"sqlite+aiosqlite:///{self.data_dir / 'nia.db'}"
        for plain in ("postgresql://", "postgres://"):
            if self.database_url.startswith(plain):
                return "postgresql+psycopg://" + self.database_url.removeprefix(plain)
        if self.database_url.startswith("sqlite:///"):
            return "sqlite+aiosqlite:///" + self.database_url.removeprefix("sqlite:///")
        return self.database_url


class Company(BaseModel):
    """How this company sells: `company` in `config/nia.yaml`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str = Field(default="", description="signed under mails")
    currency: str = Field(default="INR", pattern="^[A-Z]{3}$", description="ISO 4217")
    fiscal_year_starts: int = Field(default=4, ge=1, le=12, description="a month, 1 to 12")
    meeting_minutes: int = Field(default=30, ge=5, le=480, description="how long a meeting is, if nobody says")
    meeting_title: str = Field(default="Meeting with {names}", description="of a meeting that nobody gave a title")
    blocked_title: str = Field(default="Blocked", description="of time that a user blocks for no named purpose")
    proposal_hours: int = Field(default=24, ge=1, description="how long a card can be confirmed")

    @field_validator("meeting_title")
    @classmethod
    def _can_be_filled(cls, given: str) -> str:
        try:
            given.format(names="")
        except (KeyError, IndexError, ValueError, AttributeError):
            raise ValueError("may hold {names} and no other braces") from None
        return given


Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]


class Profile(BaseModel):
    """What a new user starts with: `profile` in `config/nia.yaml`. Each user's row then holds their own."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    language: str = Field(default="en-IN", pattern="^[a-z]{2}-[A-Z]{2}$", description="as en-IN or hi-IN")
    time_zone: str = Field(default="Asia/Kolkata", description="an IANA name, as Asia/Kolkata")
    working_hours: str = Field(
        default="09:00-19:00", pattern="^[0-2][0-9]:[0-5][0-9]-[0-2][0-9]:[0-5][0-9]$", description="as 09:00-19:00"
    )
    working_days: tuple[Weekday, ...] = Field(
        default=("mon", "tue", "wed", "thu", "fri", "sat"), min_length=1, description="a list of mon, tue, wed, …"
    )

    @field_validator("time_zone")
    @classmethod
    def _known_zone(cls, given: str) -> str:
        try:
            ZoneInfo(given)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            raise ValueError("is not the name of a time zone, as Asia/Kolkata") from None
        return given

    @field_validator("working_hours")
    @classmethod
    def _in_order(cls, given: str) -> str:
        begin, _, end = given.partition("-")
        if time.fromisoformat(begin) >= time.fromisoformat(end):
            raise ValueError("must begin before they end")
        return given

    @property
    def days(self) -> str:
        """The working days as a user's row keeps them: Monday is 0, as "012345"."""
        return "".join(str(number) for number, day in enumerate(get_args(Weekday)) if day in self.working_days)


class SignInRules(BaseModel):
    """How users sign in: `sign_in` in `config/nia.yaml`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    session_hours: int = Field(default=12, ge=1, le=24 * 90, description="how long a sign-in lasts, in hours")


class Retention(BaseModel):
    """How long what was said is kept: `retention` in `config/nia.yaml`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    conversation_days: int | None = Field(default=None, ge=1, description="days; null: for good")


class NiaConfig(BaseModel):
    """`config/nia.yaml`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    company: Company = Company()
    profile: Profile = Profile()
    sign_in: SignInRules = SignInRules()
    retention: Retention = Retention()


class ToolRules(BaseModel):
    """One tool in `config/tools/*.yaml`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    enabled: bool = Field(default=True, description="false: nobody can use it, and NIA says so when asked")
    examples: Mapping[Literal["en", "hi", "hi-en"], tuple[str, ...]] = Field(
        default_factory=dict, description="more sentences that ask for it, by language"
    )


class ToolsFile(BaseModel):
    """A file of `config/tools/`: what is different from how the tools come."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    tools: Mapping[str, ToolRules] = Field(default_factory=dict)
