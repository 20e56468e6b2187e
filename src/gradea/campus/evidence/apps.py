"""The slice `evidence`."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy

from gradea.campus.shell.navigation import Entry, register_entry


class EvidenceConfig(AppConfig):
    """Verify, trace, take along."""

    name = "gradea.campus.evidence"
    label = "evidence"

    def ready(self) -> None:
        """Offer the place to those who teach, review and decide."""
        register_entry(
            Entry(
                label=gettext_lazy("Evidence"),
                url_name="evidence:verify",
                icon="check",
                policy="role:trainer|qa|qp",
                order=70,
            )
        )
