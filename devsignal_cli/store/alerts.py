"""Alert rules and their webhooks, as people add and remove them."""

from dataclasses import dataclass

from devsignal_cli.model.alerts import AlertConditions, AlertEvent, AlertTarget
from devsignal_cli.model.words import OrganizationId
from devsignal_cli.store.db import Row, Session

_MINE = "organization_id = :organization_id"
_TARGETS = f"SELECT * FROM alert_target WHERE {_MINE} ORDER BY id"
_ADD_TARGET = """
INSERT INTO alert_target (organization_id, format, host, url, signing_secret, created_at)
VALUES (:organization_id, :format, :host, :url, :signing_secret, :now) RETURNING id
"""
_SIGN = f"UPDATE alert_target SET signing_secret = :signing_secret WHERE id = :id AND {_MINE}"
_ADD_RULE = """
INSERT INTO alert_rule
    (organization_id, target_id, event, type, sentiment, min_followers, known_company, upto_signal_id, created_at)
VALUES (:organization_id, :target_id, :event, :type, :sentiment, :min_followers, :known_company,
    (SELECT coalesce(max(id), 0) FROM signal), :now) RETURNING id
"""
_RULES = """
SELECT r.*, t.format, t.host,
    (SELECT count(*) FROM alert_message m
     WHERE m.target_id = t.id AND sent_at IS NULL AND given_up_at IS NULL) AS waiting,
    (SELECT count(*) FROM alert_message m WHERE m.target_id = t.id AND given_up_at IS NOT NULL) AS given_up,
    (SELECT max(sent_at) FROM alert_message m WHERE m.target_id = t.id) AS last_sent_at,
    (SELECT last_error FROM alert_message m WHERE m.target_id = t.id AND sent_at IS NULL AND last_error IS NOT NULL
     ORDER BY m.created_at DESC, m.run_id DESC LIMIT 1) AS last_error
FROM alert_rule r JOIN alert_target t ON t.id = r.target_id WHERE r.organization_id = :organization_id ORDER BY r.id
"""
_UNUSED = f"id = :target_id AND {_MINE} AND NOT EXISTS (SELECT 1 FROM alert_rule WHERE target_id = :target_id)"


@dataclass(frozen=True, slots=True)
class StoredRule:
    """A rule as it is stored, and how its webhook does; times in Unix seconds."""

    id: int
    target_id: int
    conditions: AlertConditions
    format: str
    host: str
    created_at: int
    waiting: int
    given_up: int
    last_sent_at: int | None
    last_error: str | None


def targets(session: Session, organization_id: OrganizationId) -> list[AlertTarget]:
    """The webhooks of an organization, each once."""
    return [target_of(row) for row in session.rows(_TARGETS, {"organization_id": organization_id})]


def target_of(row: Row) -> AlertTarget:
    """A webhook from its columns."""
    return AlertTarget(row["format"], row["host"], row["url"], row["signing_secret"], row["id"])


def rules(session: Session, organization_id: OrganizationId) -> list[StoredRule]:
    """The rules of an organization, oldest first."""
    return [_rule(row) for row in session.rows(_RULES, {"organization_id": organization_id})]


def add(
    session: Session, organization_id: OrganizationId, target: AlertTarget, conditions: AlertConditions, now: int
) -> int:
    """Add a rule, with its webhook if that is new; its number. It tells of what is stored from now on."""
    mine = {"organization_id": organization_id}
    secret = {"signing_secret": target.signing_secret}
    if target.id:
        session.execute(_SIGN, mine | secret | {"id": target.id})
    else:
        told = {"format": target.format, "host": target.host, "url": target.url, "now": now}
        target_id = session.value(_ADD_TARGET, mine | secret | told)
    rule = {
        "target_id": target.id or target_id,
        "event": conditions.event,
        "type": conditions.type,
        "sentiment": conditions.sentiment,
        "min_followers": conditions.min_followers,
        "known_company": int(conditions.known_company),
        "now": now,
    }
    return int(session.value(_ADD_RULE, mine | rule))


def remove(session: Session, organization_id: OrganizationId, rule: StoredRule) -> None:
    """Remove a rule, and its webhook with all that waits for it unless another rule uses it."""
    asked = {"organization_id": organization_id, "id": rule.id, "target_id": rule.target_id}
    session.execute(f"DELETE FROM alert_rule WHERE id = :id AND {_MINE}", asked)
    unused = f"(SELECT id FROM alert_target WHERE {_UNUSED})"
    session.execute(f"DELETE FROM alert_message WHERE {_MINE} AND target_id IN {unused}", asked)
    session.execute(f"DELETE FROM alert_target WHERE {_UNUSED}", asked)


def conditions_of(row: Row) -> AlertConditions:
    """What sets a rule off, from its columns."""
    event: AlertEvent = row["event"]
    return AlertConditions(event, row["type"], row["sentiment"], row["min_followers"], bool(row["known_company"]))


def _rule(row: Row) -> StoredRule:
    told = (row["format"], row["host"], row["created_at"])
    state = (row["waiting"], row["given_up"], row["last_sent_at"], row["last_error"])
    return StoredRule(row["id"], row["target_id"], conditions_of(row), *told, *state)
