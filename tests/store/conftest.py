"""A small database for each test of the store."""

from pathlib import Path

import pytest

from devsignal_cli.store.db import Database
from tests.store.rows import fresh


@pytest.fixture
def database(tmp_path: Path, template: Path) -> Database:
    """Two organizations and their keywords, and nothing else."""
    return fresh(template, tmp_path / "store")
