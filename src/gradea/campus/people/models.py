"""Tables of people. Names live here and nowhere else; everything else names a person by `ref`."""

from django.db import models


class Institution(models.Model):
    """A school or organisation that people come from."""

    code = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=160)
    short = models.CharField(max_length=40)

    def __str__(self) -> str:
        return self.short


class Person(models.Model):
    """One person in one edition. Somebody who comes back next year is another row with another `ref`."""

    ref = models.CharField(
        max_length=32, unique=True, help_text="128 random bits in hex: stands for the person everywhere else."
    )
    edition = models.CharField(max_length=32)
    roster_key = models.CharField(
        max_length=40, help_text="Key in the list the person came from; makes enrolling repeatable."
    )
    name = models.CharField(max_length=120)
    institution = models.ForeignKey(Institution, null=True, blank=True, on_delete=models.PROTECT)
    roles = models.JSONField(default=list)
    language = models.CharField(max_length=2, blank=True, help_text="Two letters; empty until the person chooses.")
    code_prefix = models.CharField(
        max_length=4, unique=True, null=True, help_text="Empty once erased: the code finds nobody."
    )
    code_digest = models.CharField(max_length=64)
    code_version = models.PositiveSmallIntegerField(default=1)
    pin_hash = models.CharField(max_length=160, blank=True)
    pin_failures = models.PositiveSmallIntegerField(default=0)
    pin_locked_until = models.DateTimeField(null=True, blank=True)
    erased_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["edition", "roster_key"], name="person_once_per_edition"),)

    def __str__(self) -> str:
        return self.ref


class PersonKey(models.Model):
    """32 random bytes under which a person's free text is encrypted in the ledger. Erased, the text is gone for good."""

    ref = models.CharField(max_length=32, unique=True)
    key = models.BinaryField(null=True)
    made_at = models.DateTimeField()
    erased_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.ref


class SignIn(models.Model):
    """One device on which a person is signed in. The signed cookie holds `key`; closing the row signs the device out."""

    key = models.CharField(max_length=43, unique=True)
    person = models.ForeignKey(Person, on_delete=models.CASCADE)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    way = models.CharField(max_length=8, choices=[("code", "code"), ("link", "link")])

    def __str__(self) -> str:
        return f"{self.person_id} {self.opened_at:%F %T}"


class FailedEntry(models.Model):
    """Wrong sign-in codes under one key: the first group of the code, or the address they came from. Short-lived."""

    key = models.CharField(max_length=64, unique=True)
    failures = models.PositiveSmallIntegerField(default=0)
    since = models.DateTimeField()
    locked_until = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.key


class AccessChange(models.Model):
    """Who changed whose access, and how. Only ever added to."""

    edition = models.CharField(max_length=32)
    person_ref = models.CharField(max_length=32)
    by_ref = models.CharField(max_length=32, blank=True, help_text="Empty where the installation itself did it.")
    what = models.CharField(max_length=24)
    detail = models.CharField(max_length=160, blank=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.what} {self.person_ref}"


class Allotment(models.Model):
    """How many seats an institution has in an edition."""

    edition = models.CharField(max_length=32)
    institution = models.ForeignKey(Institution, on_delete=models.CASCADE)
    seats = models.PositiveIntegerField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["edition", "institution"], name="one_allotment"),)

    def __str__(self) -> str:
        return f"{self.institution_id} {self.seats}"


class JoinLink(models.Model):
    """A link by which students enrol themselves; shown as a QR code too."""

    edition = models.CharField(max_length=32)
    token = models.CharField(max_length=32, unique=True)
    institution = models.ForeignKey(Institution, null=True, blank=True, on_delete=models.CASCADE)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.token


class Application(models.Model):
    """Somebody who enrolled by a link and waits, or waited, for a seat; gone when they withdraw."""

    edition = models.CharField(max_length=32)
    token = models.CharField(
        max_length=32, unique=True, help_text="In the address under which they see where they stand."
    )
    name = models.CharField(max_length=120)
    institution = models.ForeignKey(Institution, null=True, blank=True, on_delete=models.CASCADE)
    consents = models.JSONField(default=list)
    at = models.DateTimeField()
    person_ref = models.CharField(max_length=32, blank=True, help_text="Once they have a seat.")

    def __str__(self) -> str:
        return self.token


class Consent(models.Model):
    """What a person agreed to or took back. Only ever added to; the latest line of a kind counts."""

    person_ref = models.CharField(max_length=32, db_index=True)
    kind = models.CharField(max_length=12)
    given = models.BooleanField()
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.person_ref} {self.kind} {self.given}"
