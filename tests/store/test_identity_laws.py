"""Laws of identity: the order of what comes changes no link, and any history ends where a run from nothing ends."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from devsignal_cli.cli.record_wiring import RULES
from devsignal_cli.core import identity
from devsignal_cli.core.resolving import resolve_all
from devsignal_cli.errors import UsageError
from devsignal_cli.model.connection import Organization
from devsignal_cli.model.people import IDENTITY_MODES, IdentityMode, Proposal, Target
from devsignal_cli.model.records import Entity, RecordEdit
from devsignal_cli.model.words import OrganizationId
from devsignal_cli.store import profiles, resolution
from devsignal_cli.store.db import Database
from devsignal_cli.store.identity_store import IdentityStore
from devsignal_cli.store.record_store import RecordStore
from devsignal_cli.store.resolving import ResolvingStore
from tests.store.answers import company, contact, mark
from tests.store.rows import NOW, ORG, OTHER, asked, fresh, item, profile, store
from tests.store.test_authors import known as only_stored

pytestmark = pytest.mark.long

HERE = Organization(ORG, "default", "UTC")
NAMES = ("Ada Quillfeather", "Bo Marshwood", "Quillfeather Ada", "gopher", "Ada Quillfeather 🚀 | Acme")
LINKS = ("", "https://acme.io", "https://globex.test", "https://bomarshwood.dev")
BIOS = ("", "Engineer @ada", "ex-@bo, now @cy", "Dev at acme.io", "fan of @acmedev", "works at @initechhq")
AUTHORS, HANDLES, DOMAINS = (1, 2, 3, 4), ("ada", "bo", "cy"), ("acme.io", "globex.test", "initech.test")
EMAILS = ("a@x.test", "b@x.test", "c@x.test")
PEOPLE = (("Ada", "Quillfeather"), ("Bo", "Marshwood"), ("Cy", "Stone"))
SIGNALS = "SELECT organization_id, post_key, contact_id, company_id, identity_state FROM signal ORDER BY post_key, organization_id"
LIVE = """
SELECT organization_id, author_id, contact_id, company_id, method, confidence, evidence, state, decided_by
FROM identity WHERE revoked_at IS NULL ORDER BY 1, 2, 3, 4, 5, 8
"""

_profile = st.tuples(
    st.just("profile"), st.sampled_from(AUTHORS), st.sampled_from(NAMES), st.sampled_from(HANDLES), st.sampled_from(LINKS),
    st.sampled_from(BIOS),
)  # fmt: skip
_contact = st.tuples(
    st.just("contact"), st.sampled_from(EMAILS), st.sampled_from(PEOPLE), st.sampled_from(("", *HANDLES)),
    st.sampled_from((None, *AUTHORS)), st.sampled_from((None, *DOMAINS)),
)  # fmt: skip
STEP = st.one_of(
    st.tuples(st.just("post"), st.sampled_from(AUTHORS), st.sampled_from((ORG, OTHER))),
    _profile,
    _contact,
    st.tuples(st.just("company"), st.sampled_from(DOMAINS)),
    st.tuples(st.just("alias"), st.sampled_from(DOMAINS), st.sampled_from(("bomarshwood.dev", "acme.dev"))),
    st.tuples(st.just("merge"), st.sampled_from(DOMAINS), st.sampled_from(DOMAINS)),
    st.tuples(st.just("remove"), st.sampled_from((*DOMAINS, *EMAILS))),
    st.tuples(st.just("rename"), st.sampled_from(EMAILS), st.sampled_from(PEOPLE), st.sampled_from(("", *HANDLES))),
    st.tuples(st.sampled_from(("confirm", "reject")), st.integers(0, 3)),
    st.tuples(st.just("link"), st.sampled_from(AUTHORS), st.sampled_from(EMAILS)),
    st.tuples(st.just("unlink"), st.sampled_from(AUTHORS)),
    st.tuples(st.just("unalias"), st.sampled_from(DOMAINS), st.sampled_from(("bomarshwood.dev", "acme.dev"))),
    st.tuples(st.just("employ"), st.sampled_from(EMAILS), st.sampled_from((None, *DOMAINS))),
    st.tuples(st.just("handle"), st.sampled_from(DOMAINS), st.sampled_from(("", *HANDLES))),
    st.tuples(st.just("mode"), st.sampled_from(IDENTITY_MODES)),
)


@settings(max_examples=60, deadline=None)
@given(steps=st.lists(STEP, min_size=4, max_size=25))
def test_any_history_ends_where_a_run_from_nothing_ends(template: Path, steps: Sequence[tuple[Any, ...]]) -> None:
    with TemporaryDirectory() as folder:
        database = fresh(template, Path(folder))
        for number, step in enumerate(steps):
            take(database, number, step)
        after = (asked(database, LIVE), asked(database, SIGNALS))
        again(database)
        assert (asked(database, LIVE), asked(database, SIGNALS)) == after
        from_nothing(database)
        assert (asked(database, LIVE), asked(database, SIGNALS)) == after


@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_the_order_of_contacts_authors_and_pages_changes_no_link(template: Path, data: st.DataObject) -> None:
    seen = data.draw(st.lists(_profile, min_size=1, max_size=6, unique_by=lambda step: (step[1], step[3])))
    people = data.draw(st.lists(_contact, max_size=3, unique_by=lambda step: step[1]))
    facts = [
        *(("at", number, step) for number, step in enumerate(seen)),
        *(("fact", 0, step) for step in people),
        *(("fact", 0, ("post", author, ORG)) for author in AUTHORS),
        *(("fact", 0, ("company", domain)) for domain in DOMAINS),
    ]
    ends = []
    for order in (facts, data.draw(st.permutations(facts))):
        with TemporaryDirectory() as folder:
            database = fresh(template, Path(folder))
            for _, number, step in order:
                take(database, number, step)
            ends.append(told(database))
    assert ends[0] == ends[1]


@settings(max_examples=30, deadline=None)
@given(steps=st.lists(STEP, min_size=4, max_size=15), author=st.sampled_from(AUTHORS))
def test_what_a_person_took_back_does_not_come_back(
    template: Path, steps: Sequence[tuple[Any, ...]], author: int
) -> None:
    with TemporaryDirectory() as folder:
        database = fresh(template, Path(folder))
        for number, step in enumerate(steps):
            take(database, number, step)
        tied = "SELECT contact_id, company_id FROM identity WHERE organization_id = 1 AND author_id = ? AND revoked_at IS NULL"
        live = f"{tied} AND state IN ('confirmed', 'probable')"
        before = asked(database, live, author)
        take(database, 90, ("unlink", author))
        take(database, 91, ("profile", author, NAMES[4], "ada", LINKS[1], ""))
        take(database, 92, ("post", author, ORG))
        from_nothing(database)
        for contact_id, company_id in before:
            again_tied = asked(database, f"{tied} AND state <> 'rejected'", author)
            assert contact_id is None or contact_id not in [row[0] for row in again_tied]
            assert contact_id is not None or company_id not in [row[1] for row in again_tied if row[0] is None]


def take(database: Database, number: int, step: tuple[Any, ...]) -> None:
    """One thing that happens at its own time; what is not there to be changed stays as it is."""
    kind, *told = step
    TAKE[kind](database, NOW + number, *told)


def post(database: Database, at: int, author_id: int, org: OrganizationId) -> None:
    words = {ORG: (1,), OTHER: (4,)}[org]
    store(database, item(100 * author_id + at - NOW, author_id=author_id, keyword_ids=words), org=org)
    with database.write() as session:
        resolution.resolve(session, org, [author_id], RULES, at)


def shown(database: Database, at: int, author_id: int, name: str, handle: str, url: str, bio: str) -> None:
    seen = identity.keyed(profile(author_id, username=handle, name=name, url=url, description=bio))
    with database.write() as session:
        profiles.store_profiles(session, [seen], (), at, RULES, at)


def add_person(
    database: Database, _at: int, email: str, name: tuple[str, str], handle: str, user: int | None, domain: str | None
) -> None:
    if records_of(database).find("contact", "", email) is None:
        given_values = {"twitterHandle": handle, "x_user_id": user}
        values = {field: value for field, value in given_values.items() if value}
        contact(database, email, domain, first_name=name[0], last_name=name[1], **values)


def add_firm(database: Database, _at: int, domain: str) -> None:
    if records_of(database).find("company", "", domain) is None:
        company(database, domain)


def merge(database: Database, at: int, *domains: str) -> None:
    records = records_of(database)
    old, into = (records.find("company", "", domain) for domain in domains)
    if old and into and old.id != into.id:
        records.merge(old, into, at)


def remove(database: Database, at: int, key: str) -> None:
    entity: Entity = "contact" if "@" in key else "company"
    if found := records_of(database).find(entity, "", key):
        records_of(database).remove(entity, [found.id], at)


def alias(database: Database, at: int, domain: str, other: str) -> None:
    change(database, "company", domain, RecordEdit(aliases=(other,)), at)


def unalias(database: Database, at: int, domain: str, other: str) -> None:
    change(database, "company", domain, RecordEdit(aliases_gone=(other,)), at)


def employ(database: Database, at: int, email: str, domain: str | None) -> None:
    edit = RecordEdit(company_domain=domain) if domain else RecordEdit(values={"company_id": None})
    change(database, "contact", email, edit, at)


def rename(database: Database, at: int, email: str, name: tuple[str, str], handle: str) -> None:
    values = {"first_name": name[0], "last_name": name[1], "twitterHandle": handle or None}
    change(database, "contact", email, RecordEdit(values=values), at)


def change(database: Database, entity: Entity, key: str, edit: RecordEdit, at: int) -> None:
    records = records_of(database)
    if found := records.find(entity, "", key):
        with suppress(UsageError):  # an alias that another company has
            records.edit(found, edit, at)


def confirm(database: Database, at: int, which: int) -> None:
    decide(database, at, which, is_wanted=True)


def reject(database: Database, at: int, which: int) -> None:
    decide(database, at, which, is_wanted=False)


def decide(database: Database, at: int, which: int, *, is_wanted: bool) -> None:
    """A person's word on a pair that a rule ties or proposes."""
    live = "organization_id = 1 AND decided_by = 'rule' AND revoked_at IS NULL"
    rows = asked(database, f"SELECT id, author_id, contact_id, company_id FROM identity WHERE {live} ORDER BY id")
    if not rows:
        return
    link_id, author_id, contact_id, company_id = rows[which % len(rows)]
    target = Target("company", company_id) if contact_id is None else Target("contact", contact_id)
    proposal = Proposal(link_id, author_id, target, "said")
    if is_wanted:
        people_of(database).confirm(proposal, at)
    else:
        people_of(database).reject(author_id, [proposal], at)


def link(database: Database, at: int, author_id: int, email: str) -> None:
    found, there = records_of(database).find("contact", "", email), people_of(database).authors(author_id, "")
    if found and there:
        people_of(database).tie(there[0], Target("contact", found.id), "said", at)


def unlink(database: Database, at: int, author_id: int) -> None:
    if there := people_of(database).authors(author_id, ""):
        people_of(database).untie(there[0], at)


def handle(database: Database, at: int, domain: str, name: str) -> None:
    change(database, "company", domain, RecordEdit(values={"twitterHandle": name or None}), at)


def mode(database: Database, _at: int, wanted: IdentityMode) -> None:
    ResolvingStore(database, ORG, RULES).set_mode(wanted)
    again(database)


def records_of(database: Database) -> RecordStore:
    return RecordStore(database, ORG, RULES, mark)


def people_of(database: Database) -> IdentityStore:
    return IdentityStore(database, HERE, RULES)


TAKE: dict[str, Callable[..., None]] = {
    "post": post, "profile": shown, "contact": add_person, "company": add_firm, "alias": alias, "merge": merge,
    "remove": remove, "rename": rename, "confirm": confirm, "reject": reject, "link": link, "unlink": unlink, "unalias": unalias, "employ": employ, "handle": handle,
    "mode": mode,
}  # fmt: skip


class Silence:
    """Progress that nobody sees."""

    def start(self, total: int | None) -> None:
        """Say nothing."""

    def done(self, number: int) -> None:
        """Say nothing."""


def again(database: Database) -> None:
    """All authors resolved once more."""
    for number, name in ((ORG, "default"), (OTHER, "second")):
        resolve_all(ResolvingStore(database, number, RULES), Organization(number, name, "UTC"), Silence(), lambda: NOW)


def from_nothing(database: Database) -> None:
    """All that rules have made taken away, and all authors resolved."""
    with database.write() as session:
        session.execute("DELETE FROM identity WHERE decided_by = 'rule'")
        session.execute("DELETE FROM setting WHERE name = 'identity_version'")
        session.execute("UPDATE author SET person_key = NULL")
        session.execute("DELETE FROM author_claim")
        session.execute("UPDATE signal SET contact_id = NULL, company_id = NULL, identity_state = 'unknown'")
    again(database)


def told(database: Database) -> list[tuple[Any, ...]]:
    """The live links by what people call contacts and companies."""
    return asked(
        database,
        """SELECT i.author_id, c.email, f.domain, i.method, i.confidence, i.evidence, i.state FROM identity i
        LEFT JOIN contact c ON c.id = i.contact_id LEFT JOIN company f ON f.id = i.company_id
        WHERE i.revoked_at IS NULL AND i.organization_id = 1 ORDER BY 1, 2, 3, 4""",
    )


def test_a_profile_that_was_only_stored_is_resolved_by_a_run(database: Database) -> None:
    jo = contact(database, first_name="Ada", last_name="Quillfeather")
    store(database, item(1, author_id=1))
    only_stored(database, identity.keyed(profile(1, name="Ada Quillfeather")))
    again(database)
    assert asked(database, "SELECT contact_id, identity_state FROM signal") == [(jo, "probable")]
