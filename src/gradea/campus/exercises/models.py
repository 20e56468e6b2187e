"""Tables of the exercises. A person appears only as a `ref`; free words are sealed under the key of who wrote them."""

from django.db import models


class Sitting(models.Model):
    """One time that one person goes through one set.

    Attributes:
        seed: Key of the drawn numbers, so that the questions stay the same when the page is loaded again.
        hints: Position → how many hints were shown.
    """

    edition = models.CharField(max_length=32)
    person_ref = models.CharField(max_length=32)
    set_key = models.CharField(max_length=40)
    number = models.PositiveSmallIntegerField()
    seed = models.CharField(max_length=64)
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)
    hints = models.JSONField(default=dict)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["edition", "person_ref", "set_key", "number"], name="sitting_once"),
        )
        indexes = (models.Index(fields=["edition", "set_key"], name="sitting_of_set"),)

    def __str__(self) -> str:
        return f"{self.set_key} {self.number} {self.person_ref}"


class Answer(models.Model):
    """One answer to one question of a sitting.

    Attributes:
        response: What was answered, as data; for free words sealed.
        chosen: The same by the names of the item file, for comparing people.
        score: 0 to 1 after hints; None while a free text is not judged yet.
        certainty: 1 to 3; 0 where it is not asked.
        marks: Marks of the certainty scale; None where there are none.
    """

    sitting = models.ForeignKey(Sitting, on_delete=models.CASCADE, related_name="answers")
    position = models.PositiveSmallIntegerField()
    attempt = models.PositiveSmallIntegerField()
    item = models.CharField(max_length=40)
    response = models.JSONField()
    chosen = models.JSONField(default=list)
    score = models.FloatField(null=True)
    right = models.BooleanField(default=False)
    hints = models.PositiveSmallIntegerField(default=0)
    certainty = models.PositiveSmallIntegerField(default=0)
    marks = models.FloatField(null=True)
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["sitting", "position", "attempt"], name="answer_once_per_attempt"),
        )

    def __str__(self) -> str:
        return f"{self.item} {self.attempt}"


class Opening(models.Model):
    """A test that was opened for an edition; closed again when `closed_at` is set."""

    edition = models.CharField(max_length=32)
    set_key = models.CharField(max_length=40)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    by_ref = models.CharField(max_length=32)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["edition", "set_key"], name="opening_once"),)

    def __str__(self) -> str:
        return self.set_key
