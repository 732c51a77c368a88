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
