"""A restore and a new secret key, killed at every point: the old state or the new one, never anything between."""

import shutil
from pathlib import Path

from devsignal_cli.store import key_record, restore
from devsignal_cli.store.db import Database
from devsignal_cli.store.key_choice import OLD
from devsignal_cli.store.key_file import NAME
from devsignal_cli.store.migrate import HEAD
from devsignal_cli.store.rekey import rekey
from devsignal_cli.store.restore import Candidate
from devsignal_cli.store.secrets import Vault
from tests.store.killing import is_killed
from tests.store.rows import run_sql
from tests.store.test_golden import GOLDEN, contents, loaded
from tests.store.test_golden_kill import sound

ROW = "INSERT INTO setting VALUES ('which', '{}')"
SECRET = "INSERT INTO connection VALUES (1, 'twitter', 'x', 'a', '{}', 'oken', '{{}}', 1, 0, 1, NULL, NULL)"


def marked(path: Path, name: str) -> Path:
    """The newest golden database with a row that tells it from others."""
    run_sql(Database(loaded(GOLDEN[-1], path)), ROW.format(name))
    return path


def test_f20_a_restore_killed_anywhere_leaves_the_old_database_or_the_new_one(tmp_path: Path) -> None:
    old, new = marked(tmp_path / "old.db", "old"), marked(tmp_path / "new.db", "new")
    states, point, home = (contents(old), contents(new)), 1, tmp_path / "home"
    while True:
        shutil.rmtree(home, ignore_errors=True)
        home.mkdir()
        path, draft = Path(shutil.copy(old, home / "devsignal.db")), Path(shutil.copy(new, home / "draft"))
        candidate = Candidate(draft, HEAD, 0)
        was_killed = is_killed(point, lambda c=candidate, p=path: restore.swap(c, p, p.parent / "backups"))  # type: ignore[misc]
        assert sound(path) in states, point
        kept = [sound(copy) for copy in (home / "backups").glob("*.db")]
        assert states[0] in (sound(path), *kept), "the old one is never lost"
        with restore.prepared(new, path) as again:
            restore.swap(again, path, home / "backups")
        assert sound(path) == states[1]
        if not was_killed:
            break
        point += 1
    assert point > 10


def test_a_new_key_killed_anywhere_leaves_every_secret_and_mark_readable(tmp_path: Path, template: Path) -> None:
    first = tmp_path / "first"
    first.mkdir()
    shutil.copy(template, first / "devsignal.db")
    database = Database(first / "devsignal.db")
    vault = Vault(first, None, database)
    run_sql(database, SECRET.format(vault.encrypt("my token")))
    mark, old_key, point, home = vault.mark("jo@acme.io"), (first / NAME).read_bytes(), 1, tmp_path / "home"
    ends = set()
    while True:
        shutil.rmtree(home, ignore_errors=True)
        shutil.copytree(first, home)
        store = Database(home / "devsignal.db")
        was_killed = is_killed(point, lambda h=home, s=store: rekey(s, Vault(h, None, s), None))  # type: ignore[misc]
        for _ in range(2):
            after = Vault(home, None, store)
            with store.read() as session:
                (stored,) = key_record.secrets(session)
            assert (after.decrypt(stored.token), after.mark("jo@acme.io")) == ("my token", mark), point
        ends.add((home / NAME).read_bytes() == old_key)
        rekey(store, Vault(home, None, store), None)
        assert Vault(home, None, store).mark("jo@acme.io") == mark
        assert sorted(path.name for path in home.iterdir()) == ["devsignal.db", NAME, OLD], (
            "the interrupted one leaves nothing behind"
        )
        if not was_killed:
            break
        point += 1
    assert ends == {True, False}
