"""Alerts: where they are sent, what sets them off, and the messages that wait to be sent."""

from typing import Any, ClassVar

from sqlalchemy import Index
from sqlmodel import SQLModel

from devsignal_cli.store.columns import big_column, key_column, one_of, text_column


class AlertTargetRow(SQLModel, table=True):
    """A webhook of an organization: its address and its signing secret are encrypted, its host is shown."""

    __tablename__: ClassVar[Any] = "alert_target"
    __table_args__ = (Index("ix_alert_target_organization_id", "organization_id"), one_of("format", "slack json"))
    id: int | None = key_column()
    organization_id: int = big_column("organization.id", null=False)
    format: str = text_column(null=False)
    host: str = text_column(null=False)
    url: str = text_column(null=False)
    signing_secret: str | None = text_column()
    created_at: int = big_column(null=False)


class AlertRuleRow(SQLModel, table=True):
    """What sets an alert off. `upto_signal_id`: up to which signal it looked; `told_day`: the last day told of."""

    __tablename__: ClassVar[Any] = "alert_rule"
    __table_args__ = (
        Index("ix_alert_rule_organization_id", "organization_id"),
        Index("ix_alert_rule_target_id", "target_id"),
        one_of("event", "signal spike failures"),
        {"sqlite_autoincrement": True},
    )
    id: int | None = key_column()
    organization_id: int = big_column("organization.id", null=False)
    target_id: int = big_column("alert_target.id", null=False)
    event: str = text_column(null=False)
    type: str | None = text_column()
    sentiment: str | None = text_column()
    min_followers: int | None = big_column()
    known_company: int = big_column(null=False, default="0")
    upto_signal_id: int = big_column(null=False)
    told_day: str | None = text_column()
    created_at: int = big_column(null=False)


class AlertMessageRow(SQLModel, table=True):
    """The outbox: one message a run and target. `content` names signals by number; their words are read on sending."""

    __tablename__: ClassVar[Any] = "alert_message"
    __table_args__ = (
        Index(
            "uq_alert_message_organization_id_run_id_target_id", "organization_id", "run_id", "target_id", unique=True
        ),
        Index("ix_alert_message_target_id", "target_id"),
    )
    id: str = text_column(key=True)
    organization_id: int = big_column("organization.id", null=False)
    target_id: int = big_column("alert_target.id", null=False)
    run_id: int = big_column(null=False)
    content: str = text_column(null=False)
    created_at: int = big_column(null=False)
    tries: int = big_column(null=False, default="0")
    last_error: str | None = text_column()
    sent_at: int | None = big_column()
    given_up_at: int | None = big_column()
