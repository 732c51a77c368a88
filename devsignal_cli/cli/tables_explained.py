"""Why an author is who they are said to be, drawn for people. Foreign text passes through `clean`."""

from collections.abc import Sequence

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from devsignal_cli.cli import draw
from devsignal_cli.cli.tables_identity import DIM, METHODS, how_surely, who
from devsignal_cli.cli.text import clean
from devsignal_cli.commands import addressed
from devsignal_cli.core.author_names import shown
from devsignal_cli.core.deciding import whom
from devsignal_cli.model.people import ClaimSource, Stance
from devsignal_cli.results.identity import IdentityExplained, IdentityLink, IdentityStep, ProfileClaim

_SOURCES: dict[ClaimSource, str] = {
    "affiliation": "X's affiliation",
    "link": "link",
    "bio_link": "link in the text",
    "bio_domain": "in the text",
    "bio_handle": "in the text",
}
_STANCES: dict[Stance, str] = {
    "works": "works there",
    "unclear": "does not say why",
    "not": "does not work there",
    "own": "a site of their own",
}


def explained(value: IdentityExplained) -> RenderableType:
    """Who, how surely, which rule said what, what the profile claims, and all links there ever were."""
    author = value.author
    head = Text.assemble(
        (clean(shown(author)), "bold"),
        f"  {clean(author.name or '')}",
        ("" if author.shares_handle else f"  id {author.id}", DIM),
    )
    table = draw.grid()
    table.add_row("Now", Text(clean(_now(value))))
    table.add_row("Signals", Text(f"{author.signals:,}"))
    if len(author.handles) > 1:
        table.add_row("Handles", Text(clean(", ".join(f"@{handle}" for handle in author.handles))))
    for place, claim in enumerate(value.claims):
        table.add_row("" if place else "Profile", Text(clean(_claim(claim))))
    parts: list[RenderableType] = [head, table, Text(f"\nRules, mode {value.mode}", "bold"), _steps(value)]
    if value.history:
        parts += [Text("\nHistory (UTC)", "bold"), _history(value.history)]
    if value.state == "review":
        parts.append(Text(addressed("Decide: devsignal identity review", value.org), DIM))
    return Group(*parts)


def _now(value: IdentityExplained) -> str:
    if value.link:
        return f"{who(value.link)}, {how_surely(value.link.state, value.link.method, value.link.confidence)}"
    return "unknown; a pair waits for review" if value.state == "review" else "unknown"


def _claim(claim: ProfileClaim) -> str:
    name = f"@{claim.value}" if claim.kind == "handle" else claim.value
    on_file = f"company {claim.company_id}" if claim.company_id else "not on file"
    return f"{name} ({_SOURCES[claim.source]}): {_STANCES[claim.stance]}; {on_file}"


def _steps(value: IdentityExplained) -> RenderableType:
    by_id = {link.id: link for link in value.history}
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True)
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for number, step in enumerate(value.steps, start=1):
        style = DIM if step.outcome == "nothing" else ""
        told = Text(clean(step.found), style)
        told.append(_outcome(step, [by_id[link] for link in step.links]), "bold")
        table.add_row(Text(str(number), DIM), Text(step.rule.replace("_", " "), style), told)
    return table


def _outcome(step: IdentityStep, links: list[IdentityLink]) -> str:
    names = " or ".join(clean(whom(link)) for link in links)
    match step.outcome:
        case "tied":
            return f" -> {names}"
        case "review":
            return f" -> to review: {names}"
        case "nothing":
            return ""


def _history(links: Sequence[IdentityLink]) -> RenderableType:
    """All links, oldest first: when, who, how, and whether it still stands."""
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True, justify="right", style=DIM)
    table.add_column(no_wrap=True, style=DIM)
    table.add_column(overflow="fold")
    for link in links:
        told = Text.assemble((clean(whom(link)), DIM if link.revoked_at else "bold"), f", {_standing(link)}")
        told.append(f"\n{clean(link.evidence)}", DIM)
        table.add_row(link.id, f"{link.created_at:%Y-%m-%d %H:%M}", told)
    return table


def _standing(link: IdentityLink) -> str:
    if link.revoked_at is not None:
        by = "by a person" if link.decided_by == "person" else f"by {METHODS.get(link.method, link.method)}"
        return f"{by}, taken back {link.revoked_at:%Y-%m-%d %H:%M}"
    if link.state == "rejected":
        return "refused by a person"
    return how_surely(link.state, link.method, link.confidence)
