"""Every table, declared once: alembic is fed from here, and the records that people edit are written through here."""

from devsignal_cli.store.tables.ground import (
    BilledObjectRow,
    ConnectionRow,
    LedgerRow,
    OrganizationRow,
    QuarantineRow,
    RunRow,
    SettingRow,
    TombstoneRow,
)
from devsignal_cli.store.tables.posts import (
    AuthorHandleRow,
    AuthorRow,
    GapRow,
    KeywordRow,
    OpenWindowRow,
    RawAnswerRow,
    SignalKeywordRow,
    SignalRow,
)
from devsignal_cli.store.tables.records import (
    CompanyDomainRow,
    CompanyRow,
    ContactRow,
    FieldProvenanceRow,
    IdentityRow,
)

__all__ = [
    "AuthorHandleRow",
    "AuthorRow",
    "BilledObjectRow",
    "CompanyDomainRow",
    "CompanyRow",
    "ConnectionRow",
    "ContactRow",
    "FieldProvenanceRow",
    "GapRow",
    "IdentityRow",
    "KeywordRow",
    "LedgerRow",
    "OpenWindowRow",
    "OrganizationRow",
    "QuarantineRow",
    "RawAnswerRow",
    "RunRow",
    "SettingRow",
    "SignalKeywordRow",
    "SignalRow",
    "TombstoneRow",
]
