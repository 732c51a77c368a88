"""Accounts at a service: what it last told of the balance."""

from devsignal_cli.store.db import Session

_SAVE = """
INSERT INTO account (account, balance_micro_usd, balance_at) VALUES (:account, :balance_micro_usd, :now)
ON CONFLICT (account) DO UPDATE SET balance_micro_usd = excluded.balance_micro_usd, balance_at = excluded.balance_at
"""


def balance(session: Session, account: str) -> tuple[float | None, int] | None:
    """The balance in USD (None: the service does not tell it) and when it was asked for."""
    row = session.row("SELECT * FROM account WHERE account = :account", {"account": account})
    if row is None:
        return None
    micro_usd = row["balance_micro_usd"]
    return None if micro_usd is None else micro_usd / 1_000_000, row["balance_at"]


def save_balance(session: Session, account: str, usd: float | None, now: int) -> None:
    """Note the balance."""
    micro_usd = None if usd is None else round(usd * 1_000_000)
    session.execute(_SAVE, {"account": account, "balance_micro_usd": micro_usd, "now": now})
