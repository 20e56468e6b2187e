"""What may be asked: a file or a text to verify, a number to trace, labels to print."""

import secrets

from django import forms
from django.utils.translation import gettext_lazy

from gradea.record import AccountLabels, PrintLabels

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


KINDS = (
    ("immediate", gettext_lazy("Final container")),
    ("outer", gettext_lazy("Outer pack of the product")),
    ("freezing", gettext_lazy("Cryogenic vial or bag")),
    ("in-process", gettext_lazy("Vessel in the suite")),
    ("sample", gettext_lazy("Sample for quality control")),
)


class KeyedForm(forms.Form):
    """A form that is carried out once, however often it is sent."""

    key = forms.RegexField(regex=r"^[0-9a-f]{16}$", widget=forms.HiddenInput)


class LabelForm(KeyedForm):
    """An order of labels."""

    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=KINDS, initial="in-process")
    container = forms.CharField(
        label=gettext_lazy("Container or sample"),
        max_length=16,
        help_text=gettext_lazy("Its code in the recipe, such as FINAL-A."),
    )
    copies = forms.IntegerField(label=gettext_lazy("How many"), min_value=1, max_value=COPIES_MAX, initial=2)
    reason = forms.CharField(
        label=gettext_lazy("Why again"),
        required=False,
        max_length=500,
        help_text=gettext_lazy("Needed when labels for this container were printed before."),
    )

    def command(self) -> PrintLabels:
        """Return what is asked of the record."""
        given = self.cleaned_data
        container = given["container"].strip().upper()
        return PrintLabels(
            kind=given["kind"], container=container, copies=given["copies"], reason=given["reason"].strip()
        )


class CountForm(KeyedForm):
    """Where the labels of an order are."""

    used = forms.IntegerField(label=gettext_lazy("Used"), min_value=0, max_value=COPIES_MAX)
    destroyed = forms.IntegerField(label=gettext_lazy("Destroyed"), min_value=0, max_value=COPIES_MAX)
    retained = forms.IntegerField(label=gettext_lazy("Retained"), min_value=0, max_value=COPIES_MAX)

    @classmethod
    def fresh(cls, order: str) -> "CountForm":
        """Return an empty form; its ids differ from those of other orders on the page."""
        return cls(initial={"key": secrets.token_hex(8)}, auto_id=f"{order}-%s")

    def command(self, order: str) -> AccountLabels:
        """Return what is asked of the record."""
        given = self.cleaned_data
        return AccountLabels(order=order, used=given["used"], destroyed=given["destroyed"], retained=given["retained"])
