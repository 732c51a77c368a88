"""A local Clearbit Enrichment and a local Hunter over one invented world of companies and people."""
