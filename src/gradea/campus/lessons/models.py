"""Tables of the lessons. Phones have no account: who answers is only a number that means nothing outside its run."""

from django.db import models


class LessonRun(models.Model):
    """One time that one lesson is given.

    Attributes:
        code: What phones type; not a secret.
        position: 0 the code on the wall, then the slides from 1.
        shown: Keys of the questions whose results were shown; they take no answers any more.
        until: When the time to answer the question of now ends; None for no timer.
        free: Whether phones may go through the slides at their own pace.
    """

    code = models.CharField(max_length=8, unique=True)
    edition = models.CharField(max_length=32)
    lesson = models.CharField(max_length=40)
    by_ref = models.CharField(max_length=32)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    shown = models.JSONField(default=list)
    until = models.DateTimeField(null=True, blank=True)
    free = models.BooleanField(default=False)

    class Meta:
        indexes = (models.Index(fields=["edition", "lesson"], name="run_of_lesson"),)

    def __str__(self) -> str:
        return f"{self.lesson} {self.code}"


class RoomAnswer(models.Model):
    """What one phone answered to one question; a later answer replaces an earlier one while the question is open.

    Attributes:
        chosen: The answer as text: ids joined by commas, a number, words joined by `|`, `x,y`.
        right: Whether it was right; None where nothing is.
        hidden: Whether the lecturer took it off the wall (free words only).
    """

    run = models.ForeignKey(LessonRun, on_delete=models.CASCADE, related_name="answers")
    slide = models.CharField(max_length=40)
    phone = models.CharField(max_length=32)
    chosen = models.TextField()
    right = models.BooleanField(null=True)
    hidden = models.BooleanField(default=False)
    at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["run", "slide", "phone"], name="one_answer_a_phone"),)

    def __str__(self) -> str:
        return f"{self.slide} {self.chosen}"


class RoomQuestion(models.Model):
    """What somebody in the room asks the lecturer."""

    run = models.ForeignKey(LessonRun, on_delete=models.CASCADE, related_name="asked")
    phone = models.CharField(max_length=32)
    text = models.CharField(max_length=280)
    at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
    hidden = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.text


class Vote(models.Model):
    """One phone wants a question answered too."""

    question = models.ForeignKey(RoomQuestion, on_delete=models.CASCADE, related_name="votes")
    phone = models.CharField(max_length=32)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["question", "phone"], name="one_vote_a_phone"),)

    def __str__(self) -> str:
        return f"{self.question_id}"
