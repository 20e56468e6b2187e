"""Tables of the recap: photographs and who is on them, by `ref`. The pictures are files beside the database."""

from django.db import models


class Photo(models.Model):
    """A photograph and everybody who can be recognised on it; nobody where `people` is empty."""

    edition = models.CharField(max_length=32)
    key = models.CharField(max_length=32, unique=True, help_text="128 random bits in hex; also the name of the file.")
    caption = models.CharField(max_length=160)
    people = models.JSONField(default=list)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    by_ref = models.CharField(max_length=32)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.key
