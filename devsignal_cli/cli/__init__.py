"""The face: Typer commands, rich, and words for people."""
