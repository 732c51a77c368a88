"""What guards the database's file: upgrades, copies, the swap, the secret key."""

from tests.guards.guard import Guard

GUARDS: tuple[Guard, ...] = (
    Guard(
        "F19",
        "devsignal_cli/store/engine.py",
        """        with connection.begin():
            yield connection
""",
        """        connection.connection.cursor().execute("PRAGMA journal_mode = OFF")
        with connection.begin():
            yield connection
""",
        "tests/faults/test_upgrades.py::test_f19_an_upgrade_killed_before_its_writes_is_completed_by_the_next[schema_4]",
    ),
    Guard(
        "F19",
        "devsignal_cli/store/engine.py",
        '    connection.exec_driver_sql("BEGIN IMMEDIATE")\n',
        "    connection.info.clear()\n",
        "tests/store/test_golden_kill.py::test_f19_an_upgrade_killed_at_its_writes_loses_nothing[schema_4]",
    ),
    Guard(
        "F19",
        "devsignal_cli/store/migrate.py",
        "    copying.copy(path, copy)\n",
        "    make_private(copy)\n    copying.copy_pages(path, copy)\n",
        "tests/store/test_golden_kill.py::test_f19_an_upgrade_killed_at_its_writes_loses_nothing[schema_4]",
    ),
    Guard(
        "F19",
        "devsignal_cli/store/migrate.py",
        "    if version is not None and version not in versions:\n",
        "    if version is None and version in versions:\n",
        "tests/store/test_golden_kill.py::test_f19_a_newer_database_is_refused_and_left_as_it_is",
    ),
    Guard(
        "F20",
        "devsignal_cli/store/copying.py",
        '            if found != ["ok"]:\n',
        "            if not found:\n",
        "tests/cli/test_db_backup.py::test_f20_a_damaged_backup_is_refused_and_the_old_database_stays",
    ),
    Guard(
        "F20",
        "devsignal_cli/store/restore.py",
        "            backup.must_be_restorable(draft, source)\n",
        "",
        "tests/cli/test_db_backup.py::test_f20_a_backup_that_is_not_whole_is_refused[a row without its parent]",
    ),
    Guard(
        "F20",
        "devsignal_cli/store/restore.py",
        "        candidate.draft.replace(database)\n",
        "        database.unlink(missing_ok=True)\n        candidate.draft.replace(database)\n",
        "tests/store/test_swap_kill.py::test_f20_a_restore_killed_anywhere_leaves_the_old_database_or_the_new_one",
    ),
)
