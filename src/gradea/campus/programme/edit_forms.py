"""Forms with which an organiser makes and changes an edition."""

import datetime as dt

from django import forms
from django.utils.translation import gettext, gettext_lazy

from gradea.campus.programme.editing import DAYS_MAX, EditionFacts, SessionFacts
from gradea.campus.programme.kinds import ORGANISATION_WORDS, SESSION_WORDS, OrganisationKind, SessionKind

_DATE = {"type": "date"}
_TIME = {"type": "time"}


class DateField(forms.DateField):
    """A date by the browser's own picker."""

    widget = forms.DateInput(attrs=_DATE, format="%Y-%m-%d")


class FactsForm(forms.Form):
    """What an edition is."""

    title = forms.CharField(label=gettext_lazy("Title"), max_length=120)
    starts_on = DateField(label=gettext_lazy("First day"))
    ends_on = DateField(label=gettext_lazy("Last day"))
    venue = forms.CharField(label=gettext_lazy("Venue"), max_length=120)
    town = forms.CharField(label=gettext_lazy("Town"), max_length=80)
    seats = forms.IntegerField(label=gettext_lazy("Seats for students"), min_value=1, max_value=5000)
    audience = forms.CharField(label=gettext_lazy("For whom"), max_length=240, required=False)
    about = forms.CharField(
        label=gettext_lazy("About it"), widget=forms.Textarea(attrs={"rows": 4}), max_length=2000, required=False
    )

    def clean(self) -> dict:
        """The last day comes after the first, and an edition is no longer than two weeks."""
        cleaned = super().clean()
        first, last = cleaned.get("starts_on"), cleaned.get("ends_on")
        if first and last and not 0 <= (last - first).days < DAYS_MAX:
            self.add_error("ends_on", gettext("An edition ends on its first day or up to 13 days later."))
        return cleaned

    def facts(self) -> EditionFacts:
        """Return what was typed, checked."""
        names = EditionFacts.__dataclass_fields__
        return EditionFacts(**{name: value for name, value in self.cleaned_data.items() if name in names})


class SetUpForm(FactsForm):
    """The first edition of an installation, and who organises it."""

    organiser = forms.CharField(label=gettext_lazy("Your name"), max_length=120)


class CopyForm(forms.Form):
    """When the next edition starts."""

    starts_on = DateField(label=gettext_lazy("First day of the new edition"))

    def clean_starts_on(self) -> dt.date:
        """A real school is not held in another century."""
        date = self.cleaned_data["starts_on"]
        if not 2000 <= date.year <= 2100:
            raise forms.ValidationError(gettext("Choose a date between 2000 and 2100."))
        return date


class DayForm(forms.Form):
    """What a day is called."""

    title = forms.CharField(label=gettext_lazy("Title of the day"), max_length=80)
    about = forms.CharField(label=gettext_lazy("About it"), max_length=240, required=False)
    practical = forms.BooleanField(label=gettext_lazy("The day in the cleanroom"), required=False)


class SessionForm(forms.Form):
    """One line of a day."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"),
        choices=lambda: [(kind.value, gettext(SESSION_WORDS[kind][0])) for kind in SessionKind],
    )
    title = forms.CharField(label=gettext_lazy("Title"), max_length=160)
    starts = forms.TimeField(label=gettext_lazy("From"), widget=forms.TimeInput(attrs=_TIME, format="%H:%M"))
    ends = forms.TimeField(label=gettext_lazy("To"), widget=forms.TimeInput(attrs=_TIME, format="%H:%M"))
    place = forms.ChoiceField(label=gettext_lazy("Place"))
    about = forms.CharField(label=gettext_lazy("About it"), max_length=240, required=False)
    stations = forms.CharField(
        label=gettext_lazy("Stations"),
        help_text=gettext_lazy("One on a line, where groups rotate."),
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
    )

    def __init__(self, *args, places: list[tuple[str, str]], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].choices = places

    def clean(self) -> dict:
        """A session ends after it starts."""
        cleaned = super().clean()
        if cleaned.get("starts") and cleaned.get("ends") and cleaned["ends"] <= cleaned["starts"]:
            self.add_error("ends", gettext("It ends before it starts. Type a later time."))
        return cleaned

    def facts(self) -> SessionFacts:
        """Return what was typed, checked."""
        data = self.cleaned_data
        stations = tuple(line.strip()[:160] for line in data["stations"].splitlines() if line.strip())
        return SessionFacts(**{**data, "stations": stations})


class PlaceForm(forms.Form):
    """A place of the venue."""

    name = forms.CharField(label=gettext_lazy("Name of the place"), max_length=80)
    about = forms.CharField(label=gettext_lazy("What it is for"), max_length=160, required=False)


class OrganisationForm(forms.Form):
    """Somebody who takes part."""

    name = forms.CharField(label=gettext_lazy("Organisation"), max_length=160)
    kind = forms.ChoiceField(
        label=gettext_lazy("What it is here"),
        choices=lambda: [(kind.value, gettext(ORGANISATION_WORDS[kind])) for kind in OrganisationKind],
    )
    contribution = forms.CharField(
        label=gettext_lazy("What it contributes"),
        help_text=gettext_lazy("Expertise, content, demonstration, funding."),
        max_length=160,
        required=False,
    )
