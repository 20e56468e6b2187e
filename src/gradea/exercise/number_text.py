"""Reading a number as people write it: 1,5 · 1.5e6 · 1.5 x 10^6 · 1 500 000."""

import re

_POWERS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
_TEN = re.compile(r"\s*[x×*·]\s*10\s*\^?\s*\{?([-+]?\d{1,3})\}?$", re.IGNORECASE)
_PLAIN = re.compile(r"^[-+]?\d{1,18}(?:[.,]\d{1,18})?(?:e[-+]?\d{1,3})?$", re.IGNORECASE)
_THOUSANDS = re.compile(r"^[-+]?\d{1,3}(?:[.,]\d{3})+$")


def readings_of(text: str) -> tuple[float, ...]:
    """Return what a text may mean as a number: nothing, one, or two where a mark may be decimal or for thousands.

    >>> readings_of("1,5 x 10^6"), readings_of("3.520"), readings_of("about 5")
    ((1500000.0,), (3.52, 3520.0), ())
    """
    plain = re.sub(r"[\s\u00a0\u202f_']", "", text.strip().replace("−", "-").translate(_POWERS))
    power = _TEN.search(plain)
    if power:
        plain = f"{plain[: power.start()]}e{power.group(1)}"
    found: list[float] = []
    if _PLAIN.match(plain):
        found.append(float(plain.replace(",", ".")))
    if _THOUSANDS.match(plain) and not plain.lstrip("+-").startswith("0"):
        found.append(float(plain.replace(",", "").replace(".", "")))
    return tuple(dict.fromkeys(found))
