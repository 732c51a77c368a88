"""Each command with hostile arguments, in an order in which every one still finds something to show."""

from tests.security.scene import FIRM, PERSON, SHARED_HANDLE, Org, archive, table

FAST = ("--delay", "0", "--batch-delay", "0")
OTHERS = {
    "demo": "it starts children with a home of their own; the tests of modes run its one file",
    "simulate": "it serves until it is stopped, and shows one line of its own",
}
"""Commands that a tour calls in a way that ends at once, and why."""


def calls(org: Org) -> list[tuple[str, list[str]]]:
    """What a tour calls: the command and its arguments, readers first, then those that change and at last remove."""
    return [*_readers(org), *_writers(org), *_removers(org)]


def _readers(org: Org) -> list[tuple[str, list[str]]]:
    say = org.typed
    return [
        ("twitter status", []), ("twitter recent", ["-n", "50"]), ("twitter keywords list", []), ("twitter preview", []),
        ("twitter sync", ["--dry-run"]), ("twitter mute", ["--list"]), ("twitter lexicon list", []),
        ("twitter reclassify", ["--dry-run"]), ("clearbit status", []), ("clearbit enrich bulk", ["all", "--dry-run"]),
        ("clearbit enrich company", [FIRM, "--dry-run"]), ("clearbit enrich contact", [PERSON, "--dry-run"]),
        ("company list", ["--limit", "100"]), ("company list", ["--search", say]), ("company show", [FIRM]),
        ("company show", ["asked.dev"]), ("company show", [say]), ("company export", ["--format", "jsonl"]),
        ("contact list", ["--limit", "100"]), ("contact show", [PERSON]), ("contact show", ["al@asked.dev"]),
        ("contact export", ["--format", "jsonl"]), ("identity review", ["--probable"]), ("identity mode", []),
        ("identity explain", [SHARED_HANDLE]), ("identity explain", [f"user{org.author_id}"]), ("identity resolve", []),
        ("report", ["-o", str(org.folder / "page.html")]), ("report", ["-o", say]),
        ("signals list", ["--limit", "50", "--muted"]), ("signals list", ["--text", say, "--topic", say, "--keyword", say]),
        ("signals list", ["--open", "--cursor", say]), ("signals export", []), ("signals export", ["--since", say]),
        ("stats", ["--days", "30"]), ("stats", ["--topic", say]), ("stats", ["--company", say, "--spikes"]),
        ("stats", ["--keyword", org.keyword]), ("signals show", ["1"]), ("signals show", ["5"]), ("signals explain", ["1"]),
        ("signals explain", ["6"]), ("alerts list", []), ("alerts test", []), ("alerts digest", []),
        ("org list", []), ("db path", []), ("db check", []), ("db upgrade", []),
        ("classify", ["--explain", f"I love it {say}"]), ("demo", ["--keep", str(org.folder)]),
        ("simulate", ["--clock", say]), ("simulate", ["--faults", archive(org)]),
    ]  # fmt: skip


def _writers(org: Org) -> list[tuple[str, list[str]]]:
    say = org.typed
    return [
        ("twitter sync", ["--yes"]), ("twitter mute", [say]), ("twitter mute", [SHARED_HANDLE]), ("twitter mute", ["--list"]),
        ("twitter mute", ["--remove", say]), ("twitter lexicon add", [say, "--weight", "1"]),
        ("twitter lexicon remove", [say]), ("twitter reclassify", []), ("twitter keywords add", [say, "--topic", say]),
        ("twitter keywords rename", [f"{org.keyword} too", say]), ("twitter keywords remove", [say]),
        ("twitter import", [archive(org)]), ("company import", [table(org), "--yes"]),
        ("contact import", [table(org), "--yes"]), ("signals set", ["1", "--sentiment", "negative"]),
        ("signals set", ["1", "2", "3", "4", "5", "--done", "--note", say]), ("signals show", ["1"]),
        ("company add", [f"new-{org.name}.dev", "--name", say]), ("company edit", [FIRM, "--set", f"{say}={say}"]),
        ("contact add", [f"new@new-{org.name}.dev", "--set", f"note={say}"]), ("contact edit", [PERSON, "--title", say]),
        ("clearbit enrich company", ["asked.dev", "--refresh"]), ("clearbit enrich contact", ["al@asked.dev", "--refresh"]),
        ("clearbit enrich bulk", ["all", *FAST]), ("clearbit undo", ["1"]), ("clearbit undo", ["999"]),
        ("identity confirm", ["1"]), ("identity reject", ["2"]), ("identity link", [f"user{org.author_id}", PERSON]),
        ("identity unlink", [f"user{org.author_id}"]), ("org add", [say]), ("org use", [say]), ("org set", ["--tz", say]),
        ("twitter connect", ["-k", org.keyword, "--exclude", say, "--no-verify"]), ("twitter connect", ["--query", say]),
        ("db backup", [str(org.folder / "copy.db"), "--force"]), ("db restore", [say, "--yes"]),
        ("db restore", [archive(org), "--yes"]), ("db rekey", ["--lost", "--key-stdin"]),
        ("alerts add", ["--type", "complaint", "--url-stdin"]), ("alerts add", ["--spike"]), ("alerts list", []),
        ("clearbit connect", ["--no-verify"]), ("company list", []), ("contact list", []), ("twitter recent", []),
    ]  # fmt: skip


def _removers(org: Org) -> list[tuple[str, list[str]]]:
    say = org.typed
    return [
        ("signals remove", ["--run", "2", "--yes"]), ("signals remove", ["--run", "999", "--yes"]),
        ("alerts remove", [say]),
        ("company merge", ["asked.dev", FIRM, "--yes"]), ("company remove", ["row0.dev", "--yes"]),
        ("contact remove", ["ann@asked.dev", "--yes"]), ("contact forget", ["al@asked.dev", "--yes"]), ("twitter forget", [f"user{org.author_id}", "--yes"]),
        ("twitter forget", [say]),
        ("clearbit disconnect", ["--yes"]), ("twitter disconnect", ["--yes"]), ("twitter status", []),
        ("clearbit status", []), ("org remove", [say]), ("org remove", [org.name, "--yes"]),
    ]  # fmt: skip
