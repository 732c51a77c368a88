"""Which view draws which result: the one table between result types and pictures. A view is loaded when it draws."""

from importlib import import_module

from rich.console import RenderableType

VIEWS = {
    "AlertDone": "tables_alerts:done",
    "AlertList": "tables_alerts:rules",
    "AlertsSent": "tables_alerts:sent",
    "AuthorForgotten": "tables:forgotten",
    "BackedUp": "tables_database:backed_up",
    "BulkResult": "tables_enrich:bulk",
    "BulkRuns": "tables_enrich:bulk_runs",
    "ClearbitStatus": "tables_enrich:status",
    "CompaniesMerged": "tables_record_runs:merged",
    "Company": "tables_records:company",
    "CompanyList": "tables_records:companies",
    "CompanyShown": "tables_records:company_shown",
    "Connected": "tables:connected",
    "Contact": "tables_records:contact",
    "ContactList": "tables_records:contacts",
    "ContactShown": "tables_records:contact_shown",
    "DatabaseCheck": "tables_database:check",
    "DemoRun": "tables:demo",
    "Done": "tables:done",
    "Enriched": "tables_enrich:enriched",
    "EnrichmentUndone": "tables_enrich:undone",
    "Exported": "tables_record_runs:exported",
    "IdentitiesDecided": "tables_identity:all_decided",
    "IdentityDecided": "tables_identity:decided",
    "IdentityExplained": "tables_explained:explained",
    "IdentityLinks": "tables_identity:links",
    "IdentityModeSet": "tables_identity:mode",
    "IdentityResolved": "tables_identity:resolved",
    "IdentityReviewed": "tables_review:reviewed",
    "IdentityScreen": "tables_review:screen",
    "ImportResult": "tables_import:imported",
    "ImportUndone": "tables_import:undone",
    "Judged": "tables_judged:judged",
    "KeyConnected": "tables_enrich:key_connected",
    "KeywordList": "tables:keywords",
    "MuteDone": "tables_noise:done",
    "MuteList": "tables_noise:mutes",
    "OrganizationList": "tables:organizations",
    "OwnWordDone": "tables_lexicon:done",
    "OwnWordList": "tables_lexicon:words",
    "Preview": "tables_sync:preview",
    "Reclassified": "tables_lexicon:reclassified",
    "Rekeyed": "tables_database:rekeyed",
    "ReportWritten": "tables_report:written",
    "Restored": "tables_database:restored",
    "RecordImport": "tables_record_runs:imported",
    "RecordsRemoved": "tables_record_runs:removed",
    "Runs": "tables_sync:syncs",
    "SignalCorrected": "tables_judged:corrected",
    "SignalExplained": "tables_judged:explained",
    "SignalList": "tables:recent",
    "SignalShown": "tables_judged:shown",
    "SignalsExported": "tables_signals:exported",
    "SignalsCorrected": "tables_judged:all_corrected",
    "Stats": "tables_stats:stats",
    "StatsOfSpikes": "tables_stats:spikes",
    "SyncResult": "tables_sync:sync",
    "TwitterStatus": "tables:twitter_status",
}


def drawn(value: object) -> RenderableType:
    """A result as people see it."""
    module, _, view = VIEWS[type(value).__name__].partition(":")
    picture: RenderableType = getattr(import_module(f"devsignal_cli.cli.{module}"), view)(value)
    return picture
