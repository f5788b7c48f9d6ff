"""What an installation may set: the environment (`NIA_…`) and the YAML files of `config/`. Read once by who starts NIA."""

from __future__ import annotations

from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


def default_config_dir() -> Path:
    """Return `./config` where there is one, else the one that came with the package."""
    here = Path("config")
    if (here / "nia.yaml").is_file():
        return here
    packaged = Path(__file__).parent / "_defaults" / "config"
    return packaged if packaged.is_dir() else Path(__file__).parents[1] / "config"


class Settings(BaseSettings):
    """Settings from the environment. What admins edit day by day lies in `config_dir`."""

    model_config = SettingsConfigDict(env_prefix="NIA_", extra="ignore")

    data_dir: Path = Field(default=Path("data"), description="where the SQLite files and per-installation secrets lie")
    database_url: str | None = Field(default=None, description="SQLAlchemy URL; unset: SQLite in data_dir")
    config_dir: Path = Field(default_factory=default_config_dir)
    host: str = "127.0.0.1"
    port: int = 8000
    auth_secret: SecretStr | None = Field(default=None, description="signs sessions; unset: made in data_dir")
    log_level: str = "INFO"

    @property
    def url(self) -> str:
        """The database's URL, with an async driver."""
        if self.database_url is None:
            return f"sqlite+aiosqlite:///{self.data_dir / 'nia.db'}"
        for plain in ("postgresql://", "postgres://"):
            if self.database_url.startswith(plain):
                return "postgresql+psycopg://" + self.database_url.removeprefix(plain)
        return self.database_url.replace("sqlite:///", "sqlite+aiosqlite:///", 1)


class Company(BaseModel):
    """How this company sells: `company` in `config/nia.yaml`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str = Field(default="", description="signed under mails")
    currency: str = Field(default="INR", pattern="^[A-Z]{3}$", description="ISO 4217")
    fiscal_year_starts: int = Field(default=4, ge=1, le=12, description="a month, 1 to 12")
    meeting_minutes: int = Field(default=30, ge=5, le=480, description="how long a meeting is, if nobody says")
    meeting_title: str = Field(default="Meeting with {names}", description="of a meeting that nobody gave a title")
    proposal_hours: int = Field(default=24, ge=1, description="how long a card can be confirmed")
