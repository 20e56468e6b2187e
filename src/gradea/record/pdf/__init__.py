"""The printed batch record: a Typst template, and the function that fills it in."""

from gradea.record.pdf.render import head_text, render_certificate, render_pdf, render_png

__all__ = ["head_text", "render_certificate", "render_pdf", "render_png"]
