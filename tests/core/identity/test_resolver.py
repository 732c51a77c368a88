"""The cascade: what ties an author, what only asks a person, and what does neither."""

from typing import Any

import pytest

from devsignal_cli.core.identity import contact_key, decide, keyed
from devsignal_cli.core.identity.resolver import steps
from devsignal_cli.model.people import AuthorFacts, Claim, CompanyFacts, ContactFacts, Link, People, Target
from devsignal_cli.model.posts import Profile

ACME = CompanyFacts(30, frozenset({"acme.com", "acme.dev"}), "acmehq")
GLOBEX = CompanyFacts(31, frozenset({"globex.io"}), "globex")
AT_ACME = Claim("domain", "acme.com", "link", "works")
AT_GLOBEX = Claim("handle", "globex", "bio_handle", "works")


def author(number: int = 5, name: str = "Ada Quillfeather", handle: str = "ada", **fields: Any) -> AuthorFacts:
    key = keyed(Profile(number, handle, b"", name=name)).person_key
    return AuthorFacts(number, **{"name": name, "person_key": key, "handle": handle, "handles": {handle: 1}, **fields})


def contact(number: int = 20, first: str = "Ada", last: str = "Quillfeather", **fields: Any) -> ContactFacts:
    return ContactFacts(number, first, last, contact_key(first, last), **fields)


def people(*facts: AuthorFacts | ContactFacts | CompanyFacts, **more: Any) -> People:
    return People(
        authors=[one for one in facts if isinstance(one, AuthorFacts)],
        contacts=[one for one in facts if isinstance(one, ContactFacts)],
        companies=[ACME, GLOBEX, *(one for one in facts if isinstance(one, CompanyFacts))],
        **more,
    )


def tie(*facts: AuthorFacts | ContactFacts | CompanyFacts, number: int = 5, **more: Any) -> tuple[Any, ...] | None:
    """The one link of an author: contact, company, method, state; None: there is none."""
    live = [link for link in decide(people(*facts, **more), number) if link.state != "review"]
    assert len(live) <= 1
    return (live[0].contact_id, live[0].company_id, live[0].method, live[0].state) if live else None


def asked(*facts: AuthorFacts | ContactFacts | CompanyFacts, number: int = 5, **more: Any) -> list[tuple[Any, ...]]:
    """What is left for a person to review: contact, company and why."""
    found = decide(people(*facts, **more), number)
    return [(link.contact_id, link.company_id, link.evidence) for link in found if link.state == "review"]


def test_a_user_id_on_file_beats_a_handle_on_file() -> None:
    assert tie(author(), contact(1, handle="ada"), contact(2, x_user_id=5)) == (2, None, "user_id", "confirmed")


def test_a_handle_on_file_is_sure_and_says_so() -> None:
    (link,) = decide(people(author(name="grumpy gopher"), contact(handle="ada", company_id=30)), 5)
    assert link == Link(5, 20, 30, "handle", 1.0, "handle @ada is on file", "confirmed")


def test_a_handle_that_the_author_had_once_is_theirs_as_long_as_nobody_else_takes_it() -> None:
    was_ada = author(name="x", handle="ada_2", handles={"ada": 1, "ada_2": 2})
    assert tie(was_ada, contact(handle="ada")) == (20, None, "handle", "confirmed")


def test_a_taken_handle_gets_nobody_at_the_contact_whatever_name_they_show() -> None:
    owner = author(name="Ada", handle="ada_2", handles={"ada": 1, "ada_2": 2})
    taker = author(6, handle="ada", handles={"ada": 5})
    assert tie(owner, taker, contact(handle="ada")) == (20, None, "handle", "confirmed")
    assert tie(owner, taker, contact(handle="ada"), number=6) is None
    assert 20 in [row[0] for row in asked(owner, taker, contact(handle="ada"), number=6)]


def test_a_handle_first_seen_on_somebody_else_ties_nobody_once_it_has_changed_hands() -> None:
    stranger = author(name="Bo Marshwood", handles={"ada": 1})
    owner = author(6, handle="ada", handles={"ada": 5})
    assert tie(stranger, owner, contact(handle="ada")) is None
    assert tie(stranger, owner, contact(handle="ada"), number=6) is None


def test_a_handle_on_many_contacts_tells_nobody() -> None:
    crowd = [contact(number, "P", str(number), handle="ada") for number in range(20, 26)]
    assert decide(people(author(name="x"), *crowd), 5) == ()


def test_handles_of_two_contacts_on_one_account_tie_neither() -> None:
    both = author(name="x", handle="bo", handles={"ada": 1, "bo": 2})
    assert tie(both, contact(1, handle="ada"), contact(2, "Bo", "Marshwood", handle="bo")) is None


@pytest.mark.parametrize("field", [{"name": "Ada Quillfeather (parody)"}, {"description": "fan account of Ada"}])
def test_a_parody_with_the_handle_on_file_is_for_a_person(field: dict[str, Any]) -> None:
    assert tie(author(**field), contact(handle="ada")) is None
    assert [row[0] for row in asked(author(**field), contact(handle="ada"))] == [20]


def test_a_handle_that_changed_hands_stays_with_the_first_if_names_tell_nothing() -> None:
    pair = (author(name="ada", handles={"ada": 1}), author(6, "ada!", handles={"ada": 2}))
    assert tie(*pair, contact(handle="ada")) == (20, None, "handle", "confirmed")
    assert tie(*pair, contact(handle="ada"), number=6) is None


def test_a_handle_seen_on_two_at_the_same_time_ties_neither() -> None:
    pair = (author(name="ada"), author(6, "ada!"))
    assert (tie(*pair, contact(handle="ada")), tie(*pair, contact(handle="ada"), number=6)) == (None, None)
    assert len(asked(*pair, contact(handle="ada"))) == 1


def test_a_handle_of_a_contact_with_another_user_id_ties_nobody() -> None:
    assert tie(author(), contact(handle="ada", x_user_id=6)) is None
    assert "another X user id" in asked(author(), contact(handle="ada", x_user_id=6))[0][2]


def test_a_company_s_handle_on_a_contact_tells_nobody() -> None:
    firm = author(name="Acme", handle="acmehq")
    assert decide(people(firm, contact(handle="acmehq")), 5) == ()
    assert tie(author(), contact(handle="acmehq")) == (20, None, "name", "probable")


def test_the_account_of_a_firm_that_is_not_on_file_is_no_contact_s() -> None:
    firm = author(name="Initech 🚀", handle="initech", claims=(Claim("domain", "initech.io", "link", "works"),))
    assert tie(firm, contact(handle="initech")) is None
    assert "company" in asked(firm, contact(handle="initech"))[0][2]


@pytest.mark.parametrize("field", [{"handle": "ada"}, {"x_user_id": 5}])
def test_what_two_contacts_have_on_file_ties_neither(field: dict[str, Any]) -> None:
    pair = (contact(1, "Ada", "One", **field), contact(2, "Ada", "Two", **field))
    assert tie(author(), *pair) is None
    assert [row[0] for row in asked(author(), *pair)] == [1, 2]


def test_a_full_name_that_one_contact_bears_is_probable() -> None:
    (link,) = decide(people(author(), contact(company_id=30)), 5)
    assert (link.contact_id, link.company_id, link.state, link.confidence) == (20, 30, "probable", 0.8)


def test_a_name_is_surer_with_the_contact_s_company() -> None:
    (link,) = decide(people(author(claims=(AT_ACME,)), contact(company_id=30)), 5)
    assert (link.state, link.confidence) == ("probable", 0.95)
    assert "company" in link.evidence


@pytest.mark.parametrize("name", ["Ada", "ada_codes", "", "the Ada"])
def test_a_mononym_or_a_handle_is_no_name(name: str) -> None:
    assert decide(people(author(name=name), contact(first="Ada", last="")), 5) == ()


@pytest.mark.parametrize(
    ("facts", "why"),
    [
        ((author(), contact(), contact(21)), "several contacts bear it"),
        ((author(), contact(), author(6, handle="ada6")), "several accounts bear it"),
        ((author(), contact(handle="other")), "another handle"),
        ((author(), contact(x_user_id=9)), "another X user id"),
        ((author(claims=(AT_GLOBEX,)), contact(company_id=30)), "another company"),
        ((author(name="Ada Quillfeather (parody)"), contact()), "parody"),
        ((author(description="A fan account, not affiliated"), contact()), "fan"),
        ((author(name="Аda Quillfeather"), contact()), "another script"),
        ((author(name="John Smith"), contact(first="John", last="Smith")), "many people"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_speaks_against_a_name_leaves_it_to_a_person(facts: Any, why: str) -> None:
    assert (tie(*facts) or (None,))[0] is None
    assert any(why in evidence for _, _, evidence in asked(*facts))


def test_a_common_name_needs_the_company_beside_it() -> None:
    john = author(name="John Smith", claims=(AT_ACME,))
    assert tie(john, contact(first="John", last="Smith", company_id=30)) == (20, 30, "name", "probable")


def test_of_two_with_one_name_the_one_with_the_company_is_probable() -> None:
    pair = (author(claims=(AT_ACME,)), author(6, handle="ada6"))
    assert tie(*pair, contact(company_id=30)) == (20, 30, "name", "probable")
    assert tie(*pair, contact(company_id=30), number=6) is None


def test_a_name_that_many_accounts_bear_is_not_even_proposed() -> None:
    crowd = [author(number, handle=f"ada{number}") for number in range(5, 12)]
    assert decide(people(*crowd, contact()), 5) == ()


def test_a_contact_that_a_person_tied_elsewhere_is_only_proposed() -> None:
    more: Any = {"decided": {6: Target("contact", 20)}}
    assert tie(author(), author(6, "Somebody Else"), contact(), **more) is None
    assert decide(people(author(), author(6, "Somebody Else"), contact(), **more), 6) == ()


def test_a_crowd_of_one_name_is_told_in_no_time_and_only_by_the_company() -> None:
    crowd = [author(number, handle=f"ada{number}") for number in range(100, 1_100)]
    known = author(claims=(AT_ACME,))
    facts = people(*crowd, known, contact(company_id=30), contact(21))
    assert [decide(facts, one.id) for one in crowd] == [()] * 1_000
    assert [link.contact_id for link in decide(facts, 5) if link.contact_id] == [20]
    assert len(facts.backing) == 1


def test_a_refused_pair_is_never_proposed_again_and_frees_the_name() -> None:
    pair = (author(), author(6, handle="ada6"), contact())
    more: Any = {"rejected": {(5, Target("contact", 20))}}
    assert decide(people(*pair, **more), 5) == ()
    assert tie(*pair, number=6, **more) == (20, None, "name", "probable")


def test_a_refused_handle_is_free_for_the_next_bearer() -> None:
    pair = (author(name="a", handles={"ada": 1}), author(6, "b", handles={"ada": 2}))
    more: Any = {"rejected": {(5, Target("contact", 20))}}
    assert tie(*pair, contact(handle="ada"), **more) is None
    assert tie(*pair, contact(handle="ada"), number=6, **more) == (20, None, "handle", "confirmed")


def test_a_domain_ties_the_company_and_nobody_there() -> None:
    stranger = author(name="Somebody Else", claims=(Claim("domain", "acme.dev", "link", "works"),))
    assert tie(stranger, contact(company_id=30)) == (None, 30, "domain", "probable")


def test_an_affiliation_that_x_shows_is_sure() -> None:
    vouched = author(name="x", claims=(Claim("handle", "acmehq", "affiliation", "works"), AT_GLOBEX))
    assert tie(vouched) == (None, 30, "affiliation", "confirmed")


@pytest.mark.parametrize("stance", ["not", "own", "unclear"])
def test_a_company_that_is_only_named_ties_nothing(stance: Any) -> None:
    assert decide(people(author(name="x", claims=(Claim("domain", "acme.com", "link", stance),))), 5) == ()


def test_a_company_that_the_profile_also_denies_is_none() -> None:
    claims = (AT_ACME, Claim("handle", "acmehq", "bio_handle", "not"))
    assert decide(people(author(name="x", claims=claims)), 5) == ()


def test_two_companies_tie_neither() -> None:
    torn = author(name="x", claims=(AT_ACME, AT_GLOBEX))
    assert tie(torn) is None
    assert [row[1] for row in asked(torn)] == [30, 31]


def test_a_refused_company_still_speaks_against_a_name() -> None:
    facts = (author(claims=(AT_GLOBEX,)), contact(company_id=30))
    more: Any = {"rejected": {(5, Target("company", 31))}}
    assert tie(*facts, **more) is None
    assert any("another company" in evidence for _, _, evidence in asked(*facts, **more))


def test_a_refused_company_is_left_out() -> None:
    torn = author(name="x", claims=(AT_ACME, AT_GLOBEX))
    assert tie(torn, rejected={(5, Target("company", 30))}) == (None, 31, "company_handle", "probable")


def test_an_ambiguous_name_still_ties_the_company_that_the_profile_names() -> None:
    facts = (author(claims=(AT_ACME,)), contact(), contact(21))
    assert tie(*facts) == (None, 30, "domain", "probable")
    assert [row[0] for row in asked(*facts)] == [20, 21]


def test_who_has_moved_on_writes_for_where_the_profile_says() -> None:
    assert tie(author(claims=(AT_GLOBEX,)), contact(handle="ada", company_id=30)) == (20, 31, "handle", "confirmed")
    left = author(claims=(Claim("handle", "acmehq", "bio_handle", "not"),))
    assert tie(left, contact(handle="ada", company_id=30)) == (20, None, "handle", "confirmed")
    assert tie(author(claims=(AT_GLOBEX,)), contact(handle="ada", company_id=30), mode="strict") == (
        20, 30, "handle", "confirmed",
    )  # fmt: skip


def test_strict_only_proposes_names_and_domains() -> None:
    assert tie(author(claims=(AT_ACME,)), contact(company_id=30), mode="strict") is None
    assert [row[:2] for row in asked(author(claims=(AT_ACME,)), contact(company_id=30), mode="strict")] == [
        (20, None),
        (None, 30),
    ]
    assert tie(author(), contact(handle="ada"), mode="strict") == (20, None, "handle", "confirmed")


def test_off_says_nothing_and_a_person_s_word_ends_the_rules() -> None:
    assert decide(people(author(), contact(handle="ada"), mode="off"), 5) == ()
    assert decide(people(author(), contact(handle="ada"), decided={5: Target("company", 31)}), 5) == ()


def test_every_step_says_what_it_found() -> None:
    walked = list(steps(people(author(name="x")), 5))
    assert [step.rule for step in walked] == ["handle", "name", "domain"]
    assert all(step.found for step in walked)
