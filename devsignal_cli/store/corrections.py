"""Signals found by what people call them, and labelled anew by a rule that is given."""

from collections.abc import Sequence

from devsignal_cli.model.labels import Correct, Corrected, Labelled
from devsignal_cli.model.noise import NoiseRules
from devsignal_cli.model.words import OrganizationId
from devsignal_cli.store import signals
from devsignal_cli.store.db import Database, Session
from devsignal_cli.store.marks import settled
from devsignal_cli.store.states import Change, State, states


class CorrectionStore:
    """The signals of one organization, to be corrected.

    Args:
        database: the file.
        organization_id: whose signals they are.
        noise_rules: the rules of what is noise.
    """

    def __init__(self, database: Database, organization_id: OrganizationId, noise_rules: NoiseRules) -> None:
        self._database = database
        self._organization_id = organization_id
        self._noise_rules = noise_rules

    def relabel(self, numbers: Sequence[int], rule: Correct) -> list[Corrected | None]:
        """Label signals by a rule, in one short transaction; what each was before, None for a number without one.

        A deleted signal is told and left alone.
        """
        with self._database.write() as session:
            found = find(session, self._organization_id, numbers)
            there = {old["post_key"]: old for old in found if old is not None and old["deleted_at"] is None}
            changes: list[Change] = [(old, old | _columns(rule(_labelled(old)))) for old in there.values()]
            signals.change(session, settled(session, self._organization_id, changes, self._noise_rules))
        return [None if old is None else _relabelled(old) for old in found]


def find(session: Session, organization_id: OrganizationId, numbers: Sequence[int]) -> list[State | None]:
    """The signal of each number: its own, else the id of any version of its post that is stored."""
    of_signals = {state["id"]: state for state in states(session, organization_id, "id", numbers).values()}
    others = [number for number in numbers if number not in of_signals]
    of_chains = states(session, organization_id, "post_key", others)
    of_versions = {state["post_id"]: state for state in states(session, organization_id, "post_id", others).values()}
    known = of_versions | of_chains | of_signals
    return [known.get(number) for number in numbers]


def _relabelled(old: State) -> Corrected:
    return Corrected(old["id"], old["post_key"], _labelled(old), old["deleted_at"] is not None)


def _labelled(state: State) -> Labelled:
    return Labelled(
        text=state["text"],
        sentiment=state["sentiment"],
        score=state["score"],
        type=state["type"],
        classifier=state["classifier"],
        is_sentiment_by_hand=bool(state["sentiment_by_hand"]),
        is_type_by_hand=bool(state["type_by_hand"]),
        is_withheld=bool(state["withheld"]),
        is_done=bool(state["done"]),
        note=state["note"],
    )


def _columns(labelled: Labelled) -> State:
    return {
        "sentiment": labelled.sentiment,
        "score": labelled.score,
        "type": labelled.type,
        "classifier": labelled.classifier,
        "sentiment_by_hand": int(labelled.is_sentiment_by_hand),
        "type_by_hand": int(labelled.is_type_by_hand),
        "done": int(labelled.is_done),
        "note": labelled.note,
    }
