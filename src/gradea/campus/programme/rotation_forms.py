"""Forms with which an organiser sets up a rotation."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy

from gradea.campus.programme.rotation_setup import Setup, title_of

_TIME = {"type": "time"}
Choices = list[tuple[str, str]]


class ClockField(forms.TimeField):
    """A time of the day by the browser's own picker."""

    widget = forms.TimeInput(attrs=_TIME, format="%H:%M")


def _span(starts: dt.time, ends: dt.time) -> str:
    return f"{starts:%H:%M}-{ends:%H:%M}"


def _ends(text: str) -> tuple[str, str]:
    starts, _, ends = text.partition("-")
    return starts, ends


class DayForm(forms.Form):
    """When it is, how large the groups are, and lunch."""

    date = forms.ChoiceField(label=gettext_lazy("Day"))
    starts = ClockField(label=gettext_lazy("From"))
    ends = ClockField(label=gettext_lazy("To"))
    size_min = forms.IntegerField(label=gettext_lazy("Smallest group"), min_value=1, max_value=50)
    size_max = forms.IntegerField(label=gettext_lazy("Largest group"), min_value=1, max_value=50)
    mix = forms.IntegerField(
        label=gettext_lazy("Schools in each group, at least"),
        help_text=gettext_lazy("Where the numbers do not allow it, as many as they do."),
        min_value=1,
        max_value=20,
    )
    lunch_minutes = forms.IntegerField(
        label=gettext_lazy("Minutes of lunch"), help_text=gettext_lazy("0 for none."), min_value=0, max_value=180
    )
    lunch_starts = ClockField(label=gettext_lazy("Lunch not before"))
    lunch_ends = ClockField(label=gettext_lazy("Lunch over by"))
    lunch_place = forms.ChoiceField(label=gettext_lazy("Where lunch is"))
    walk = forms.IntegerField(label=gettext_lazy("Minutes between two places"), min_value=0, max_value=120)

    def __init__(self, *args: Any, setup: Setup, days: Choices, **kwargs: Any) -> None:
        super().__init__(*args, initial=self._initial(setup), **kwargs)
        self._setup = setup
        self.fields["date"].choices = days
        self.fields["lunch_place"].choices = [(row["key"], title_of(row)) for row in setup["places"]]

    @staticmethod
    def _initial(setup: Setup) -> dict[str, Any]:
        lunch = setup["lunch"] or {"minutes": 0, "between": "12:00-13:00", "place": ""}
        starts, ends = _ends(setup["day"])
        lunch_starts, lunch_ends = _ends(lunch["between"])
        return {
            "date": setup["date"], "starts": starts, "ends": ends, "size_min": setup["size_min"],
            "size_max": setup["size_max"], "mix": setup["mix"], "lunch_minutes": lunch["minutes"],
            "lunch_starts": lunch_starts, "lunch_ends": lunch_ends, "lunch_place": lunch["place"],
            "walk": setup["travel_min"]["default"],
        }  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """Ends come after starts, and the largest group is not smaller than the smallest."""
        cleaned = super().clean()
        for first, last in (("starts", "ends"), ("lunch_starts", "lunch_ends")):
            if cleaned.get(first) and cleaned.get(last) and cleaned[last] <= cleaned[first]:
                self.add_error(last, gettext("It ends before it starts. Type a later time."))
        if cleaned.get("size_min") and cleaned.get("size_max") and cleaned["size_max"] < cleaned["size_min"]:
            self.add_error("size_max", gettext("The largest group is smaller than the smallest. Type a higher number."))
        return cleaned

    def changed(self) -> Setup:
        """Return the set-up with what was typed."""
        data = self.cleaned_data
        lunch = None
        if data["lunch_minutes"]:
            between = _span(data["lunch_starts"], data["lunch_ends"])
            kept = {"trainers": (self._setup["lunch"] or {}).get("trainers", True)}
            lunch = {"minutes": data["lunch_minutes"], "between": between, "place": data["lunch_place"], **kept}
        return {
            **self._setup,
            **{name: data[name] for name in ("date", "size_min", "size_max", "mix")},
            "day": _span(data["starts"], data["ends"]),
            "lunch": lunch,
            "travel_min": {**self._setup["travel_min"], "default": data["walk"]},
        }


class StationForm(forms.Form):
    """Something every group does once."""

    title = forms.CharField(label=gettext_lazy("Name of the station"), max_length=80)
    place = forms.ChoiceField(label=gettext_lazy("Place"))
    minutes = forms.IntegerField(label=gettext_lazy("Minutes"), min_value=5, max_value=600)
    capacity = forms.IntegerField(label=gettext_lazy("People in one session"), min_value=1, max_value=1000)
    parallel = forms.IntegerField(label=gettext_lazy("Sessions at the same time"), min_value=1, max_value=20)
    trainers = forms.IntegerField(label=gettext_lazy("Trainers in each session"), min_value=0, max_value=20)
    reset_min = forms.IntegerField(label=gettext_lazy("Minutes to tidy between sessions"), min_value=0, max_value=240)
    after = forms.MultipleChoiceField(
        label=gettext_lazy("Comes after"), widget=forms.CheckboxSelectMultiple, required=False
    )

    def __init__(self, *args: Any, setup: Setup, row: dict[str, Any] | None, **kwargs: Any) -> None:
        first = {"minutes": 30, "capacity": 10, "parallel": 1, "trainers": 1, "reset_min": 0}
        given = {**first, **row, "title": title_of(row)} if row else first
        super().__init__(*args, initial=given, **kwargs)
        others = [each for each in setup["stations"] if row is None or each["key"] != row["key"]]
        self.fields["place"].choices = [(each["key"], title_of(each)) for each in setup["places"]]
        self.fields["after"].choices = [(each["key"], title_of(each)) for each in others]


class PlaceForm(forms.Form):
    """A room of the rotation."""

    title = forms.CharField(label=gettext_lazy("Name of the place"), max_length=80)
    capacity = forms.IntegerField(
        label=gettext_lazy("People at once"), min_value=1, max_value=10_000, required=False,
        help_text=gettext_lazy("Empty where there is no limit."),
    )  # fmt: skip
    change_in_min = forms.IntegerField(label=gettext_lazy("Minutes to change, going in"), min_value=0, max_value=120)
    change_out_min = forms.IntegerField(label=gettext_lazy("Minutes to change, going out"), min_value=0, max_value=120)

    def __init__(self, *args: Any, setup: Setup, row: dict[str, Any] | None, **kwargs: Any) -> None:
        del setup
        first = {"change_in_min": 0, "change_out_min": 0}
        super().__init__(*args, initial={**first, **row, "title": title_of(row)} if row else first, **kwargs)


class TrainerForm(forms.Form):
    """Somebody who leads sessions: a trainer of the edition, or a seat that is filled later."""

    ref = forms.ChoiceField(label=gettext_lazy("Who"), required=False)
    stations = forms.MultipleChoiceField(
        label=gettext_lazy("Leads"), widget=forms.CheckboxSelectMultiple, required=False
    )
    starts = ClockField(label=gettext_lazy("Here from"), required=False)
    ends = ClockField(label=gettext_lazy("Here until"), required=False)

    def __init__(
        self, *args: Any, setup: Setup, row: dict[str, Any] | None, people: Choices = (), **kwargs: Any
    ) -> None:
        starts, ends = _ends((row or {}).get("available") or "-")
        super().__init__(*args, initial={**(row or {}), "starts": starts, "ends": ends}, **kwargs)
        self.fields["ref"].choices = [("", gettext("Not known yet")), *people]
        self.fields["stations"].choices = [(each["key"], title_of(each)) for each in setup["stations"]]

    def clean(self) -> dict[str, Any]:
        """Times come in pairs; they are kept as one span."""
        cleaned = super().clean()
        starts, ends = cleaned.pop("starts", None), cleaned.pop("ends", None)
        if (starts is None) != (ends is None) or (starts and ends and ends <= starts):
            self.add_error("ends", gettext("Type both times, the later one here; or none."))
        cleaned["available"] = _span(starts, ends) if starts and ends else ""
        return cleaned


PARTS = {"stations": StationForm, "places": PlaceForm, "trainers": TrainerForm}
