"""A file as an answer."""

from django.http import HttpResponse


def file_answer(content: bytes, kind: str, name: str) -> HttpResponse:
    """Return a file for the browser to keep."""
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
