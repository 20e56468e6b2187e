"""What the controls of the cockpit send."""

from django import forms
from django.utils.translation import gettext_lazy

from gradea.campus.cleanroom.actions import MODES
from gradea.campus.cleanroom.products import product_choices
from gradea.campus.cockpit.actions import PLAYED
from gradea.practical import CREWS, DISTURBANCES, FALSIFICATIONS
from gradea.practical.state import SPEED_LIMITS

SPEEDS = (1, 10, 60, 600, 3600)
_MODE_WORDS = {
    "tutorial": gettext_lazy("Tutorial: guided"),
    "practice": gettext_lazy("Practice: hints on request"),
    "exam": gettext_lazy("Exam: no hints"),
    "hands-on": gettext_lazy("Hands-on: the record alone, in a real room"),
}
_CREW_WORDS = {
    "careful": gettext_lazy("Careful: makes a clean record"),
    "trained": gettext_lazy("Trained: an honest error now and then"),
    "novice": gettext_lazy("Novice: a few honest errors, rates raised for teaching"),
    "careless": gettext_lazy("Careless: many, rates raised for teaching"),
}
_PLAY_WORDS = {
    "live": gettext_lazy("Live, to be watched on the team page"),
    "at-once": gettext_lazy("At once, as a case to debrief"),
}


class StartForm(forms.Form):
    """Open a run."""

    mode = forms.ChoiceField(
        label=gettext_lazy("Mode"), choices=[(mode, _MODE_WORDS[mode]) for mode in MODES], initial="practice"
    )
    product = forms.ChoiceField(label=gettext_lazy("Product"), required=False, choices=product_choices)


class SpeedForm(forms.Form):
    """Set the clock."""

    speed = forms.IntegerField(
        label=gettext_lazy("Speed"),
        min_value=SPEED_LIMITS[0],
        max_value=SPEED_LIMITS[1],
        help_text=gettext_lazy("1 to 3600 times real time."),
    )


class DisturbForm(forms.Form):
    """Plant or repair a fault."""

    kind = forms.ChoiceField(choices=[(kind, kind) for kind in DISTURBANCES])
    on = forms.BooleanField(required=False)


class DemonstrationForm(forms.Form):
    """Let the crew play."""

    crew = forms.ChoiceField(label=gettext_lazy("Crew"), choices=[(crew, _CREW_WORDS[crew]) for crew in CREWS])
    play = forms.ChoiceField(label=gettext_lazy("How"), choices=[(play, _PLAY_WORDS[play]) for play in PLAYED])
    product = forms.ChoiceField(label=gettext_lazy("Product"), required=False, choices=product_choices)
    gap = forms.ChoiceField(
        label=gettext_lazy("Planted gap"),
        required=False,
        choices=[("", gettext_lazy("None")), *((kind, kind.replace("-", " ").capitalize()) for kind in FALSIFICATIONS)],
        help_text=gettext_lazy("One thing in the record that is not what was done; found in the debrief."),
    )
