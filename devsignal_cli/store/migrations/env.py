"""Alembic's entry: runs the migrations in the transaction that it is given, or writes them out as SQL."""

from alembic import context
from sqlmodel import SQLModel

from devsignal_cli.store import tables

metadata = SQLModel.metadata
assert tables.SignalRow.metadata is metadata  # noqa: S101 - importing tables is what fills the metadata


def run() -> None:
    """Run the migrations: online in the caller's transaction, offline as text."""
    connection = context.config.attributes.get("connection")
    if connection is None:
        context.configure(
            url=context.config.get_main_option("sqlalchemy.url"), target_metadata=metadata, literal_binds=True
        )
    else:
        context.configure(connection=connection, target_metadata=metadata, render_as_batch=True, compare_type=True)
    with context.begin_transaction():
        context.run_migrations()


run()
