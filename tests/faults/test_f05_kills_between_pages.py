"""A sync killed between two pages, or after an answer and before its commit, goes on there (F05).

All points of a long walk are in tests/e2e/test_kill.py.
"""

from pathlib import Path

import pytest

from tests.faults.stage import PAGE, POSTS, SYNC, Ready, is_synced

X, STORE = "devsignal_cli.connectors.x:XClient", "devsignal_cli.store.sync_store:SyncStore"
POINTS = {  # point: posts stored by then, posts sent at most in all
    ("return", f"{X}.search", 1): (0, POSTS + PAGE),
    ("return", f"{STORE}.store_page", 1): (PAGE, POSTS),
    ("call", f"{X}.search", 2): (PAGE, POSTS),
    ("return", f"{X}.search", 2): (PAGE, POSTS + POSTS - PAGE),
    ("return", f"{X}.users", 1): (PAGE, POSTS),
    ("return", f"{STORE}.store_page", 2): (POSTS, POSTS),
}
LOOKED_AT_AGAIN = 6  # posts of the five minutes before a place, free on X's day


@pytest.mark.parametrize("point", POINTS, ids=lambda point: f"{point[0]}-{point[1].rpartition('.')[2]}-{point[2]}")
def test_f05_a_sync_killed_between_pages_reads_one_page_again_at_most(
    point: tuple[str, str, int], ready: Ready, folder: Path
) -> None:
    stored, sent = POINTS[point]
    with ready.stage(folder) as stage:
        assert stage.run(*SYNC, kill_at=point).code == -9
        assert stage.sql("SELECT count(*) FROM signal WHERE organization_id = 1") == [(stored,)]
        is_synced(stage, faults=1)
        assert stage.x.meter.posts_returned <= sent + LOOKED_AT_AGAIN
