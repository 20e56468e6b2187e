"""What the controls of the cockpit send."""

from django import forms

from gradea.campus.cleanroom.actions import MODES
from gradea.campus.cockpit.actions import PLAYED
from gradea.practical import CREWS, DISTURBANCES, FALSIFICATIONS
from gradea.practical.state import SPEED_LIMITS

SPEEDS = (1, 10, 60, 600, 3600)
_MODE_WORDS = {"tutorial": "Tutorial: guided", "practice": "Practice: hints on request", "exam": "Exam: no hints"}
_CREW_WORDS = {
    "careful": "Careful: makes a clean record",
    "trained": "Trained: an honest error now and then",
    "novice": "Novice: a few honest errors, rates raised for teaching",
    "careless": "Careless: many, rates raised for teaching",
}
_PLAY_WORDS = {"live": "Live, to be watched on the team page", "at-once": "At once, as a case to debrief"}


class StartForm(forms.Form):
    """Open a run."""

    mode = forms.ChoiceField(label="Mode", choices=[(mode, _MODE_WORDS[mode]) for mode in MODES], initial="practice")


class SpeedForm(forms.Form):
    """Set the clock."""

    speed = forms.IntegerField(
        label="Speed", min_value=SPEED_LIMITS[0], max_value=SPEED_LIMITS[1], help_text="1 to 3600 times real time."
    )


class DisturbForm(forms.Form):
    """Plant or repair a fault."""

    kind = forms.ChoiceField(choices=[(kind, kind) for kind in DISTURBANCES])
    on = forms.BooleanField(required=False)


class DemonstrationForm(forms.Form):
    """Let the crew play."""

    crew = forms.ChoiceField(label="Crew", choices=[(crew, _CREW_WORDS[crew]) for crew in CREWS])
    play = forms.ChoiceField(label="How", choices=[(play, _PLAY_WORDS[play]) for play in PLAYED])
    gap = forms.ChoiceField(
        label="Planted gap",
        required=False,
        choices=[("", "None"), *((kind, kind.replace("-", " ").capitalize()) for kind in FALSIFICATIONS)],
        help_text="One thing in the record that is not what was done; found in the debrief.",
    )
