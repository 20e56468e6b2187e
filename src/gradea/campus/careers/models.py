"""Tables of careers. A person appears only as a `ref`; free words are sealed under the key of who wrote them."""

from django.db import models


class Employer(models.Model):
    """An employer of an edition, and the person who speaks for it."""

    edition = models.CharField(max_length=32)
    key = models.SlugField(max_length=40)
    name = models.CharField(max_length=120)
    about = models.TextField(blank=True)
    looks_for = models.TextField(blank=True)
    contact_ref = models.CharField(max_length=32, unique=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["edition", "key"], name="employer_once"),)

    def __str__(self) -> str:
        return self.key


class Opening(models.Model):
    """A job, an internship or a thesis that an employer offers."""

    employer = models.ForeignKey(Employer, on_delete=models.CASCADE, related_name="openings")
    kind = models.CharField(max_length=12)
    title = models.CharField(max_length=120)
    about = models.TextField(blank=True)
    place = models.CharField(max_length=80, blank=True)
    until = models.DateField(null=True, blank=True, help_text="Last day; not shown to students after it.")

    def __str__(self) -> str:
        return self.title


class Talk(models.Model):
    """What an employer tells at a session of the programme."""

    employer = models.ForeignKey(Employer, on_delete=models.CASCADE, related_name="talks")
    session_key = models.CharField(max_length=60)
    title = models.CharField(max_length=120)
    speaker = models.CharField(max_length=120, blank=True, help_text="As announced; not a person of the edition.")

    def __str__(self) -> str:
        return self.title


class Profile(models.Model):
    """Whether a student's name and sentence are open to all employers of the edition. No row means they are not."""

    edition = models.CharField(max_length=32)
    person_ref = models.CharField(max_length=32, unique=True)
    open = models.BooleanField(default=False)
    opened_at = models.DateTimeField(null=True, blank=True)
    words = models.JSONField(default=dict, help_text="Sealed: what the student says about themselves.")

    def __str__(self) -> str:
        return self.person_ref


class Share(models.Model):
    """One item that a student shows one employer until a moment, unless taken back before. Kept, so that it can be told."""

    employer = models.ForeignKey(Employer, on_delete=models.CASCADE, related_name="shares")
    person_ref = models.CharField(max_length=32, db_index=True)
    item = models.CharField(max_length=16)
    given_at = models.DateTimeField()
    until = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.person_ref} {self.item}"


class Look(models.Model):
    """Somebody of an employer looked at a student. Only ever added to."""

    employer = models.ForeignKey(Employer, on_delete=models.CASCADE)
    person_ref = models.CharField(max_length=32, db_index=True)
    by_ref = models.CharField(max_length=32)
    items = models.JSONField(help_text="What was shown: `name`, `words` and items.")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.person_ref} {self.at:%F %T}"


class Interest(models.Model):
    """One side wishes to meet the other. Taken back, the row is gone."""

    employer = models.ForeignKey(Employer, on_delete=models.CASCADE)
    person_ref = models.CharField(max_length=32)
    by_student = models.BooleanField()
    at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["employer", "person_ref", "by_student"], name="interest_once"),)

    def __str__(self) -> str:
        return f"{self.person_ref} {self.employer_id} {self.by_student}"


class Meeting(models.Model):
    """A student and an employer at a turn of the speed meetings."""

    employer = models.ForeignKey(Employer, on_delete=models.CASCADE)
    person_ref = models.CharField(max_length=32)
    starts = models.DateTimeField()
    minutes = models.PositiveSmallIntegerField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["employer", "starts"], name="table_once_per_turn"),
            models.UniqueConstraint(fields=["person_ref", "starts"], name="guest_once_per_turn"),
        )

    def __str__(self) -> str:
        return f"{self.person_ref} {self.starts:%F %T}"


class Feedback(models.Model):
    """What one side says after a meeting; words are sealed under the key of who wrote them. Kept beside a new timetable."""

    employer = models.ForeignKey(Employer, on_delete=models.CASCADE)
    person_ref = models.CharField(max_length=32)
    by_student = models.BooleanField()
    by_ref = models.CharField(max_length=32)
    useful = models.PositiveSmallIntegerField(help_text="1 no, 2 a little, 3 yes.")
    words = models.JSONField(default=dict)
    at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["employer", "person_ref", "by_student"], name="feedback_once"),)

    def __str__(self) -> str:
        return f"{self.person_ref} {self.useful}"
