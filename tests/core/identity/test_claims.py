"""Which companies a profile points to, and how: every trap is a row."""

import json
import string
from typing import Any, get_args

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from devsignal_cli.core.identity import claims, cues
from devsignal_cli.core.identity.pointers import of_url
from devsignal_cli.model.people import Claim
from devsignal_cli.model.posts import Profile

NAME = "Ada Lovelace"


def profile(
    bio: str = "",
    *,
    name: str = NAME,
    handle: str = "ada_l",
    link: str = "",
    entities: object = None,
    affiliation: object = None,
    verified_type: str | None = None,
) -> Profile:
    return Profile(
        1,
        handle,
        b"",
        username_key=handle.lower(),
        name=name,
        description=bio,
        url=link,
        entities="" if entities is None else json.dumps(entities),
        affiliation="" if affiliation is None else json.dumps(affiliation),
        verified_type=verified_type,
    )


def links(own: str = "", **in_bio: str) -> dict[str, Any]:
    """X's entities: the profile's own link, and those of the bio by the end of their t.co address."""
    return {
        "url": {"urls": [{"url": "https://t.co/own", "expanded_url": own}]},
        "description": {
            "urls": [{"url": f"https://t.co/{end}", "expanded_url": target} for end, target in in_bio.items()]
        },
    }


def told(given: Profile) -> str:
    """The claims in one line, one word for each value, in alphabetical order."""
    return " ".join(sorted(f"{claim.value}:{claim.stance}" for claim in claims.read(given)))


def sources(given: Profile) -> dict[str, str]:
    return {claim.value: claim.source for claim in claims.read(given)}


@pytest.mark.parametrize(
    ("bio", "expected"),
    [
        ("@acme", "acme:works"),
        ("DevRel @acme", "acme:works"),
        ("DevRel @Acme_Inc.", "acme_inc:works"),
        ("eng at acme.com", "acme.com:works"),
        ("CTO, acme.com", "acme.com:works"),
        ("Building @acme", "acme:works"),
        ("Software engineer at @acme. Opinions my own", "acme:works"),
        ("Views are my own | SRE @ acme.com", "acme.com:works"),
        ("Co-founder & CEO of @acme", "acme:works"),
        ("Head of Product @acme", "acme:works"),
        ("CEO/CTO @acme", "acme:works"),
        ("@acme CEO", "acme:works"),
        ("On the @vscode team at @acme", "acme:works vscode:works"),
        ("Intern @acme", "acme:works"),
        ("Working for @acme", "acme:works"),
        ("Works at @acme and @globex", "acme:works globex:works"),
        ("We're hiring! Join us at acme.com", "acme.com:works"),
        ("→ @acme", "acme:works"),
        ("Infra @acme 🇨🇦 | cats", "acme:works"),
        ("Machine learning @acme", "acme:works"),
        ("Customer success @acme", "acme:works"),
        ("User research @acme", "acme:works"),
        ("CTO at Acme (acme.io)", "acme.io:works"),
        ("Entwicklerin bei @acme", "acme:works"),
        ("Développeuse chez @acme", "acme:works"),
        ("coffee, cats, @acme", "acme:works"),
        ("Engineer ＠acme", "acme:works"),
        ("CTO https://www.acme.com/team/ada", "acme.com:works"),
        ("https://x.com/Acme", "acme:works"),
        ("Engineer, twitter.com/acme", "acme:works"),
    ],
)
def test_a_job_beside_a_company_means_work_there(bio: str, expected: str) -> None:
    assert told(profile(bio)) == expected


@pytest.mark.parametrize(
    ("bio", "expected"),
    [
        ("ex-@acme", "acme:not"),
        ("ex @acme", "acme:not"),
        ("Ex: @acme", "acme:not"),
        ("former CTO @acme", "acme:not"),
        ("Formerly @acme", "acme:not"),
        ("used to work at @acme", "acme:not"),
        ("I was @acme", "acme:not"),
        ("left @acme", "acme:not"),
        ("Retired engineer @acme", "acme:not"),
        ("alum of @acme", "acme:not"),
        ("@acme alum", "acme:not"),
        ("@acme 2015-2019", "acme:not"),
        ("@acme '12", "acme:not"),
        ("advisor @acme", "acme:not"),
        ("angel investor in @acme", "acme:not"),
        ("Board member @acme", "acme:not"),
        ("not affiliated with @acme", "acme:not"),
        ("opinions not of @acme", "acme:not"),
        ("fan of @acme", "acme:not"),
        ("I love @acme", "acme:not"),
        ("hates @acme", "acme:not"),
        ("user of @acme", "acme:not"),
        ("built with @acme", "acme:not"),
        ("Building on @acme", "acme:not"),
        ("powered by acme.com", "acme.com:not"),
        ("CS student @acme", "acme:not"),
        ("Incoming SWE @acme", "acme:not"),
        ("Joining @acme", "acme:not"),
        ("contributor to @acme", "acme:not"),
        ("speaker at @acme", "acme:not"),
        ("Host of @acme", "acme:not"),
        ("mentor at @acme", "acme:not"),
        ("Ambassador for @acme", "acme:not"),
        ("@acme ambassador", "acme:not"),
        ("@docker captain", "docker:not"),
        ("@aws community builder", "aws:not"),
        ("@google developer expert", "google:not"),
        ("Certified @acme admin", "acme:not"),
        ("Unofficial @acme status", "acme:not"),
        ("tweets about @acme, @globex", "acme:not globex:not"),
        ("husband of @grace", "grace:not"),
        ("via @acme", "acme:not"),
        ("follow @acme", "acme:not"),
        ("not @acme", "acme:not"),
        ("Founder (@ycombinator W22)", "ycombinator:not"),
        ("CTO @acme (former)", "acme:not"),
        ("Opinions ≠ @acme", "acme:not"),
        ("🎓 @stanford", "stanford:not"),
    ],
)
def test_a_no_beside_a_company_is_heard(bio: str, expected: str) -> None:
    assert told(profile(bio)) == expected


@pytest.mark.parametrize(
    ("bio", "expected"),
    [
        ("Ex @acme, @globex", "acme:not globex:not"),
        ("previously @acme, @globex and @initech", "acme:not globex:not initech:not"),
        ("prev: acme.com, globex.io", "acme.com:not globex.io:not"),
        ("prev. @acme / @globex + @initech & @hooli", "acme:not globex:not hooli:not initech:not"),
        ("Now @acme, prev @globex", "acme:works globex:not"),
        ("@acme (prev @globex)", "acme:works globex:not"),
        ("@acme (prev @globex) and @initech", "acme:works globex:not initech:works"),
        ("@acme, ex-@globex", "acme:works globex:not"),
        ("ex-@globex now @acme", "acme:works globex:not"),
        ("Was @globex, now @acme", "acme:works globex:not"),
        ("ex-@globex → @acme", "acme:works globex:not"),
        ("Prev @globex. @acme", "acme:works globex:not"),
        ("Prev @globex | @acme", "acme:works globex:not"),
        ("Prev @globex\n@acme", "acme:works globex:not"),
        ("Prev @globex 🚀 @acme", "acme:works globex:not"),
        ("Prev @globex - @acme", "acme:works globex:not"),
        ("Prev @globex — @acme", "acme:works globex:not"),
        ("Ex @globex, founder @acme", "acme:works globex:not"),
        ("prev. eng lead @globex, staff eng @acme", "acme:unclear globex:not"),
        ("advisor @acme, @globex", "acme:not globex:not"),
        ("Angel investor, @acme", "acme:unclear"),
        ("Speaker, CTO @acme", "acme:works"),
        ("@globex alum, @acme", "acme:works globex:not"),
        ("ex-Google, @acme", "acme:unclear"),
        ("ex-Google. @acme", "acme:works"),
        ("Engineer @acme, opinions not those of @acme", "acme:works"),
        ("Eng @acme, views are mine, not @acme's", "acme:works"),
        ("@acme ex @acme", "acme:not"),
        ("left @globex to build @acme", "acme:unclear globex:not"),
    ],
)
def test_the_past_goes_on_until_work_is_said_or_a_full_stop_comes(bio: str, expected: str) -> None:
    assert told(profile(bio)) == expected


@pytest.mark.parametrize(
    ("bio", "expected"),
    [
        ("Maintainer of @acme", "acme:unclear"),
        ("maintainer of @acme, @globex", "acme:unclear globex:unclear"),
        ("hello @acme", "acme:unclear"),
        ("@acme is great", "acme:unclear"),
        ("building cool things with @acme and @globex", "acme:unclear globex:unclear"),
        ("Engineer tinkering with @acme", "acme:unclear"),
        ("@acme developer", "acme:unclear"),
        ("@globex and @acme developer", "acme:unclear globex:unclear"),
        ("Find me at acme.com", "acme.com:unclear"),
        ("Blogging at acme.com", "acme.com:unclear"),
        ("AWS Hero @acme", "acme:unclear"),
        ("love my job at @acme", "acme:unclear"),
        ("Founder @acme (acquired by @globex)", "acme:unclear globex:unclear"),
        ("@globex → @acme", "acme:works globex:unclear"),
        ("@acme (@globex)", "acme:works globex:unclear"),
        ("consultant @acme", "acme:unclear"),
        ("Level up at acme.com", "acme.com:unclear"),
        ("Core team @acme", "acme:unclear"),
        ("@acme @globex alum", "acme:unclear globex:not"),
        ("Business: ada@acme.com", "acme.com:unclear"),
    ],
)
def test_what_may_be_work_or_not_is_unclear(bio: str, expected: str) -> None:
    assert told(profile(bio)) == expected


@pytest.mark.parametrize(
    "bio",
    [
        "node.js, Next.js, vue.js, asp.net and ADO.NET",
        "v2.0, 1.5M users, 3.14",
        "e.g. U.S. and Ph.D in St.Louis, a.k.a. B.Tech",
        "this is great.Working on it.Now",
        "hello.World sentence.Next",
        "README.md main.rs app.py setup.sh index.ts Makefile.mk",
        "vitalik.eth",
        "ada.github.io acme.myshopify.com ada.vercel.app",
        "github.com/acme linkedin.com/company/acme",
        "ada.substack.com ada.medium.com ada.hashnode.dev dev.to/ada",
        "linktr.ee/ada bento.me/ada about.me/ada bio.link/ada beacons.ai/ada read.cv/ada polywork.com/ada",
        "npmjs.com/~ada crates.io/users/ada lib.rs/crates/a sr.ht/~ada codeberg.org/ada",
        "cal.com/ada calendly.com/ada notion.so/ada patreon.com/ada ko-fi.com/ada ada.gumroad.com",
        "fosstodon.org/@ada hachyderm.io/@ada bsky.app/profile/ada keybase.io/ada orcid.org/0000 arxiv.org/a/ada",
        "scholar.google.com/citations sites.google.com/view/ada docs.google.com/document/1",
        "bit.ly/ada https://t.co/abc t.co/abc",
        "@ada.bsky.social @ada@mastodon.social ada@mastodon.social",
        "ada@gmail.com, ada@users.noreply.github.com",
        "me@acme, hello@, @, @@acme @acme@",
        "@averyveryverylonghandle",
        "x.com/i/lists/1 x.com/search?q=a x.com/acme/status/1",
        "http://192.168.0.1/ http://localhost:8000 printer.local",
        "@ada_l x.com/ada_l",
        "....... @ . @",
    ],
)
def test_what_is_no_company_makes_no_claim(bio: str) -> None:
    assert told(profile(bio)) == ""


@pytest.mark.parametrize(
    ("bio", "expected"),
    [
        ("socket.io", "socket.io:works"),
        ("https://acme.rs", "acme.rs:works"),
        ("www.acme.sh", "acme.sh:works"),
        ("ACME.COM", "acme.com:works"),
        ("Acme.AI", "acme.ai:works"),
        ("bücher.de", "xn--bcher-kva.de:works"),
        ("blog.acme.co.uk", "acme.co.uk:works"),
        ("@acme.com", "acme.com:works"),
        ("DevRel @acme.Dad of two", "acme:works"),
        ("CTO acme.com.Dad of two", "acme.com:works"),
        ("ada@acme.com", "acme.com:works"),
        ("Contact: ada@acme.com", "acme.com:works"),
        ("ex ada@acme.com", "acme.com:not"),
        ("Engineer https://github.com", "github.com:works"),
        ("(acme.com)", "acme.com:works"),
    ],
)
def test_domains_are_found_where_they_are_meant(bio: str, expected: str) -> None:
    assert told(profile(bio)) == expected


@pytest.mark.parametrize(
    ("name", "handle", "link", "bio", "expected"),
    [
        (NAME, "ada_l", "https://acme.com", "", "acme.com:works"),
        (NAME, "ada_l", "https://acme.com/team/ada", "", "acme.com:works"),
        (NAME, "ada_l", "https://www.acme.co.uk/?a=b", "I like trains", "acme.co.uk:works"),
        (NAME, "ada_l", "https://x.com/acme", "", "acme:works"),
        (NAME, "ada_l", "https://twitter.com/Ada_L", "", ""),
        (NAME, "ada_l", "https://ada.github.io", "", ""),
        (NAME, "ada_l", "https://github.com/ada", "", ""),
        (NAME, "ada_l", "https://t.co/abc", "", ""),
        (NAME, "ada_l", "https://gmail.com", "", ""),
        (NAME, "ada_l", "https://acme.com", "ex-Acme engineer", "acme.com:not"),
        (NAME, "ada_l", "https://acme.com", "Previously Globex, Acme", "acme.com:not"),
        (NAME, "ada_l", "https://stackoverflow.co", "ex-Stack Overflow", "stackoverflow.co:not"),
        (NAME, "ada_l", "https://acme.com", "ex-@acme", "acme.com:not acme:not"),
        (NAME, "ada_l", "https://docker.com", "Docker Captain", "docker.com:not"),
        (NAME, "ada_l", "https://acme.com", "Unofficial news", "acme.com:unclear"),
        (NAME, "ada_l", "https://acme.com", "My blog: acme.com", "acme.com:unclear"),
        (NAME, "ada_l", "https://acme.com", "Engineer at Acme, opinions not Acme's", "acme.com:works"),
        (NAME, "x", "https://adalovelace.com", "", "adalovelace.com:own"),
        (NAME, "x", "https://ada-lovelace.dev", "", "ada-lovelace.dev:own"),
        (NAME, "x", "https://lovelaceada.com", "", "lovelaceada.com:own"),
        (NAME, "x", "https://alovelace.io", "", "alovelace.io:own"),
        (NAME, "x", "https://adal.io", "", "adal.io:own"),
        (NAME, "x", "https://ada.dev", "", "ada.dev:own"),
        (NAME, "x", "https://lovelace.tech/about", "", "lovelace.tech:own"),
        (NAME, "x", "https://al.io", "", "al.io:own"),
        (NAME, "x", "https://adacodes.com", "", "adacodes.com:own"),
        ("Dan Abramov", "x", "https://danabra.mov", "", "danabra.mov:own"),
        (NAME, "acme", "https://acme.com", "", "acme.com:unclear"),
        (NAME, "acme_1", "https://acme.com", "", "acme.com:unclear"),
        (NAME, "grace", "https://acme.com", "", "acme.com:works"),
        ("Ada Lovelace 🚀 | Acme", "x", "https://acme.com", "", "acme.com:works"),
        ("Ada Lovelace @ Acme", "x", "https://acme.com", "", "acme.com:works"),
        ("Ada Lovelace at Acme", "x", "https://acme.com", "", "acme.com:works"),
        ("Dr. Hugo Müller", "x", "https://mueller.io", "", "mueller.io:own"),
        ("Hugo Müller", "x", "https://müller.io", "", "xn--mller-kva.io:own"),
        ("𝓐𝓭𝓪 𝓛𝓸𝓿𝓮𝓵𝓪𝓬𝓮", "x", "https://lovelace.dev", "", "lovelace.dev:own"),
        ("Kent C. Dodds", "kentcdodds", "https://kentcdodds.com", "", "kentcdodds.com:own"),
        ("Acme", "acme", "https://acme.com", "", "acme.com:works"),
        ("Acme", "acmehq", "https://acme.com", "We build anvils", "acme.com:works"),
        ("Acme Inc", "acme", "https://acme.com", "", "acme.com:works"),
        ("Acme", "acme", "https://acme.com", "The developer platform for teams", "acme.com:works"),
        ("zack", "zack", "https://zack.dev", "Developer", "zack.dev:unclear"),
        ("zack", "zackcodes", "https://zackcodes.com", "", "zackcodes.com:unclear"),
        ("山田太郎", "yamada", "https://yamada.dev", "", "yamada.dev:unclear"),
        ("", "x", "https://acme.com", "", "acme.com:works"),
    ],
)
def test_a_link_means_work_unless_it_is_the_author_s_own(
    name: str, handle: str, link: str, bio: str, expected: str
) -> None:
    assert told(profile(bio, name=name, handle=handle, link=link)) == expected


def test_x_s_word_that_an_account_is_a_business_makes_its_domain_no_person_s() -> None:
    given = profile(name="Stack Overflow", handle="stack", link="https://stackoverflow.co", verified_type="business")
    assert told(given) == "stackoverflow.co:works"


@pytest.mark.parametrize(
    ("entities", "bio", "expected"),
    [
        (links("https://acme.com"), "", "acme.com:works"),
        (links(a="https://acme.com/"), "CTO https://t.co/a", "acme.com:works"),
        (links(a="http://acme.com"), "prev https://t.co/a", "acme.com:not"),
        (links(a="http://acme.com", b="http://globex.io"), "https://t.co/a, ex https://t.co/b", "acme.com:works globex.io:not"),
        (links(a="http://ASP.NET"), "https://t.co/a developer", ""),
        (links(a="http://main.rs"), "https://t.co/a", ""),
        (links(a="http://hello.World"), "https://t.co/a", ""),
        (links(a="https://x.com/acme"), "Founder https://t.co/a", "acme:works"),
        (links(a="https://ada.substack.com"), "https://t.co/a", ""),
        (links(a="https://acme.com"), "the text has it not", "acme.com:unclear"),
        (links("https://bit.ly/x"), "", ""),
        ({"url": {"urls": [{"expanded_url": "https://bit.ly/x", "unwound_url": "https://acme.com/"}]}}, "", "acme.com:works"),
    ],
)  # fmt: skip
def test_links_count_as_x_expanded_them(entities: object, bio: str, expected: str) -> None:
    assert told(profile(bio, entities=entities)) == expected


@pytest.mark.parametrize(
    ("affiliation", "expected"),
    [
        ({"url": "https://twitter.com/Acme", "description": "Acme", "user_id": ["1"]}, "acme:works"),
        ({"url": "https://x.com/acme"}, "acme:works"),
        ({"url": "https://x.com/ada_l"}, ""),
        ({"url": "https://x.com/i/flow"}, ""),
        ({"url": "https://acme.com"}, ""),
        ({"url": 7}, ""),
        ({"url": "https://x.com/acme", "description": "Automated by @acme"}, ""),
    ],
)
def test_an_affiliation_is_x_s_word(affiliation: object, expected: str) -> None:
    assert told(profile(affiliation=affiliation)) == expected


def test_the_surest_source_of_a_stance_stays_and_a_no_beats_all() -> None:
    affiliation = {"url": "https://x.com/acme"}
    assert claims.read(profile("CTO @acme", affiliation=affiliation)) == (
        Claim("handle", "acme", "affiliation", "works"),
    )
    assert claims.read(profile("ex-@acme", affiliation=affiliation)) == (Claim("handle", "acme", "bio_handle", "not"),)


def test_every_source_is_named() -> None:
    given = profile(
        "@initech https://t.co/a hooli.com",
        entities=links("https://acme.com", a="https://umbrella.com"),
        affiliation={"url": "https://x.com/globex"},
    )
    assert sources(given) == {
        "globex": "affiliation",
        "acme.com": "link",
        "initech": "bio_handle",
        "umbrella.com": "bio_link",
        "hooli.com": "bio_domain",
    }


@pytest.mark.parametrize(
    ("link", "founds"),
    [
        ("https://acme.com", True),
        ("https://www.acme.com/", True),
        ("https://acme.com/team", False),
        ("https://mit.edu", False),
        ("https://ox.ac.uk", False),
        ("https://army.mil", False),
        ("https://nasa.gov", False),
        ("https://www.apache.org", False),
        ("https://rust-lang.org", False),
        ("https://github.com", False),
    ],
)
def test_only_the_front_door_of_a_company_founds_one(link: str, founds: bool) -> None:
    assert [claim.founds for claim in claims.read(profile(link=link))] == [founds]


@pytest.mark.parametrize("bio", ["acme.com", "CTO @acme"])
def test_a_bio_founds_nothing(bio: str) -> None:
    assert not any(claim.founds for claim in claims.read(profile(bio)))


def test_there_are_no_more_than_twenty_claims() -> None:
    assert len(claims.read(profile(" ".join(f"@acme{n}" for n in range(60))))) == claims.MAX_CLAIMS


@pytest.mark.parametrize("text", ["{", "[" * 100_000, "null", "7", '"a"', '{"url": [1]}', '{"url": {"urls": {"a": 1}}}',
    '{"url": {"urls": [null, 7, {"expanded_url": {}}]}}', '{"description": {"urls": [{"url": [], "expanded_url": "\\ud800"}]}}',
    "9" * 10_000])  # fmt: skip
def test_broken_json_is_no_claim(text: str) -> None:
    assert claims.read(Profile(1, "a", b"", entities=text, affiliation=text)) == ()


@pytest.mark.parametrize(
    "piece", ["a.", "@", "@a.", "ex ", "(", ")", "a@", "https://", "a-", "1", "\ud800.com ", "/", "🚀"]
)
def test_a_bio_of_any_length_costs_little_and_raises_nothing(piece: str) -> None:
    claims.read(profile(piece * 100_000, link="https://acme.com"))


def test_a_word_says_one_thing_of_what_follows_and_one_of_what_came() -> None:
    before, behind = set(get_args(cues.Before)), set(get_args(cues.Behind))
    kinds: dict[str, set[str]] = {}
    for kind, phrase in cues.lines():
        kinds.setdefault(phrase, set()).add(kind)
    assert set().union(*kinds.values()) <= before | behind | {"apart"}
    assert [phrase for phrase, found in kinds.items() if len(found & before) > 1 or len(found & behind) > 1] == []
    assert [phrase for phrase in kinds if phrase != phrase.strip().lower() or "-" in phrase] == []


PIECES = st.sampled_from(
    ["@acme", "@", "acme.com", "ex-", "prev ", ", ", " and ", ". ", "| ", "(", ")", "https://", "x.com/", "CTO ", " at ",
     "node.js", "a@b.co", "→", "🚀", "\n", "not ", "love ", "captain", "github.com/", "\ud800", "İ", "．", "@ada_l"]
)  # fmt: skip
BIOS = st.text(max_size=80) | st.lists(PIECES | st.characters(), max_size=14).map("".join)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=9) | st.sampled_from(["https://acme.com", "https://x.com/a"]),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(st.sampled_from(["url", "urls", "description", "expanded_url", "unwound_url"]), inner, max_size=3),
    max_leaves=12,
)  # fmt: skip


@given(name=st.text(max_size=30), bio=BIOS, link=st.text(max_size=30) | PIECES, entities=JSON, affiliation=JSON)
def test_no_profile_raises_and_none_is_told_twice(
    name: str, bio: str, link: str, entities: object, affiliation: object
) -> None:
    found = claims.read(profile(bio, name=name, link=link, entities=entities, affiliation=affiliation))
    assert len({claim[:2] for claim in found}) == len(found) <= claims.MAX_CLAIMS
    assert all(claim.value == claim.value.lower() and claim.value.isascii() for claim in found)
    assert all(claim.source == "link" and claim.stance == "works" for claim in found if claim.founds)


@given(st.text(max_size=200), st.text(max_size=50))
def test_json_texts_of_any_kind_raise_nothing(entities: str, affiliation: str) -> None:
    claims.read(Profile(1, "a", b"", entities=entities, affiliation=affiliation))


@given(st.text(st.characters(exclude_characters="@.\uff20")))
def test_a_bio_without_an_at_and_a_dot_names_nobody(bio: str) -> None:
    assert claims.read(profile(bio)) == ()
    assert [claim.source for claim in claims.read(profile(bio, link="https://acme.com"))] == ["link"]


@given(BIOS)
@example("devrel @acme.com, ex-@globex and ada@initech.io")
def test_capitals_do_not_change_which_companies_are_named(bio: str) -> None:
    small = bio.translate(str.maketrans(string.ascii_uppercase, string.ascii_lowercase))
    big = bio.translate(str.maketrans(string.ascii_lowercase, string.ascii_uppercase))
    # A letter beyond ASCII that stays as it is makes a word of both kinds, and "end.Next" rightly begins a sentence.
    assume(not any(map(str.isupper, small)) and not any(map(str.islower, big)))
    assert {claim[:2] for claim in claims.read(profile(small))} == {claim[:2] for claim in claims.read(profile(big))}


@pytest.mark.parametrize("url", ["", "https://", "x.com", "//", "\ud800", "http://[::1", "a" * 5_000])
def test_no_address_raises(url: str) -> None:
    found = of_url(url)
    assert found is None or found.value == "x.com"
