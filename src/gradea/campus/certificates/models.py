"""Tables of certificates. A person appears by `ref`; the name stands inside the signed credential only."""

from django.db import models


class Criteria(models.Model):
    """What an edition asks for a certificate."""

    edition = models.CharField(max_length=32, unique=True)
    attendance_pct_min = models.PositiveSmallIntegerField(default=80)
    score_pct_min = models.PositiveSmallIntegerField(default=0)
    practical = models.BooleanField(default=True, help_text="Whether the team has to have finished a batch.")

    def __str__(self) -> str:
        return self.edition


class Issued(models.Model):
    """One certificate. `key` is 128 random bits: who has the address may see it."""

    key = models.CharField(max_length=32, unique=True)
    edition = models.CharField(max_length=32)
    person_ref = models.CharField(max_length=32)
    place = models.PositiveIntegerField(help_text="In the edition's status list.")
    credential = models.JSONField()
    issued_at = models.DateTimeField()
    by_ref = models.CharField(max_length=32)
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_by = models.CharField(max_length=32, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["edition", "place"], name="certificate_place_once"),
            models.UniqueConstraint(
                fields=["edition", "person_ref"],
                condition=models.Q(revoked_at__isnull=True),
                name="one_certificate_in_force_per_person",
            ),
        )

    def __str__(self) -> str:
        return self.key
