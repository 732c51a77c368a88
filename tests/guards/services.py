"""What keeps the rows of services and data, and the test of each that fails without it."""

from tests.guards.guard import Guard

_F = "tests/faults/test_"
GUARDS: tuple[Guard, ...] = (
    Guard(
        "F06",
        "devsignal_cli/connectors/x.py",
        "                raise RetryableError(broken) from broken\n",
        "                raise\n",
        f"{_F}f06_broken_answers.py::test_f06_a_page_that_breaks_once_is_asked_for_again[half]",
    ),
    Guard(
        "F07",
        "devsignal_cli/connectors/retry.py",
        "            if more_seconds > self.left_seconds:\n",
        "            if more_seconds < 0:\n",
        f"{_F}f07_rate_limits.py::test_f07_a_limit_that_stays_is_waited_for_within_max_wait[reset in 15 minutes]",
    ),
    Guard(
        "F08",
        "devsignal_cli/connectors/x_errors.py",
        "        case 401:\n            raise AuthError(",
        "        case 401:\n            raise TryLaterError(",
        f"{_F}f08_refusals.py::test_f08_a_refusal_in_the_middle_of_a_walk_keeps_the_pages_and_is_met_once[401]",
    ),
    Guard(
        "F09",
        "devsignal_cli/connectors/x_errors.py",
        "        case status if status >= 500 or status in (204, 408):",
        "        case status if status in (204, 408):",
        f"{_F}f09_random_errors.py::test_f09_a_burst_that_ends_within_the_tries_costs_nothing[503]",
    ),
    Guard(
        "F10",
        "devsignal_cli/core/window.py",
        "    return _unstuck(after) if page.next_token and stalled and stalled % STALL_PAGES == 0 else after\n",
        "    return after\n",
        f"{_F}f10_paging.py::test_f10_tokens_that_lead_in_a_circle_are_left",
    ),
    Guard(
        "F11",
        "devsignal_cli/core/window.py",
        "    return min(time, late, swept)\n",
        "    return time\n",
        f"{_F}f11_late_posts.py::test_f11_late_posts_are_found_and_counted[within five minutes-in process]",
    ),
    Guard(
        "F12",
        "devsignal_cli/connectors/x_payload.py",
        '    metrics = _mapping(item.get("public_metrics"))\n    return Profile(',
        '    metrics = item["public_metrics"]\n    return Profile(',
        f"{_F}f12_missing_authors.py::test_f12_posts_stay_whatever_is_missing_of_their_authors[fields of users that are null]",
    ),
    Guard(
        "F13",
        "devsignal_cli/store/sync_store.py",
        "            quarantine.keep(session, self._organization_id, run_id, damaged, now)\n            ids = [post.id",
        "            ids = [post.id",
        f"{_F}f13_schema_drift.py::test_f13_what_x_changes_is_kept_as_it_came[a post without an id]",
    ),
    Guard(
        "F16",
        "devsignal_cli/connectors/cache.py",
        "expires_at <= time.time() + DAY_SECONDS",
        "expires_at > 0",
        f"{_F}f16_clocks.py::test_f16_an_answer_kept_by_a_clock_that_was_ahead_is_stale[31536000-2]",
    ),
    Guard(
        "F17",
        "devsignal_cli/connectors/disk.py",
        "        if mode != MODE_RAW or filename is not None or read or type(value) is not bytes:\n"
        '            raise TypeError("a value in the cache is none of ours")\n'
        "        return value\n",
        "        return super().fetch(mode, filename, value, read)\n",
        f"{_F}f17_cache.py::test_f17_a_damaged_cache_is_a_miss_and_nothing_is_unpickled[a foreign pickle]",
    ),
    Guard(
        "F18",
        "devsignal_cli/store/migrate.py",
        "    emptied.refuse(path, backups)\n",
        "",
        f"{_F}f18_damaged_database.py::test_f18_a_ruined_file_is_told_by_every_command_and_left_as_it_is[zero length]",
    ),
    Guard(
        "F23",
        "devsignal_cli/core/outcome.py",
        '    told = "; ".join(f"{org}: {error.message}" for org, error in failed)\n',
        '    told = "; ".join(error.message for _org, error in failed)\n',
        f"{_F}f23_one_of_ten.py::test_f23_nine_of_ten_are_synced_and_the_tenth_is_named[a revoked token]",
    ),
)
