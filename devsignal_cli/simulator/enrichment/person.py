"""Invents a person from an e-mail address, in the shape of Clearbit; the same address gives the same person."""

import random
import re
import uuid
from typing import Any

from devsignal_cli.simulator.enrichment.company import indexed_at, sometimes
from devsignal_cli.simulator.enrichment.words import JOBS, PLACES, Job, Place


def person_body(email: str, employer: str | None) -> dict[str, Any]:
    """All attribute groups of a person; without the name of an employer the address is a private one."""
    rng = random.Random(f"person:{email}")
    local, _, domain = email.partition("@")
    name, place, job = _name(local), rng.choice(PLACES), rng.choice(JOBS)
    handle = re.sub(r"\W", "", local)
    return (
        {"id": str(uuid.UUID(int=rng.getrandbits(128), version=4)), "name": name, "email": email}
        | _location(place)
        | {
            "bio": sometimes(rng, f"{job.title}. Likes long walks and short builds."),
            "site": sometimes(rng, f"https://{handle}.example"),
            "avatar": sometimes(rng, f"https://avatars.example/{handle}.png"),
            "employment": _employment(job, domain, employer),
        }
        | _accounts(rng, handle, employer)
        | {"fuzzy": False, "emailProvider": employer is None, "indexedAt": indexed_at(rng)}
        | {"phone": None, "activeAt": "2026-08-20T00:00:00.000Z", "inactiveAt": None}
    )


def _name(local: str) -> dict[str, str | None]:
    parts = [part.title() for part in re.split(r"[._-]+", local.partition("+")[0]) if part]
    is_whole = len(parts) > 1
    return {
        "fullName": " ".join(parts) or None,
        "givenName": parts[0] if is_whole else None,
        "familyName": parts[-1] if is_whole else None,
    }


def _location(place: Place) -> dict[str, Any]:
    return {
        "location": ", ".join(part for part in (place.city, place.state_code, place.country_code) if part),
        "timeZone": place.time_zone,
        "utcOffset": place.utc_offset,
        "geo": {
            "city": place.city,
            "state": place.state,
            "stateCode": place.state_code,
            "country": place.country,
            "countryCode": place.country_code,
            "lat": place.lat,
            "lng": place.lng,
        },
    }


def _employment(job: Job, domain: str, employer: str | None) -> dict[str, Any]:
    if employer is None:
        return dict.fromkeys(("domain", "name", "title", "role", "subRole", "seniority"))
    return {"domain": domain, "name": employer} | {
        "title": job.title,
        "role": job.role,
        "subRole": job.sub_role,
        "seniority": job.seniority,
    }


def _accounts(rng: random.Random, handle: str, employer: str | None) -> dict[str, Any]:
    face = f"https://avatars.example/{handle}.png"
    has_twitter = rng.random() < 0.6  # noqa: PLR2004 - a share of people
    return {
        "facebook": {"handle": sometimes(rng, handle)},
        "github": {
            "handle": handle,
            "id": rng.randrange(10**4, 10**8),
            "avatar": face,
            "company": employer,
            "blog": sometimes(rng, f"https://{handle}.example"),
            "followers": rng.randrange(900),
            "following": rng.randrange(300),
        },
        "twitter": _twitter(rng, handle, face) if has_twitter else dict.fromkeys(_twitter(rng, handle, face)),
        "linkedin": {"handle": sometimes(rng, f"in/{handle}", 0.1)},
        "googleplus": {"handle": None},
        "gravatar": {"handle": sometimes(rng, handle), "urls": [], "avatar": face, "avatars": []},
    }


def _twitter(rng: random.Random, handle: str, face: str) -> dict[str, Any]:
    return {
        "handle": handle,
        "id": str(rng.randrange(10**6, 10**10)),
        "bio": "Opinions mine.",
        "followers": rng.randrange(9_000),
        "following": rng.randrange(900),
        "statuses": rng.randrange(20_000),
        "favorites": rng.randrange(20_000),
        "location": None,
        "site": None,
        "avatar": face,
    }
