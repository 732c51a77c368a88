"""A seeded world of companies, contacts and profiles of X, with the truth about who is who; knows nothing of devsignal."""

from tests.identity_world.files import Files, to_files
from tests.identity_world.generate import generate
from tests.identity_world.model import Tie, World

__all__ = ["Files", "Tie", "World", "generate", "to_files"]
