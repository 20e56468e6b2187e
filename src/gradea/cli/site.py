"""`gradea serve` and `gradea demo`: the web site on this machine."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

DEFAULT_DATA = Path(".data")


def serve(
    host: Annotated[str, typer.Option(help="address to listen on")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="port to listen on", min=1, max=65535)] = 8000,
    data: Annotated[Path, typer.Option(help="folder for databases and checkpoints")] = DEFAULT_DATA,
) -> None:
    """Serve the site with the data that is there."""
    from gradea.campus.config.installation import set_up_path  # noqa: PLC0415 - Django only where it is needed
    from gradea.campus.config.server import serve as serve_site  # noqa: PLC0415 - as above

    path = set_up_path(data)
    if path:
        Console().print(f"\nThere is no edition yet. Make the first one at [bold]http://{host}:{port}{path}[/bold]\n")
    serve_site(host, port, data)


def demo(
    host: Annotated[str, typer.Option(help="address to listen on")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="port to listen on", min=1, max=65535)] = 8000,
    data: Annotated[Path, typer.Option(help="folder for databases and checkpoints")] = DEFAULT_DATA,
) -> None:
    """Seed the example edition, print address and login codes, and serve."""
    from gradea.campus.config.installation import seed_example  # noqa: PLC0415 - as above
    from gradea.campus.config.server import serve as serve_site  # noqa: PLC0415 - as above

    _announce(seed_example(data), host, port)
    serve_site(host, port, data)


WANTED = ("student", "trainer", "qa", "qp", "organiser")
"""Roles whose first login is printed; the organiser's page has all of them."""


def _announce(logins: Sequence[Any], host: str, port: int) -> None:
    """Print the address and one login per role."""
    console = Console()
    console.print(f"\nGrade A is at [bold]http://{host}:{port}/[/bold] (Ctrl-C stops it)\n")
    table = Table("role", "name", "login code", "PIN", title="Example people: first login of each role")
    for role in WANTED:
        found = next((login for login in logins if role in login.role.split(", ")), None)
        if found is not None:
            table.add_row(role, found.name, found.code, found.pin)
    console.print(table)
    console.print("All other codes: sign in as organiser, page People. Training - not for GMP use.\n")
