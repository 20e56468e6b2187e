"""Forms of the recap slice."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy


class PhotoForm(forms.Form):
    """A photograph and who is on it."""

    file = forms.FileField(
        label=gettext_lazy("Photograph"),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
        error_messages={"required": gettext_lazy("Choose a file.")},
    )
    caption = forms.CharField(
        label=gettext_lazy("What it shows"),
        help_text=gettext_lazy("Also read aloud to who cannot see it. No names."),
        max_length=160,
    )
    people = forms.MultipleChoiceField(
        label=gettext_lazy("Who can be recognised on it"),
        help_text=gettext_lazy("It is shown only while all of them agree."),
        required=False,
        widget=forms.SelectMultiple(attrs={"size": 8}),
    )
    nobody = forms.BooleanField(label=gettext_lazy("Nobody can be recognised on it"), required=False)

    def __init__(self, *args: Any, people: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["people"].choices = people
