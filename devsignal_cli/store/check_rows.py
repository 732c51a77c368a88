"""What a sound database never has: rows that belong to nothing, and figures stored twice that are not the same."""

import json
from collections.abc import Iterator

from devsignal_cli.results.database import Problem
from devsignal_cli.snowflake import id_at
from devsignal_cli.store.db import Row, Session

_REPORT = "Please report how it came about. A backup of before is restored by `devsignal db restore FILE`."
_ABSURD_SECONDS = 3_600
_SAME = (  # table, column, and the table that has a row of that id in the same organization
    *((table, "run_id", "run") for table in ("signal", "ledger", "gap", "quarantine")),
    *((table, "run_id", "run") for table in ("company", "contact", "company_domain", "field_provenance")),
    ("signal", "contact_id", "contact"),
    ("signal", "company_id", "company"),
    ("signal_keyword", "keyword_id", "keyword"),
    ("company_domain", "company_id", "company"),
    ("contact", "company_id", "company"),
    ("identity", "contact_id", "contact"),
    ("identity", "company_id", "company"),
)
_LEFT = {
    "keywords of a signal that is not there": """
        SELECT count(*) FROM signal_keyword k WHERE NOT EXISTS (SELECT 1 FROM signal s
            WHERE s.organization_id = k.organization_id AND s.post_key = k.post_key)""",
    "raw posts without a signal": """
        SELECT count(*) FROM raw_answer r WHERE kind = 'post' AND NOT EXISTS (SELECT 1 FROM signal s
            WHERE s.organization_id = r.organization_id AND s.post_key = r.object_id)""",
    "raw profiles without an author": """
        SELECT count(*) FROM raw_answer r
        WHERE kind = 'author' AND NOT EXISTS (SELECT 1 FROM author a WHERE a.id = r.object_id)""",
    "raw answers without a company": """
        SELECT count(*) FROM raw_answer r WHERE kind = 'company' AND NOT EXISTS (SELECT 1 FROM company c
            WHERE c.organization_id = r.organization_id AND c.id = r.object_id)""",
    "raw answers without a contact": """
        SELECT count(*) FROM raw_answer r WHERE kind = 'contact' AND NOT EXISTS (SELECT 1 FROM contact c
            WHERE c.organization_id = r.organization_id AND c.id = r.object_id)""",
    "values of a company that is not there": """
        SELECT count(*) FROM field_provenance p WHERE entity = 'company' AND NOT EXISTS (SELECT 1 FROM company c
            WHERE c.organization_id = p.organization_id AND c.id = p.entity_id)""",
    "values of a contact that is not there": """
        SELECT count(*) FROM field_provenance p WHERE entity = 'contact' AND NOT EXISTS (SELECT 1 FROM contact c
            WHERE c.organization_id = p.organization_id AND c.id = p.entity_id)""",
    "links that tie an author to nobody": """
        SELECT count(*) FROM identity WHERE revoked_at IS NULL AND state IN ('confirmed', 'probable', 'review')
            AND contact_id IS NULL AND company_id IS NULL""",
    "walks of keywords that are not there": """
        SELECT count(*) FROM open_window w WHERE EXISTS (SELECT 1 FROM json_each(w.keyword_ids) j
            WHERE NOT EXISTS (SELECT 1 FROM keyword k
                WHERE k.id = j.value AND k.organization_id = w.organization_id))""",
    "choices of an organization that is not there": """
        SELECT count(*) FROM setting WHERE name = 'chosen_organization'
            AND value NOT IN (SELECT name FROM organization)""",
}
_TWICE = {  # objects may be more than billed: a removed organization takes its lines of the ledger with it
    "signals say another contact or state than their author's link": """
        SELECT count(*) FROM signal s LEFT JOIN identity i ON i.organization_id = s.organization_id
            AND i.author_id = s.author_id AND i.revoked_at IS NULL AND i.state IN ('confirmed', 'probable')
        WHERE (s.contact_id IS NOT i.contact_id
                OR (i.id IS NOT NULL AND s.identity_state <> i.state)
                OR (i.id IS NULL AND s.identity_state IN ('confirmed', 'probable')))
            AND s.organization_id IN (SELECT id FROM organization WHERE identity_version IS NOT NULL)""",
    "days of an account have fewer objects than the ledger has billed": """
        SELECT count(*) FROM (SELECT account, day, kind, count(*) AS n FROM billed_object GROUP BY account, day, kind) b
        WHERE n < (SELECT coalesce(sum(count), 0) FROM ledger l
            WHERE l.account = b.account AND l.day = b.day AND l.kind = b.kind)""",
    "lines of the ledger are below zero": """
        SELECT count(*) FROM ledger WHERE count < 0 OR free_count < 0 OR micro_usd < 0""",
    "records hold fields that cannot be read": """
        SELECT (SELECT count(*) FROM company WHERE NOT json_valid(custom_fields))
            + (SELECT count(*) FROM contact WHERE NOT json_valid(custom_fields))
            + (SELECT count(*) FROM connection WHERE NOT json_valid(settings))
            + (SELECT count(*) FROM field_provenance WHERE value IS NOT NULL AND NOT json_valid(value))""",
}
_RUNS = """
SELECT r.id, r.status, r.reason, r.result,
    (SELECT coalesce(sum(micro_usd), 0) FROM ledger l WHERE l.run_id = r.id) AS micro_usd
FROM run r WHERE r.result IS NOT NULL ORDER BY r.id
"""
_AHEAD = """
SELECT text, place, covered_until FROM keyword
WHERE removed_at IS NULL AND (place > :place OR covered_until > :time) ORDER BY id
"""
_CLOCKS = """
SELECT max((SELECT coalesce(max(CAST(strftime('%s', day) AS INTEGER)) + 86400, 0) FROM ledger),
    (SELECT coalesce(max(coalesce(finished_at, started_at)), 0) FROM run))
"""


def orphans(session: Session) -> Iterator[Problem]:
    """Rows that belong to nothing, where no declared reference would tell."""
    for table, column, parent in _SAME:
        lost = session.value(
            f"""
            SELECT count(*) FROM {table} t WHERE t.{column} IS NOT NULL AND NOT EXISTS (
                SELECT 1 FROM {parent} p WHERE p.id = t.{column} AND p.organization_id = t.organization_id)
            """
        )
        if lost:
            told = f"{lost} rows of {table} name a {parent} ({column}) that their organization does not have"
            yield Problem("orphans", f"{told}.", _REPORT)
    for what, question in _LEFT.items():
        if lost := session.value(question):
            yield Problem("orphans", f"There are {lost} {what}.", _REPORT)


def counters(session: Session, now: int) -> Iterator[Problem]:
    """What is stored twice and is not the same, and places that no post can have."""
    for what, question in _TWICE.items():
        if lost := session.value(question):
            yield Problem("counters", f"{lost} {what}.", _REPORT)
    for run in session.rows(_RUNS):
        if told := _of_run(run):
            yield Problem("counters", f"Run {run['id']} {told}.", _REPORT)
    latest = max(now, session.value(_CLOCKS)) + _ABSURD_SECONDS  # X's clock may be ahead of ours
    for row in session.rows(_AHEAD, {"place": id_at(latest), "time": latest}):
        yield Problem(
            "counters",
            f"The keyword {row['text']!r} is said to be stored up to a time that has not come.",
            f"Posts are missed until then: devsignal twitter keywords remove {row['text']!r}, and add it again.",
        )


def _of_run(run: Row) -> str | None:
    """How a run's own result differs from what was booked."""
    try:
        result = json.loads(run["result"])
    except ValueError:
        return "has a result that cannot be read"
    if not isinstance(result, dict):
        return "has a result that cannot be read"
    for name in ("status", "reason"):
        if name in result and result[name] != run[name]:
            return f"ended with {name} {run[name]!r}, and its result says {result[name]!r}"
    spent = result.get("spend_usd")
    if spent is not None and round(spent * 1_000_000) != run["micro_usd"]:
        return f"says that it spent {spent} USD, and the ledger {run['micro_usd'] / 1_000_000}"
    return None
