"""What may be asked: a file or a text to verify, a number to trace, labels to print."""

from django import forms
from django.utils.translation import gettext_lazy

from gradea.record import LABEL_KINDS

UPLOAD_BYTES_MAX = 8 * 1024 * 1024
"""Largest file that is looked at; assumption [A]: a package of the longest batch has less than a quarter of it."""
TEXT_LENGTH_MAX = 4_000
COPIES_MAX = 50


class VerifyForm(forms.Form):
    """One file, or one text."""

    file = forms.FileField(
        label=gettext_lazy("A file"),
        required=False,
        help_text=gettext_lazy("A package (.zip), its manifest, a ledger (.jsonl), or a record (.json); at most 8 MB."),
    )
    text = forms.CharField(
        label=gettext_lazy("Or a text"),
        required=False,
        max_length=TEXT_LENGTH_MAX,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("What the code on a printed record or a label says, or the head of a ledger."),
    )

    def clean_file(self) -> object:
        """Refuse a file that is too large to be one of ours."""
        file = self.cleaned_data["file"]
        if file is not None and file.size > UPLOAD_BYTES_MAX:
            raise forms.ValidationError(
                gettext_lazy("The file is larger than 8 MB; no export is. Take the file that was exported.")
            )
        return file

    def clean(self) -> dict[str, object]:
        """Ask for one of both."""
        given = super().clean() or {}
        if not self.errors and not given.get("file") and not str(given.get("text", "")).strip():
            raise forms.ValidationError(gettext_lazy("There is nothing to verify yet: choose a file, or paste a text."))
        return given


class TraceForm(forms.Form):
    """One number."""

    number = forms.CharField(
        label=gettext_lazy("Number"),
        max_length=120,
        required=False,
        help_text=gettext_lazy("Donation, patient, batch, lot, device or label; typed or scanned."),
    )


class LabelForm(forms.Form):
    """Labels of one batch."""

    kind = forms.ChoiceField(choices=[(kind, kind) for kind in LABEL_KINDS], initial="immediate")
    container = forms.RegexField(regex=r"^[A-Z0-9][A-Z0-9-]{0,15}$", initial="FINAL-A")
    copies = forms.IntegerField(min_value=1, max_value=COPIES_MAX, initial=1)
