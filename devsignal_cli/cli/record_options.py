"""Options that add and edit share, for companies and for contacts."""

from typing import Annotated

import typer

Set = Annotated[
    list[str] | None,
    typer.Option("--set", metavar="FIELD=VALUE", help="Any other field (country, techStack …), or one of your own."),
]
Name = Annotated[str | None, typer.Option("--name", help="What people call it.")]
Description = Annotated[str | None, typer.Option("--description", help="A sentence or two.")]
Industry = Annotated[str | None, typer.Option("--industry", help="What it does.")]
Size = Annotated[
    str | None, typer.Option("--size", help="startup, small, medium, large, enterprise; or how many employees.")
]
Website = Annotated[str | None, typer.Option("--website", metavar="URL", help="Its site.")]
Handle = Annotated[str | None, typer.Option("--handle", help="The account on X.")]
Aliases = Annotated[list[str] | None, typer.Option("--alias", metavar="DOMAIN", help="A further domain; repeatable.")]
FirstName = Annotated[str | None, typer.Option("--first-name", help="Given name.")]
LastName = Annotated[str | None, typer.Option("--last-name", help="Family name.")]
Title = Annotated[str | None, typer.Option("--title", help="What they are there.")]
CompanyOf = Annotated[
    str | None, typer.Option("--company", metavar="ID|DOMAIN", help="Where they work; an unknown domain is added.")
]
UserId = Annotated[str | None, typer.Option("--x-user-id", metavar="ID", help="The account's number on X.")]


def company_values(
    name: str | None,
    description: str | None,
    industry: str | None,
    size: str | None,
    website: str | None,
    handle: str | None,
) -> dict[str, str | None]:
    """A company's options by the fields that they set."""
    return {
        "name": name,
        "description": description,
        "industry": industry,
        "size": size,
        "website": website,
        "twitterHandle": handle,
    }


def contact_values(
    first_name: str | None, last_name: str | None, title: str | None, handle: str | None, x_user_id: str | None
) -> dict[str, str | None]:
    """A contact's options by the fields that they set."""
    return {
        "first_name": first_name,
        "last_name": last_name,
        "title": title,
        "twitterHandle": handle,
        "x_user_id": x_user_id,
    }
