"""The words that every room may use: posts, authors, windows, results. Values only, nothing that acts.

Ids of X are integers here and strings in results (`Signal`, `SyncResult` …). Times are Unix seconds (UTC) in values
that are stored, and aware datetimes in results. Money is in USD.
"""
