"""The accounts of contacts: who has one, what it shows, which handle is on file, and how handles changed hands."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from random import Random

from tests.identity_world import drafts, profiles
from tests.identity_world.accounts import Accounts
from tests.identity_world.contacts import Known
from tests.identity_world.drafts import Draft
from tests.identity_world.model import Company, Contact
from tests.identity_world.names import Names
from tests.identity_world.profiles import Shown

_HAVE_ACCOUNT, _HAVE_TWO = 0.545, 0.01
_HANDLE_ON_FILE, _ID_ON_FILE = 0.3, 0.05
_STALE = 0.015  # of those who name their employer, which makes one in a hundred of all who have one


@dataclass(frozen=True, slots=True)
class Stage:
    """What all who make accounts need."""

    names: Names
    firms: Sequence[Company]
    accounts: Accounts
    random: Random

    def firm(self) -> Company:
        return self.random.choice(self.firms)


def of_contacts(known: Sequence[Known], stage: Stage, taken_unseen: float) -> tuple[list[Contact], list[Draft]]:
    """The contacts with what is on file of X, and all their accounts with those of who took their handles."""
    contacts: list[Contact] = []
    found: list[Draft] = []
    for each in known:
        has_account = each.is_own or stage.random.random() < _HAVE_ACCOUNT
        if not has_account:
            contacts.append(_absent(each, stage))
            continue
        mine = account_of(each, stage)
        contact, others = _on_file(each.contact, mine, stage, taken_unseen)
        contacts.append(contact)
        found += [mine, *others]
        if stage.random.random() < _HAVE_TWO:
            found.append(account_of(each, stage))
            found[-1].traps.append("second_account")
    return contacts, found


def account_of(known: Known, stage: Stage) -> Draft:
    """An account of a contact."""
    random, person = stage.random, known.person
    link = drafts.own_link(person, random)
    employer: Company | None = known.employer
    is_stale = False
    if known.is_own and employer:
        shown = Shown(profiles.of_nobody(None, random).bio, f"https://{employer.domain}", traps=("personal_domain",))
    elif known.left and employer:
        shown = profiles.of_mover(employer, known.left, link, random)
        shown = replace(shown, traps=(*shown.traps, "left"))
    else:
        shown, employer, is_stale = of_anybody(employer, link, stage)
    draft = drafts.of_person("contact", person, shown, employer, stage.accounts, random)
    draft.contact = known.contact.number
    draft.is_undecidable_company = is_stale
    return draft


def of_anybody(employer: Company | None, link: str | None, stage: Stage) -> tuple[Shown, Company | None, bool]:
    """What somebody shows, the true employer, and whether the two differ with no sign of it."""
    random = stage.random
    if employer is None:
        is_silent = random.random() < 0.6
        shown = (
            profiles.of_nobody(link, random)
            if is_silent
            else profiles.of_other(stage.firm(), stage.firm(), link, random)
        )
        return shown, None, False
    others = [stage.firm()] if random.random() < 0.25 else []
    others = [other for other in others if other is not employer]
    shown = profiles.of_worker(employer, others, link, random)
    if (shown.named or shown.worded) and random.random() < _STALE:
        return replace(shown, named=False, worded=False, traps=(*shown.traps, "stale")), None, True
    return shown, employer, False


def _absent(known: Known, stage: Stage) -> Contact:
    """A contact without an account; a few have a handle on file all the same, some of them their company's."""
    chance = stage.random.random()
    firm = known.left or known.employer
    if firm and firm.handle and chance < 0.04 and known.contact.email:
        return replace(known.contact, handle=firm.handle)
    if chance < _HANDLE_ON_FILE:
        return replace(known.contact, handle=stage.accounts.of_person(known.person))
    return known.contact


def _on_file(contact: Contact, mine: Draft, stage: Stage, taken_unseen: float) -> tuple[Contact, list[Draft]]:
    """What is on file of an account, and who took its handle since."""
    random = stage.random
    if random.random() < _ID_ON_FILE:
        contact = replace(contact, user_id=mine.user_id)
    if random.random() >= _HANDLE_ON_FILE:
        return contact, []
    contact = replace(contact, handle=mine.username)
    change = random.choices(
        ("none", "moved", "taken", "moved_unseen", "taken_unseen"), (0.86, 0.06, 0.04, 0.04, taken_unseen)
    )[0]
    if change == "none":
        return contact, []
    mine.traps.append(change)
    old, mine.username = mine.username, stage.accounts.free(mine.username)
    if change in {"moved", "taken"}:
        mine.former = old
    if change not in {"taken", "taken_unseen"}:
        return contact, []
    taker = stranger_with(old, stage)
    taker.is_undecidable_contact = change == "taken_unseen"
    return contact, [taker]


def stranger_with(handle: str, stage: Stage) -> Draft:
    """Somebody who took a handle that was free, and is seen late with it."""
    person = stage.names.person(stage.random)
    shown = profiles.of_nobody(drafts.own_link(person, stage.random), stage.random)
    draft = drafts.of_person("handle_taker", person, shown, None, stage.accounts, stage.random)
    draft.username, draft.is_late = handle, True
    return draft
