"""Putting an installation in order: before the first request, and for the example edition."""

import os
from dataclasses import dataclass
from pathlib import Path

from gradea.campus.config.environment import DATA_VARIABLE

EXAMPLE_EDITION = "2025-10"


@dataclass(frozen=True, slots=True, kw_only=True)
class ExampleLogin:
    """How one invented person comes in. The PIN is the one they started with; they may have changed it."""

    ref: str
    roster_key: str
    name: str
    role: str
    code: str
    pin: str


def configure(data_dir: Path | str) -> None:
    """Point Django at the folder of an installation and set it up; the first call in a process decides.

    Raises:
        RuntimeError: If this process already serves another folder.
    """
    wanted = Path(data_dir).expanduser().resolve()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gradea.campus.config.settings")
    from django.conf import settings  # noqa: PLC0415  # settings read the environment when first asked

    if not settings.configured:
        os.environ[DATA_VARIABLE] = str(wanted)
    if wanted != settings.DATA_DIR:
        raise RuntimeError(f"this process serves {settings.DATA_DIR}; start another one for {wanted}")
    import django  # noqa: PLC0415
    from django.apps import apps  # noqa: PLC0415

    if not apps.ready:
        django.setup()


def prepare(data_dir: Path | str) -> None:
    """Bring an installation's database to this version, and erase again who was erased. Safe to repeat."""
    configure(data_dir)
    from django.core.management import call_command  # noqa: PLC0415  # needs configured settings

    from gradea.campus.people import actions  # noqa: PLC0415

    call_command("migrate", interactive=False, verbosity=0)
    actions.replay_erasures()


def set_up_path(data_dir: Path | str) -> str:
    """Return the path on which the first edition is made, or nothing where there is one."""
    prepare(data_dir)
    from django.urls import reverse  # noqa: PLC0415  # needs configured settings

    from gradea.campus.programme.editing import editions  # noqa: PLC0415
    from gradea.campus.programme.set_up import set_up_token  # noqa: PLC0415

    return "" if editions() else reverse("programme:set-up", args=[set_up_token()])


def seed_example(data_dir: Path | str) -> list[ExampleLogin]:
    """Load the example edition and return how each of its people comes in. Safe to repeat: nobody's code changes."""
    prepare(data_dir)
    from django.db import transaction  # noqa: PLC0415  # needs configured settings

    from gradea.campus.people import actions  # noqa: PLC0415
    from gradea.campus.people.queries import example_logins  # noqa: PLC0415
    from gradea.campus.programme.actions import load_edition  # noqa: PLC0415

    edition = load_edition(content_folder() / "editions" / f"{EXAMPLE_EDITION}.yaml")
    with transaction.atomic():
        return [ExampleLogin(**facts, pin=actions.preset_pin(facts["ref"])) for facts in example_logins(edition)]


def content_folder() -> Path:
    """Return the folder of shipped content: inside an installed package, else at the top of the checkout."""
    package = Path(__file__).resolve().parents[2]
    installed = package / "_content"
    return installed if installed.is_dir() else package.parents[1] / "content"
