"""Tables of the cleanroom: which team plays which run. What happens in a run is in the ledger, never here."""

from django.db import models


class Run(models.Model):
    """One play of a scenario by a team. The seed is the hidden truth's source and never leaves the server before the debrief."""

    ref = models.CharField(max_length=32, unique=True)
    edition = models.CharField(max_length=32, db_index=True)
    team = models.SlugField(max_length=40)
    scenario = models.CharField(max_length=40)
    mode = models.CharField(max_length=16)
    number = models.PositiveIntegerField()
    seed = models.CharField(max_length=64)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["edition", "number"], name="run_number_once"),)
        indexes = (models.Index(fields=["edition", "team", "closed_at"], name="run_of_team"),)

    def __str__(self) -> str:
        return self.ref
