"""Forms of the certificates slice."""

from django import forms
from django.utils.translation import gettext_lazy


class CriteriaForm(forms.Form):
    """What an edition asks for a certificate."""

    attendance_pct_min = forms.IntegerField(
        label=gettext_lazy("Attendance, at least"),
        min_value=0,
        max_value=100,
        help_text=gettext_lazy("Percent of sessions"),
    )
    score_pct_min = forms.IntegerField(
        label=gettext_lazy("Exercises, at least"),
        min_value=0,
        max_value=100,
        help_text=gettext_lazy("Percent; 0 asks nothing"),
    )
    practical = forms.BooleanField(label=gettext_lazy("The team finished a batch"), required=False)
