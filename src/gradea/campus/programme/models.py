"""Tables of the programme. A person appears only as a `ref`."""

from django.db import models


class Edition(models.Model):
    """One holding of the school."""

    code = models.CharField(max_length=32, unique=True)
    title = models.CharField(max_length=120)
    ordinal = models.PositiveSmallIntegerField()
    starts_on = models.DateField()
    ends_on = models.DateField()
    venue = models.CharField(max_length=120)
    town = models.CharField(max_length=80)
    seats = models.PositiveSmallIntegerField()
    audience = models.CharField(max_length=240)
    about = models.TextField()
    published = models.BooleanField(default=True, help_text="Whether everybody may read it.")
    source_digest = models.CharField(
        max_length=64, help_text="Of the file it was loaded from; the same file is not loaded twice."
    )

    words = models.JSONField(default=dict, help_text="By language: English text to the text in that language.")

    def __str__(self) -> str:
        return self.code


class Place(models.Model):
    """Where sessions are."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE)
    key = models.SlugField(max_length=40)
    name = models.CharField(max_length=80)
    about = models.CharField(max_length=160, blank=True)

    def __str__(self) -> str:
        return self.name


class Day(models.Model):
    """One day of an edition."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="days")
    date = models.DateField()
    title = models.CharField(max_length=80)
    about = models.CharField(max_length=240, blank=True)
    practical = models.BooleanField(default=False, help_text="The day in the cleanroom.")

    def __str__(self) -> str:
        return f"{self.date}"


class Session(models.Model):
    """One line of a day."""

    key = models.CharField(max_length=60, default="", help_text="Day, start and title; attendance is kept under it.")
    day = models.ForeignKey(Day, on_delete=models.CASCADE, related_name="sessions")
    place = models.ForeignKey(Place, on_delete=models.CASCADE)
    starts = models.TimeField()
    ends = models.TimeField()
    kind = models.CharField(max_length=16)
    title = models.CharField(max_length=160)
    about = models.CharField(max_length=240, blank=True)
    stations = models.JSONField(default=list)
    basis = models.CharField(max_length=1, help_text="E on public record, I inferred.")

    def __str__(self) -> str:
        return self.title


class Organisation(models.Model):
    """Somebody who takes part in an edition, as a public fact."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="organisations")
    order = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=160)
    kind = models.CharField(max_length=12)
    contribution = models.CharField(max_length=160, blank=True)
    basis = models.CharField(max_length=1)

    def __str__(self) -> str:
        return self.name


class Team(models.Model):
    """People who make a batch together."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="teams")
    key = models.SlugField(max_length=40)
    name = models.CharField(max_length=40)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["edition", "key"], name="team_once_per_edition"),)

    def __str__(self) -> str:
        return self.name


class Seat(models.Model):
    """A part in a team, and who has it."""

    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="seats")
    order = models.PositiveSmallIntegerField()
    role = models.CharField(max_length=12)
    person_ref = models.CharField(max_length=32)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["team", "person_ref"], name="one_seat_per_person"),)

    def __str__(self) -> str:
        return f"{self.role} {self.person_ref}"


class Attendance(models.Model):
    """Somebody was at a session. Kept by the session's key, so that a programme that is loaded again keeps it."""

    edition = models.CharField(max_length=32)
    session_key = models.CharField(max_length=60)
    person_ref = models.CharField(max_length=32)
    at = models.DateTimeField(help_text="When the code was scanned, by the clock of the device if it was offline.")
    received_at = models.DateTimeField()
    by_ref = models.CharField(
        max_length=32, help_text="Who checked in: the person, or the trainer who scanned the badge."
    )
    way = models.CharField(max_length=8)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["edition", "session_key", "person_ref"], name="attended_once"),)

    def __str__(self) -> str:
        return f"{self.session_key} {self.person_ref}"


class Rotation(models.Model):
    """The rotation of an edition: what it is planned from, the plan, and what is published of it. People appear as refs."""

    edition = models.OneToOneField(Edition, on_delete=models.CASCADE, related_name="rotation")
    setup = models.JSONField(help_text="Stations, places, trainers, lunch, sizes; see rotation_setup.")
    seed = models.PositiveIntegerField(default=1)
    problem = models.JSONField(null=True, help_text="What the plan was made for, in the format of docs/rotation.md.")
    told = models.JSONField(default=list, help_text="What happened since: who is ill, what is lost, who is gone.")
    plan = models.JSONField(null=True)
    before = models.JSONField(null=True, help_text="The plan before the last change by hand.")
    proposal = models.JSONField(null=True, help_text="A repaired plan that waits for a decision.")
    why = models.JSONField(default=list, help_text="Why the last search found no plan.")
    published = models.JSONField(null=True, help_text="Set-up, plan and date as everybody sees them.")
    changed_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return f"rotation of {self.edition_id}"
