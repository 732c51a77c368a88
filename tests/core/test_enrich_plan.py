"""What a bulk enrichment asks for: in order, each once, a person and their firm in one call where it can."""

from collections.abc import Sequence

from devsignal_cli.core.enrich_plan import Kind, Plan
from devsignal_cli.model.enrichment import Candidate, Lookup
from devsignal_cli.model.records import Entity

ACME = Candidate(1, "acme.io")
OTHER = Candidate(2, "other.io")
JO = Candidate(11, "jo@acme.io", "Jo", "Marsh", 1)
BO = Candidate(12, "bo@acme.io", None, None, 1)


class Shelf:
    """Candidates, as a store gives them."""

    def __init__(self, companies: Sequence[Candidate] = (), contacts: Sequence[Candidate] = (), **skips: int) -> None:
        self.all: dict[Entity, list[Candidate]] = {"company": list(companies), "contact": list(contacts)}
        self.skips = skips
        self.most_read = 0

    def candidates(self, entity: Entity, now: int, stale_before: int) -> tuple[list[int], dict[str, int]]:  # noqa: ARG002
        return [candidate.id for candidate in self.all[entity]], dict(self.skips)

    def named(self, entity: Entity, ids: Sequence[int]) -> list[Candidate]:
        self.most_read = max(self.most_read, len(ids))
        return [candidate for candidate in self.all[entity] if candidate.id in ids]


def plan(shelf: Shelf, kind: Kind = "all", limit: int | None = None) -> Plan:
    return Plan(shelf, kind, 0, -1, limit)


def items(plan: Plan) -> list[tuple[str | None, str | None]]:
    return [(lookup.email, lookup.domain) for lookup in plan.lookups()]


def test_only_what_was_asked_for_is_planned() -> None:
    shelf = Shelf([ACME], [JO])
    assert items(plan(shelf, "companies")) == [(None, "acme.io")]
    assert items(plan(shelf, "contacts")) == [("jo@acme.io", None)]


def test_a_person_and_their_firm_are_one_call_and_a_colleague_is_asked_for_alone() -> None:
    assert items(plan(Shelf([ACME, OTHER], [JO, BO]))) == [
        ("jo@acme.io", "acme.io"),
        ("bo@acme.io", None),
        (None, "other.io"),
    ]


def test_names_help_to_find_a_person() -> None:
    whole = next(plan(Shelf([ACME], [JO])).lookups())
    assert whole == Lookup("acme.io", "jo@acme.io", 1, 11, {"given_name": "Jo", "family_name": "Marsh"})
    assert next(plan(Shelf([], [BO])).lookups()).hints == {}


def test_a_firm_that_the_e_mail_does_not_name_is_asked_for_by_itself() -> None:
    elsewhere = Candidate(13, "al@home.io", None, None, 1)
    assert items(plan(Shelf([ACME], [elsewhere]))) == [("al@home.io", None), (None, "acme.io")]


def test_a_firm_that_is_not_due_is_not_asked_for() -> None:
    assert items(plan(Shelf([], [JO]))) == [("jo@acme.io", None)]


def test_a_firm_of_which_a_combined_call_told_nothing_is_asked_for_by_itself() -> None:
    made = plan(Shelf([ACME], [JO]))
    lookups = made.lookups()
    next(lookups)
    made.take_back(1)
    assert [lookup.domain for lookup in lookups] == ["acme.io"]
    assert list(made.late()) == []


def test_a_firm_taken_back_after_its_turn_comes_last() -> None:
    made = plan(Shelf([ACME, OTHER], [JO]))
    assert len(list(made.lookups())) == 2
    made.take_back(1)
    assert [lookup.domain for lookup in made.late()] == ["acme.io"]


def test_a_limit_bounds_all_look_ups_together() -> None:
    made = plan(Shelf([ACME, OTHER], [JO]), limit=1)
    assert (made.due, len(list(made.lookups()))) == (1, 1)
    made.take_back(1)
    assert list(made.late()) == []
    assert plan(Shelf([ACME]), limit=9).due == 1


def test_who_names_nobody_is_left_out_and_counted_with_the_others() -> None:
    contacts = [
        Candidate(21, "info@acme.io"),
        Candidate(22, "1+octocat@users.noreply.github.com"),
        Candidate(23, "no mail"),
    ]
    made = plan(Shelf([], contacts, pending=2), "contacts")
    assert list(made.lookups()) == []
    assert (sum(made.skips.values()), made.skips["pending"], made.total) == (5, 2, 5)


def test_the_skips_of_both_kinds_add_up() -> None:
    made = plan(Shelf([ACME], [JO], not_found=3))
    assert (made.skips, made.total) == ({"not_found": 6}, 8)


def test_candidates_are_read_in_their_turn_so_that_none_asks_for_what_is_gone() -> None:
    shelf = Shelf([Candidate(number, f"firm{number}.io") for number in range(50)])
    lookups = plan(shelf, "companies").lookups()
    next(lookups)
    del shelf.all["company"][30:]
    assert len(list(lookups)) == 29
    assert shelf.most_read == 1
