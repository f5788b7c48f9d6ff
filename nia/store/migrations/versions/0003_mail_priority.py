"""A mail's priority is set or not: until now one that nobody had set was kept as `normal`."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_MAILS = sa.table("mails", sa.column("priority", sa.String()))


def upgrade() -> None:
    with op.batch_alter_table("mails") as table:
        table.alter_column("priority", existing_type=sa.String(), nullable=True)
    op.execute(_MAILS.update().where(_MAILS.c.priority == "normal").values(priority=None))


def downgrade() -> None:
    op.execute(_MAILS.update().where(_MAILS.c.priority.is_(None)).values(priority="normal"))
    with op.batch_alter_table("mails") as table:
        table.alter_column("priority", existing_type=sa.String(), nullable=False)
