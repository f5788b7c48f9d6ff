"""The database: tables, engine, migrations. It knows no rule of selling and no user interface."""
