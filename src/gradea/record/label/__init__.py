"""Labels of containers and samples: what they say, their codes, the sheet to print."""

from gradea.record.label.content import LABEL_KINDS, LabelOrder, calendar_time, labels_of
from gradea.record.label.sheet import label_pngs, label_sheet_pdf, label_svgs

__all__ = ["LABEL_KINDS", "LabelOrder", "calendar_time", "label_pngs", "label_sheet_pdf", "label_svgs", "labels_of"]
