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

    def __init__(self, *args, has_pin: bool, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if has_pin:
            self.fields["current"].required = True
        else:
            del self.fields["current"]

    def clean(self) -> dict:
        """Both times the same."""
        cleaned = super().clean()
        if cleaned.get("pin") and cleaned.get("again") and cleaned["pin"] != cleaned["again"]:
            self.add_error("again", gettext("This is not the same as above. Type both once more."))
        return cleaned
