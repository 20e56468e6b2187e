"""Forms of the careers slice."""

from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy

from gradea.campus.careers.kinds import USEFUL, OpeningKind


class EmployerForm(forms.Form):
    """An employer and who speaks for it."""

    name = forms.CharField(label=gettext_lazy("Employer"), max_length=120)
    contact = forms.CharField(
        label=gettext_lazy("Contact person"),
        help_text=gettext_lazy("They get a code to sign in with, and see only what students show them."),
        max_length=120,
    )


class TalkForm(forms.Form):
    """A talk at a session of the programme."""

    employer = forms.ChoiceField(label=gettext_lazy("Employer"))
    session = forms.ChoiceField(label=gettext_lazy("Session"))
    title = forms.CharField(label=gettext_lazy("Title"), max_length=120)
    speaker = forms.CharField(label=gettext_lazy("Speaker"), max_length=120, required=False)

    def __init__(
        self, *args: Any, employers: list[tuple[str, str]], sessions: list[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["employer"].choices = employers
        self.fields["session"].choices = sessions


class TimetableForm(forms.Form):
    """When the speed meetings are."""

    date = forms.DateField(label=gettext_lazy("Day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    starts = forms.TimeField(
        label=gettext_lazy("First meeting"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    minutes = forms.IntegerField(
        label=gettext_lazy("Minutes for each, with changing"), min_value=3, max_value=60, initial=8
    )
    turns = forms.IntegerField(label=gettext_lazy("Number of turns"), min_value=1, max_value=40, initial=8)


class DescriptionForm(forms.Form):
    """What an employer says about itself."""

    about = forms.CharField(
        label=gettext_lazy("What you do"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    looks_for = forms.CharField(
        label=gettext_lazy("Whom you look for"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class OpeningForm(forms.Form):
    """Something an employer offers."""

    kind = forms.ChoiceField(label=gettext_lazy("Kind"))
    title = forms.CharField(label=gettext_lazy("Title"), max_length=120)
    about = forms.CharField(
        label=gettext_lazy("What it is"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    place = forms.CharField(label=gettext_lazy("Place"), max_length=80, required=False)
    until = forms.DateField(
        label=gettext_lazy("Last day to apply"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(kind.value, kind.words) for kind in OpeningKind]


class ProfileForm(forms.Form):
    """What a student says about themselves, and whether all employers may read it."""

    words = forms.CharField(
        label=gettext_lazy("About you, in a few sentences"),
        max_length=600,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    opened = forms.BooleanField(
        label=gettext_lazy("All employers of this edition may see my name and these words"), required=False
    )


class FeedbackForm(forms.Form):
    """How a meeting was."""

    useful = forms.ChoiceField(label=gettext_lazy("Was it useful?"))
    words = forms.CharField(
        label=gettext_lazy("What would you tell them?"),
        max_length=600,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["useful"].choices = [(value, gettext(words)) for value, words in USEFUL]
