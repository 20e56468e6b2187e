"""The form with which a debrief ends."""

from django import forms
from django.utils.translation import gettext_lazy

from gradea.campus.debrief.actions import LONGEST, RESOLUTIONS

_ASKED = (gettext_lazy("The first thing we will do differently"), gettext_lazy("The second"), gettext_lazy("The third"))


class ResolutionsForm(forms.Form):
    """Three sentences; any of them may still be empty."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for number in range(1, RESOLUTIONS + 1):
            self.fields[f"words_{number}"] = forms.CharField(
                label=_ASKED[number - 1],
                max_length=LONGEST,
                required=False,
                widget=forms.Textarea(attrs={"rows": 2}),
            )

    def sentences(self) -> list[str]:
        """Return what was written, in order; empty where nothing was."""
        return [self.cleaned_data[f"words_{number}"].strip() for number in range(1, RESOLUTIONS + 1)]
