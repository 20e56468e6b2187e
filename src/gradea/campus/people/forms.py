"""Forms of the people slice."""

from django import forms
from django.utils.translation import gettext, gettext_lazy

_DIGITS = {"inputmode": "numeric", "autocomplete": "off", "maxlength": 6, "pattern": "[0-9]*"}


class CodeForm(forms.Form):
    """The code on the badge."""

    code = forms.CharField(
        label=gettext_lazy("Your code"),
        max_length=40,
        help_text=gettext_lazy("Three groups of four, on your badge."),
        widget=forms.TextInput(
            attrs={
                "class": "input--code",
                "autocomplete": "one-time-code",
                "autocapitalize": "characters",
                "autocorrect": "off",
                "spellcheck": "false",
                "autofocus": True,
            }
        ),
        error_messages={"required": gettext_lazy("Type the code on your badge.")},
    )


class PinForm(forms.Form):
    """A PIN, twice; and the current one where there is one."""

    current = forms.CharField(
        label=gettext_lazy("Your PIN now"), widget=forms.PasswordInput(attrs=_DIGITS), required=False
    )
    pin = forms.CharField(
        label=gettext_lazy("New PIN"),
        help_text=gettext_lazy("Four to six digits."),
        widget=forms.PasswordInput(attrs=_DIGITS),
    )
    again = forms.CharField(label=gettext_lazy("Once more"), widget=forms.PasswordInput(attrs=_DIGITS))
    declared = forms.BooleanField(
        label=gettext_lazy(
            "I understand that signing with my PIN counts here as signing by hand, and that I give it to nobody."
        ),
        error_messages={"required": gettext_lazy("Tick this first: without it the PIN is no signature.")},
    )

    def __init__(self, *args, has_pin: bool, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if has_pin:
            self.fields["current"].required = True
            del self.fields["declared"]
        else:
            del self.fields["current"]

    def clean(self) -> dict:
        """Both times the same."""
        cleaned = super().clean()
        if cleaned.get("pin") and cleaned.get("again") and cleaned["pin"] != cleaned["again"]:
            self.add_error("again", gettext("This is not the same as above. Type both once more."))
        return cleaned


class RosterForm(forms.Form):
    """A list of people."""

    file = forms.FileField(
        label=gettext_lazy("List of people"),
        help_text=gettext_lazy("XLSX or CSV with a heading row: Name, School, and if you like Role and Number."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv,.ods,.txt"}),
        error_messages={"required": gettext_lazy("Choose a file.")},
    )


class InstitutionForm(forms.Form):
    """A school that people come from."""

    name = forms.CharField(label=gettext_lazy("Full name"), max_length=160)
    short = forms.CharField(label=gettext_lazy("Short name, as on badges"), max_length=40)
    seats = forms.IntegerField(
        label=gettext_lazy("Seats"),
        help_text=gettext_lazy("Empty for as many as the edition has."),
        min_value=0,
        max_value=5000,
        required=False,
    )


class JoinForm(forms.Form):
    """Somebody who enrols by a link."""

    name = forms.CharField(
        label=gettext_lazy("Your name"),
        help_text=gettext_lazy("As it should stand on your badge and certificate."),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": gettext_lazy("Type your name.")},
    )
    institution = forms.ChoiceField(label=gettext_lazy("Your school"), required=False)
    consents = forms.MultipleChoiceField(
        label=gettext_lazy("What you agree to"),
        help_text=gettext_lazy("Each is up to you, none is needed to take part, and you can change your mind any day."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args, schools: list[tuple[str, str]] | None, consents: list[tuple[str, str]], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["consents"].choices = consents
        if schools is None:
            del self.fields["institution"]
        else:
            self.fields["institution"].choices = [("", gettext("Another school")), *schools]

    def clean_name(self) -> str:
        """Without double spaces."""
        return " ".join(self.cleaned_data["name"].split())
