"""The slice `cleanroom`."""

from django.apps import AppConfig


class CleanroomConfig(AppConfig):
    """Registers its live stream and its entry in the navigation when the site starts."""

    name = "gradea.campus.cleanroom"
    label = "cleanroom"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register."""
        from gradea.campus.cleanroom.wiring import register  # noqa: PLC0415 - models must be ready first

        register()
