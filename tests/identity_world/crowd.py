"""Everybody else: colleagues and strangers, companies' own accounts and their fans, bots, and who plays a contact."""

from collections.abc import Sequence
from random import Random

from tests.identity_world import companies, drafts, phrases, profiles
from tests.identity_world.cast import Stage, of_anybody
from tests.identity_world.contacts import Known
from tests.identity_world.decorations import joke
from tests.identity_world.drafts import Draft
from tests.identity_world.model import Company, Kind
from tests.identity_world.profiles import Shown
from tests.identity_world.spelling import look_alike

_ROOM = 30  # of the 50 characters that X keeps of a name
_PARODIES = (
    "{n} (parody)",
    "Not {n}",
    "{n} [PARODY]",
    "Fake {n}",
    "{n} - parody account",
    "{n} (satire)",
    "Totally {n}",
)
_FANS = ("{n} Fans", "{n} quotes", "{n} memes", "{n} (fan account)", "Daily {n}", "{n} Updates")
_BRAND_FANS = ("{c} Fans", "{c} Memes", "Unofficial {c}", "{c} Tips", "Not {c}", "{c} (parody)", "{c} Users Berlin")
_BOTS = ("devjobs bot", "Daily CVE", "new packages", "Hiring Devs 🤖", "RT @{c}", "{c} status mirror", "HN top 10")


def of_companies(firms: Sequence[Company], stage: Stage) -> list[Draft]:
    """The companies' own accounts, on file or not."""
    found = []
    for firm in firms:
        if firm.account is None or firm.user_id is None:
            continue
        word = stage.random.choice(phrases.AREAS)
        bio = f"The {word} platform for developers. Status: @{firm.account} Help: help@{firm.domain}"
        shown = Shown(bio, f"https://{firm.domain}")
        _, made = stage.accounts.born()
        draft = Draft("company", firm.user_id, made, firm.account, firm.name, firm.name, shown, company=firm.number)
        found.append(draft)
    return found


def of_brand_fans(count: int, stage: Stage) -> list[Draft]:
    """Fans, memes and parodies of companies, with links to them."""
    return [_brand_fan(stage) for _ in range(count)]


def of_bots(count: int, stage: Stage) -> list[Draft]:
    """Accounts that nobody sits behind, naming companies and linking to them."""
    return [_bot(stage) for _ in range(count)]


def of_players(known: Sequence[Known], accounts: Sequence[Draft], stage: Stage) -> list[Draft]:
    """Impersonators in look-alike letters, parodies and fans of contacts, with or without an account of their own."""
    by_contact = {draft.contact: draft for draft in accounts if draft.contact and not draft.former}
    count = max(4, len(known) // 150)
    names = ((each, each.person.full) for each in known)
    imitable = [each for each, name in names if len(name) <= _ROOM and look_alike(name, stage.random) != name]
    played = stage.random.sample(imitable, k=min(len(imitable), 3 * count))
    found = [_impersonator(each, by_contact.get(each.contact.number), stage) for each in played[:count]]
    found += [_parody(each, by_contact.get(each.contact.number), stage) for each in played[count : 2 * count]]
    return found + [_fan(each, stage) for each in played[2 * count :]]


def of_strangers(count: int, stage: Stage) -> list[Draft]:
    """People who are no contacts: three in ten work for a company on file, others only name one, most do neither."""
    return [_stranger(stage) for _ in range(count)]


def _stranger(stage: Stage) -> Draft:
    random, person = stage.random, stage.names.person(stage.random)
    link = drafts.own_link(person, random)
    chance = random.random()
    kind: Kind = "colleague" if chance < 0.3 else "stranger"
    employer: Company | None = None
    is_stale = False
    if chance < 0.45:
        at = stage.firm() if kind == "colleague" else companies.outside(random)
        shown, employer, is_stale = of_anybody(at, link, stage)
    elif chance < 0.7:
        shown = profiles.of_other(stage.firm(), stage.firm(), link, random)
    else:
        shown = profiles.of_nobody(link, random)
    draft = drafts.of_person(kind, person, shown, employer, stage.accounts, random)
    draft.is_undecidable_company = is_stale
    if random.random() < 0.12:
        draft.name = draft.display = joke(random)
        draft.traps = ["joke", *shown.traps]
    if random.random() < 0.02:
        draft.former = stage.accounts.free(draft.username)
    return draft


def _impersonator(known: Known, model: Draft | None, stage: Stage) -> Draft:
    random = stage.random
    name = model.name if model and model.name == known.person.full else known.person.full
    bio, link = (model.shown.bio, model.shown.link) if model and random.random() < 0.6 else ("crypto. DM me.", None)
    twin = look_alike(name, random)
    username = _near(model.username if model else stage.accounts.of_person(known.person), random)
    return _player("impersonator", twin, twin, Shown(bio, link), known, stage, username)


def _parody(known: Known, model: Draft | None, stage: Stage) -> Draft:
    name = known.person.full
    bio = model.shown.bio if model and stage.random.random() < 0.4 else f"Parody of {name}"
    display = stage.random.choice(_PARODIES).format(n=name)
    link = model.shown.link if model else None
    return _player(
        "parody", name, display, Shown(bio, link), known, stage, f"not{stage.accounts.of_person(known.person)}"
    )


def _fan(known: Known, stage: Stage) -> Draft:
    display = stage.random.choice(_FANS).format(n=known.person.full)
    shown = Shown(f"All about {known.person.full}. Run by fans.")
    return _player("fan", display, display, shown, known, stage, f"fan{stage.accounts.of_person(known.person)}")


def _player(kind: Kind, name: str, display: str, shown: Shown, known: Known, stage: Stage, username: str) -> Draft:
    draft = drafts.plain(kind, name, display, shown, stage.accounts.free(username), stage.accounts)
    draft.traps += [kind, f"plays contact {known.contact.number}"]
    return draft


def _brand_fan(stage: Stage) -> Draft:
    firm = stage.firm()
    name = stage.random.choice(_BRAND_FANS).format(c=firm.name)
    word = profiles.name_of(firm, "handle", stage.random)
    bio = stage.random.choice(
        ("Not affiliated with {h}", "Fan page for {h}", "Unofficial tips for {h}", "{h} but funny")
    )
    link = profiles.link_to(firm, stage.random) if stage.random.random() < 0.5 else None
    username = stage.accounts.free(f"{name.replace(' ', '')[:11]}_")
    return drafts.plain("brand_fan", name, name, Shown(bio.format(h=word), link), username, stage.accounts)


def _bot(stage: Stage) -> Draft:
    firm, second = stage.firm(), stage.firm()
    name = stage.random.choice(_BOTS).format(c=firm.name)
    words = [profiles.name_of(each, "handle", stage.random) for each in (firm, second)]
    bio = f"🤖 Automated. Posts news of {words[0]} {words[1]}. {profiles.link_to(firm, stage.random)}"
    return drafts.plain("bot", name, name, Shown(bio), stage.accounts.free(f"{name.lower()}bot"), stage.accounts)


def _near(username: str, random: Random) -> str:
    """A username that looks like another one at a glance."""
    return random.choice((username.replace("l", "I"), username.replace("o", "0"), f"{username}_", f"real{username}"))
