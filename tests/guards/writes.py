"""Guards against faults of the disk, kills, and several runs at once."""

from tests.guards.guard import Guard

DATABASE, LOCK, STORE = (f"devsignal_cli/store/{name}.py" for name in ("db", "lock", "sync_store"))
IS_WHOLE = "        if not window.is_whole:\n"
PLACE_MOVES_AT_ONCE = "        if window.newest_id is None:\n"  # with the first page, while older ones are still unread

GUARDS: tuple[Guard, ...] = (
    Guard(
        "F01",
        STORE,
        IS_WHOLE,
        PLACE_MOVES_AT_ONCE,
        "tests/faults/test_f01_kills_of_a_sync.py::test_f01_a_sync_killed_at_any_write_is_completed_by_the_next[0]",
    ),
    Guard(
        "F02",
        STORE,
        IS_WHOLE,
        PLACE_MOVES_AT_ONCE,
        "tests/faults/test_f02_random_kills.py::test_f02_sixty_random_kills_on_one_database_lose_nothing",
    ),
    Guard(
        "F03",
        STORE,
        IS_WHOLE,
        PLACE_MOVES_AT_ONCE,
        "tests/faults/test_f01_kills_of_a_sync.py::test_f03_a_sync_killed_while_it_recovers_from_a_kill_is_completed[0]",
    ),
    Guard(
        "F04",
        DATABASE,
        '"SQLITE_FULL", "SQLITE_IOERR", ',
        "",
        "tests/faults/test_f04_full_disk_of_enrichment.py"
        "::test_f04_an_enrichment_that_cannot_write_says_so_and_is_completed_later[enospc]",
    ),
    Guard(
        "F05",
        STORE,
        "            return windows.save(session, self._organization_id, window)\n",
        "            return None\n",
        "tests/faults/test_f05_kills_between_pages.py"
        "::test_f05_a_sync_killed_between_pages_reads_one_page_again_at_most[return-store_page-1]",
    ),
    Guard(
        "F14",
        LOCK,
        "with _locked(_open(folder, name), fcntl.LOCK_EX, _RUNNING):",
        "with _locked(_open(folder, name), fcntl.LOCK_SH, _RUNNING):",
        "tests/faults/test_f14_many_at_once.py::test_f14_syncs_of_one_organization_make_way_for_each_other",
    ),
    Guard(
        "F15",
        DATABASE,
        '            connection.execute("BEGIN IMMEDIATE")\n',
        "",
        "tests/faults/test_f15_readers.py::test_f15_a_reader_sees_whole_pages_at_any_write_of_a_sync",
    ),
    Guard(
        "F21",
        "devsignal_cli/cli/stop.py",
        "_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)",
        "_SIGNALS = (signal.SIGINT, signal.SIGTERM)",
        "tests/faults/test_f21_signals.py"
        "::test_f21_a_signal_stops_a_sync_within_two_seconds_and_frees_its_lock[SIGHUP]",
    ),
    Guard(
        "F22",
        LOCK,
        '    except OSError as error:\n        raise CannotWriteError(\n            f"The lock file',
        '    except BlockingIOError as error:\n        raise CannotWriteError(\n            f"The lock file',
        "tests/faults/test_f21_signals.py::test_f22_a_folder_of_locks_that_cannot_be_made_is_said",
    ),
    Guard(
        "F24",
        "devsignal_cli/core/importing.py",
        "        if most >= self._job.batch_items or self._bytes >= BATCH_BYTES:\n",
        "        if most < 0:\n",
        "tests/faults/test_f24_limits.py::test_f24_six_times_the_posts_need_no_more_memory",
    ),
    Guard(
        "F25",
        "devsignal_cli/connectors/enrichment.py",
        "            self._cache.set(self._account, key, found.raw)\n",
        "            pass\n",
        "tests/faults/test_f25_kills_of_enrichment.py"
        "::test_f25_an_enrichment_killed_at_any_write_asks_for_nothing_again[0]",
    ),
)
