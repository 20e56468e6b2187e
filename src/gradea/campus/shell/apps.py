"""The shell as a Django app."""

from django.apps import AppConfig


class ShellConfig(AppConfig):
    """Frame and design system."""

    name = "gradea.campus.shell"
    label = "shell"

    def ready(self) -> None:
        """Register the shell's own pages and streams."""
        from gradea.campus.shell import wiring  # noqa: PLC0415  # apps must be loaded first

        wiring.register()
