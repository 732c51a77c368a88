"""The use cases: plain functions that know no Typer, no rich, no HTTP and no SQL."""
