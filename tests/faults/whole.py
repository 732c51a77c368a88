"""How each case of a service's fault ends: the fault is over, and the shared checker finds everything whole."""

from tests.e2e.answerers import FAST, firms
from tests.faults import invariants
from tests.faults.scene import Scene


def x_is_whole(scene: Scene, *options: str, faults: int = 1) -> None:
    """After the fault of X: the next sync ends well, all is there once, at most a page a fault was read again."""
    scene.heal()
    invariants.sync_is_whole(scene.watch, *options, faults=faults)
    assert scene.run("db", "check").code == 0


def firms_are_whole(scene: Scene, number: int, *, repeated: int = 0) -> None:
    """After the fault of a provider: the next bulk run ends well, all is there once, few calls were billed again."""
    scene.heal()
    invariants.bulk_is_whole(scene.watch, firms(number), *FAST, repeated=repeated)
    assert scene.run("db", "check").code == 0


def is_sound(scene: Scene) -> None:
    """The database is whole, by SQLite's word, by our own, and by `db check`."""
    invariants.is_sound(scene.watch)
    invariants.no_secret_is_told(scene.watch)
    assert scene.run("db", "check").code == 0
