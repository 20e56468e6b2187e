"""Long times in words."""

from django.utils.translation import gettext

from gradea.vocabulary import SECOND


def span_words_long(milliseconds: int) -> str:
    """Write a long time in days and hours.

    >>> span_words_long(2 * 86_400_000 + 18 * 3_600_000 + 60_000)
    '2 d 18 h'
    """
    hours, rest = divmod(milliseconds // (60 * SECOND), 60)
    days, hours = divmod(hours, 24)
    if days:
        return gettext("%(days)s d %(hours)s h") % {"days": days, "hours": hours}
    return (
        gettext("%(hours)s h %(rest)s min") % {"hours": hours, "rest": rest}
        if hours
        else gettext("%(rest)s min") % {"rest": max(1, rest)}
    )
