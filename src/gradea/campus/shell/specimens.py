"""Invented content with which the page of components is filled."""

from typing import Any

from django import forms

from gradea.campus.shell.icons import icon_names
from gradea.vocabulary import CleanlinessGrade, Refusal


class SpecimenForm(forms.Form):
    """One of each control."""

    lot = forms.CharField(
        label="Lot number", max_length=24, help_text="As printed on the label, for example CYT-24-0117."
    )
    volume = forms.DecimalField(label="Volume added", decimal_places=1, help_text="Limit 11.8–12.2 mL.")
    technique = forms.ChoiceField(
        label="Technique", choices=[("slow", "Slow"), ("normal", "Normal"), ("hurried", "Hurried")]
    )
    witnessed = forms.BooleanField(label="A second person watched", required=False)
    remark = forms.CharField(label="Note", widget=forms.Textarea(attrs={"rows": 3}), required=False)


def context() -> dict[str, Any]:
    """Return what the page of components shows."""
    wrong = SpecimenForm({"lot": "CYT-24-0117", "volume": "14", "technique": "slow"})
    wrong.add_error(
        "volume", "14.0 mL is above the limit of 12.2 mL. Check the syringe; if it is right, open a deviation."
    )
    return {
        "form": wrong,
        "grades": [*CleanlinessGrade],
        "icons": icon_names(),
        "refusal": Refusal(
            code="record.same-person",
            rule="A step is verified by somebody who did not perform it.",
            message="You performed step 4.7, so you cannot verify it.",
            remedy="Ask another member of your team to verify it on their own device, or with their PIN on this one.",
        ),
        "run_bar": {
            "product": "Tolerogenic dendritic cells",
            "batch": "TLD-25-0042",
            "clock": "day 2 09:30",
            "speed": "× 1",
            "alarms": 2,
            "people": [
                {"initials": "AE", "name": "Amina Example", "role": "operator", "where": "C2 cabinet"},
                {"initials": "BE", "name": "Bram Example", "role": "verifier", "where": "C2"},
            ],
        },
        "tab_items": [
            {"url": "?tab=record#s-table", "words": "Record", "here": True, "count": 74},
            {"url": "?tab=deviations#s-table", "words": "Deviations", "here": False, "count": 2},
            {"url": "?tab=trends#s-table", "words": "Trends", "here": False, "count": None},
        ],
        "rows": [
            {
                "step": "4.6",
                "what": "Warm medium to 37 °C",
                "performed": "A. Example 10:42",
                "state": "done",
                "words": "Verified",
            },
            {"step": "4.7", "what": "Add cytokine mix to bag B", "performed": "–", "state": "wait", "words": "Waiting"},
            {
                "step": "4.8",
                "what": "Take in-process sample",
                "performed": "–",
                "state": "alarm",
                "words": "Out of limit",
            },
        ],
    }
