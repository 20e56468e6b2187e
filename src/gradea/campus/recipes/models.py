"""Tables of master recipes. People appear by reference; the shipped recipes are files and stand in no table."""

from django.db import models


class Master(models.Model):
    """One version of a master recipe that was written here. Its text does not change once it was reviewed."""

    ref = models.CharField(max_length=32, unique=True)
    edition = models.CharField(max_length=32)
    code = models.CharField(max_length=40)
    version = models.PositiveIntegerField()
    state = models.CharField(max_length=12, default="draft")
    text = models.TextField()
    based_on = models.CharField(max_length=60)
    change_reason = models.TextField()
    changes = models.JSONField(default=list, help_text="The comparison that the reviewer saw.")
    author = models.CharField(max_length=32)
    made_at = models.DateTimeField()
    reviewer = models.CharField(max_length=32, blank=True)
    reviewed_at = models.DateTimeField(null=True, blank=True)
    approver = models.CharField(max_length=32, blank=True)
    approved_at = models.DateTimeField(null=True, blank=True)
    effective_at = models.DateTimeField(null=True, blank=True)
    superseded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["edition", "code", "version"], name="recipe_version_once"),
            models.UniqueConstraint(
                fields=["edition", "code"], condition=models.Q(state="effective"), name="one_recipe_in_force"
            ),
        )

    def __str__(self) -> str:
        return self.ref


class Copy(models.Model):
    """One numbered copy: the issue log. A line is never taken away; what became of the copy is added."""

    edition = models.CharField(max_length=32)
    code = models.CharField(max_length=40)
    version = models.PositiveIntegerField()
    number = models.PositiveIntegerField()
    master = models.CharField(max_length=60)
    content_hash = models.CharField(max_length=64)
    batch_number = models.CharField(max_length=32)
    reason = models.TextField(blank=True)
    issued_by = models.CharField(max_length=32)
    issued_at = models.DateTimeField()
    fate = models.CharField(max_length=12, blank=True)
    settled_by = models.CharField(max_length=32, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["edition", "code", "version", "number"], name="copy_number_once"),
        )

    def __str__(self) -> str:
        return f"{self.code} {self.version} copy {self.number}"
