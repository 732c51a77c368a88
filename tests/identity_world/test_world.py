"""The generator keeps its promises: one world a seed, labels that the profiles bear out, and every trap."""

import ast
import json
import os
import random
import re
import subprocess
import sys
import unicodedata
from collections import Counter
from pathlib import Path

import pytest

from tests.identity_world import World, decorations, generate, phrases
from tests.identity_world.model import Author, Company
from tests.identity_world.spelling import key, squeezed

TRAPS = {
    "decorated", "joke", "last_first", "first_only", "middle_initial", "last_initial", "short_form", "no_marks",
    "transliterated", "left", "old_link", "foreign_link", "stale", "moved", "taken", "moved_unseen", "second_account",
    "personal_domain", "parody", "impersonator", "fan",
} | set(phrases.RELATIONS)  # fmt: skip
DIGEST = "import hashlib; from tests.identity_world import generate; print(hashlib.sha256(repr(generate(7, 100, 500)).encode()).hexdigest())"


def share_of_right_pairs(world: World) -> float:
    """Of the pairs of an exact full name, those that are one person."""
    by_name: dict[str, list[int]] = {}
    for contact in world.contacts:
        if contact.first_name and contact.last_name:
            by_name.setdefault(squeezed(f"{contact.first_name} {contact.last_name}"), []).append(contact.number)
    names = world.truth.names.items()
    pairs = [(author, number) for author, name in names for number in by_name.get(squeezed(name), [])]
    return sum(world.truth.contact_of.get(author) == number for author, number in pairs) / len(pairs)


def says(author: Author, company: Company) -> bool:
    """Whether a profile has a domain, the account or the name of a company in any place."""
    text = " ".join((author.bio, author.link or "", author.entities, author.affiliation or "")).lower()
    words = (company.domain, *company.aliases, f"@{company.account}", company.name)
    return any(word.lower() in text for word in words)


def test_the_same_seed_is_the_same_world_and_another_one_is_not() -> None:
    assert generate(3, 100, 500) == generate(3, 100, 500)
    assert generate(3, 100, 500) != generate(4, 100, 500)


def test_no_order_of_hashes_and_no_global_randomness_plays_a_part() -> None:
    before = random.getstate()
    generate(7, 100, 500)
    assert random.getstate() == before
    ran = [
        subprocess.run(
            [sys.executable, "-c", DIGEST],
            env=os.environ | {"PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    ]
    assert ran[0] == ran[1]


def test_the_package_knows_nothing_of_the_program() -> None:
    files = [file for file in Path(__file__).parent.glob("*.py") if not file.name.startswith("test_")]
    trees = [ast.parse(file.read_text(encoding="utf-8")) for file in files]
    names = [node.module or "" for tree in trees for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    names += [
        name.name for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Import) for name in node.names
    ]
    assert len(files) > 10
    assert [name for name in names if name.startswith("devsignal")] == []


def test_exact_names_are_right_as_often_as_in_real_data(world: World) -> None:
    assert 0.80 <= share_of_right_pairs(world) <= 0.90
    assert 0.80 <= share_of_right_pairs(generate(2, 1_000, 4_000)) <= 0.90


def test_exact_names_are_right_as_often_in_the_default_world() -> None:
    world = generate(1)
    assert (len(world.contacts), len(world.authors)) == (5_000, 20_000)
    assert 0.80 <= share_of_right_pairs(world) <= 0.90


def test_the_world_has_the_shares_that_it_is_to_have(world: World) -> None:
    contacts = len(world.contacts)
    assert len(set(world.truth.contact_of.values())) / contacts == pytest.approx(0.55, abs=0.04)
    assert sum(contact.handle is not None for contact in world.contacts) / contacts == pytest.approx(0.30, abs=0.04)
    with_account = set(world.truth.contact_of.values())
    assert sum(contact.user_id is not None for contact in world.contacts) / len(with_account) == pytest.approx(
        0.05, abs=0.03
    )
    people = [
        traps for author, traps in world.truth.traps.items() if world.truth.kinds[author] in {"contact", "stranger"}
    ]
    assert sum("decorated" in traps for traps in people) / len(people) == pytest.approx(1 / 3, abs=0.05)


def test_every_kind_of_author_and_every_trap_occurs(world: World) -> None:
    kinds = Counter(world.truth.kinds.values())
    assert set(kinds) == {
        "contact",
        "colleague",
        "stranger",
        "company",
        "bot",
        "brand_fan",
        "impersonator",
        "parody",
        "fan",
        "handle_taker",
    }
    assert {trap for traps in world.truth.traps.values() for trap in traps} >= TRAPS
    handles = {company.handle for company in world.companies if company.handle}
    assert any(contact.handle in handles for contact in world.contacts)
    assert any(not contact.last_name for contact in world.contacts)
    assert any(contact.email is None for contact in world.contacts)
    names = Counter(key(f"{contact.first_name} {contact.last_name}") for contact in world.contacts if contact.last_name)
    assert names.most_common(1)[0][1] > 1
    accounts = Counter(world.truth.contact_of.values())
    assert accounts.most_common(1)[0][1] == 2


def test_names_come_in_many_scripts(world: World) -> None:
    signs = {sign for contact in world.contacts for sign in contact.last_name}
    scripts = {unicodedata.name(sign, "").split()[0] for sign in signs}
    assert scripts >= {"LATIN", "CYRILLIC", "GREEK", "ARABIC", "DEVANAGARI", "HANGUL", "CJK"}


def test_there_are_more_than_forty_decorations() -> None:
    assert sum(map(len, decorations.PLAIN.values())) + len(decorations.EMPLOYER) + len(decorations.LETTERS) > 80


def test_labels_of_evidence_are_borne_out(world: World) -> None:
    contacts = {contact.number: contact for contact in world.contacts}
    companies = {company.number: company for company in world.companies}
    on_x = Counter(key(name) for name in world.truth.names.values())
    on_file = Counter(key(f"{contact.first_name} {contact.last_name}") for contact in world.contacts)
    seen = Counter(label for labels in world.truth.evidence.values() for label in labels)
    assert set(world.truth.evidence) == set(world.truth.contact_of)
    assert set(seen) == {"handle_on_file", "user_id", "unique_full_name", "company", "affiliation"}
    for author in world.authors:
        labels = world.truth.evidence.get(author.user_id, ())
        contact = contacts[world.truth.contact_of.get(author.user_id, 1)]
        name = key(f"{contact.first_name} {contact.last_name}")
        bears_handle = contact.handle in {author.username, *(seen.username for seen in author.former)}
        is_alone = name == key(world.truth.names[author.user_id]) and on_x[name] == on_file[name] == 1
        if labels:
            assert ("handle_on_file" in labels) == bears_handle
            assert ("user_id" in labels) == (contact.user_id == author.user_id)
            assert ("unique_full_name" in labels) == (is_alone and bool(contact.first_name and contact.last_name))
        if "company" in labels:
            assert contact.company == world.truth.company_of[author.user_id]
            assert says(author, companies[contact.company or 0])


def test_named_employers_stand_in_the_profile(world: World) -> None:
    companies = {company.number: company for company in world.companies}
    authors = {author.user_id: author for author in world.authors}
    for number in world.truth.named:
        company = companies[world.truth.company_of[number]]
        text = f"{authors[number].link} {authors[number].entities} {authors[number].bio}".lower()
        handles = [f"@{company.handle}".lower()] if company.handle else []
        is_told = any(word in text for word in (company.domain, *company.aliases, *handles))
        assert is_told or str(company.user_id) in (authors[number].affiliation or "")
    assert not world.truth.named & world.truth.undecidable_company
    assert world.truth.undecidable_company


def test_handles_change_hands_in_the_order_of_time(world: World) -> None:
    takers = [author for author in world.authors if world.truth.kinds[author.user_id] == "handle_taker"]
    former = {seen.username: (author, seen) for author in world.authors for seen in author.former}
    assert takers
    for taker in takers:
        author, seen = former[taker.username]
        assert seen.seen_at < author.seen_at < taker.seen_at
        assert "handle_on_file" in world.truth.evidence[author.user_id]
    unseen = [author for author, traps in world.truth.traps.items() if "moved_unseen" in traps]
    assert all("handle_on_file" not in world.truth.evidence[author] for author in unseen)


def test_handles_taken_before_anybody_was_seen_occur_on_demand_only(world: World) -> None:
    assert not world.truth.undecidable_contact
    asked = generate(1, 1_000, 4_000, taken_unseen=0.5)
    assert asked.truth.undecidable_contact
    handles = {contact.handle for contact in asked.contacts}
    takers = [author for author in asked.authors if author.user_id in asked.truth.undecidable_contact]
    assert all(taker.username in handles for taker in takers)


def test_impersonators_look_like_contacts_and_are_spelled_otherwise(world: World) -> None:
    contacts = {contact.number for contact in world.contacts}
    full = {squeezed(f"{contact.first_name} {contact.last_name}") for contact in world.contacts}
    found = [author for author in world.authors if world.truth.kinds[author.user_id] == "impersonator"]
    assert all(squeezed(author.name) not in full for author in found)
    assert world.truth.twins <= contacts
    assert len(world.truth.twins) >= len(found)


def test_profiles_are_such_as_x_would_give(world: World) -> None:
    ids = [author.user_id for author in world.authors]
    assert len(set(ids)) == len(ids)
    assert len({author.username.lower() for author in world.authors}) == len(ids)
    for author in world.authors:
        assert re.fullmatch(r"[A-Za-z0-9_]{1,15}", author.username)
        assert len(author.name) <= 50
        assert len(author.bio) <= 200
    assert len({company.domain for company in world.companies}) == len(world.companies)
    emails = [contact.email for contact in world.contacts if contact.email]
    assert len({email.lower() for email in emails}) == len(emails)


def test_entities_point_at_what_they_say(world: World) -> None:
    kinds: Counter[str] = Counter()
    for author in world.authors:
        entities = json.loads(author.entities) if author.entities else {}
        for url in entities.get("description", {}).get("urls", []):
            kinds["url"] += 1
            assert author.bio[url["start"] : url["end"]] == url["url"]
        for mention in entities.get("description", {}).get("mentions", []):
            kinds["mention"] += 1
            assert author.bio[mention["start"] : mention["end"]] == f"@{mention['username']}"
        if author.link:
            kinds["link"] += 1
            assert entities["url"]["urls"][0]["expanded_url"] == author.link
    assert set(kinds) == {"url", "mention", "link"}


def test_too_few_authors_are_refused() -> None:
    with pytest.raises(ValueError, match="too few"):
        generate(1, 1_000, 300)
