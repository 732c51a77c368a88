"""One signal in full, found by what people call it."""

from datetime import UTC, datetime

from devsignal_cli.model.words import OrganizationId
from devsignal_cli.results.one_signal import SignalShown
from devsignal_cli.results.signals import Signal
from devsignal_cli.store import conversation, corrections, identity_views, queries
from devsignal_cli.store.db import Session


def shown(session: Session, organization_id: OrganizationId, number: int) -> SignalShown | None:
    """The signal of a number or of a post's id, muted and deleted ones too; None if there is none."""
    (state,) = corrections.find(session, organization_id, [number])
    if state is None:
        return None
    (signal,) = queries.named(session, organization_id, [state["post_key"]])
    author_id: int | None = state["author_id"]
    around, number_of_all = conversation.around(session, organization_id, state)
    return SignalShown(
        **{name: getattr(signal, name) for name in Signal.__dataclass_fields__},
        classifier=state["classifier"],
        note=state["note"],
        repost=bool(state["repost"]),
        withheld=bool(state["withheld"]),
        stored_at=_time(state["stored_at"]),
        edited_at=_time(state["edited_at"]),
        deleted_at=_time(state["deleted_at"]),
        identity=None if author_id is None else identity_views.tie(session, organization_id, author_id),
        conversation=around,
        conversation_signals=number_of_all,
    )


def _time(seconds: int | None) -> datetime | None:
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC)
