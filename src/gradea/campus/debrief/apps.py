"""The slice `debrief`."""

from django.apps import AppConfig


class DebriefConfig(AppConfig):
    """Debrief; its door is among those of the programme."""

    name = "gradea.campus.debrief"
    label = "debrief"
    default_auto_field = "django.db.models.BigAutoField"
