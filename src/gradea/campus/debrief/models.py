"""Tables of the debrief: what a team will do differently. Everything else is told by the ledger."""

from django.db import models


class Resolution(models.Model):
    """One of three things a team will do differently, sealed under the key of whoever wrote it last."""

    run = models.CharField(max_length=32)
    number = models.PositiveSmallIntegerField()
    words = models.JSONField(help_text="Sealed: reference of the key, nonce, text.")
    by_ref = models.CharField(max_length=32)
    at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["run", "number"], name="resolution_once"),)

    def __str__(self) -> str:
        return f"{self.run} {self.number}"
