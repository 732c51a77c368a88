"""Every table, declared once: alembic is fed from here, and the records that people edit are written through here."""

from devsignal_cli.store.tables.ground import (
    AccountRow,
    BilledObjectRow,
    ConnectionRow,
    EstimateRow,
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
    MuteRow,
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
    "AccountRow",
    "AuthorHandleRow",
    "AuthorRow",
    "BilledObjectRow",
    "CompanyDomainRow",
    "CompanyRow",
    "ConnectionRow",
    "ContactRow",
    "EstimateRow",
    "FieldProvenanceRow",
    "GapRow",
    "IdentityRow",
    "KeywordRow",
    "LedgerRow",
    "MuteRow",
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
