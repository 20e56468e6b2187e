"""The printed batch record: a Typst template, and the function that fills it in."""

from gradea.record.pdf.render import render_pdf, render_png

__all__ = ["render_pdf", "render_png"]
