"""Single words and short phrases that the rooms put into what they say: states, roles, decisions, kinds, times.

They are codes with a meaning, so they are not sentences that can be read out of the source; here each is put into the catalogue.
"""

from gradea.campus.shell.speech import said_noop

TIMES = said_noop("day {day} {clock}", "{number} tries", "{number} try", "codes", "PINs", "And {number} more.")
ROLES = said_noop(
    "operator",
    "verifier",
    "quality control",
    "quality assurance",
    "Qualified Person",
    "system",
    "trainer",
    "operator or verifier",
    "verifier or quality control",
    "quality assurance or Qualified Person",
    "operator or verifier or quality control or quality assurance or Qualified Person",
)
DOING = said_noop(
    "issue",
    "verify production",
    "verify qc",
    "note",
    "raise deviation",
    "assess deviation",
    "close deviation",
    "review production",
    "review audit trail",
    "review quality",
    "dispose",
    "hold",
    "lift hold",
)
STATES = said_noop(
    "open",
    "assessed",
    "closed",
    "minor",
    "major",
    "critical",
    "none",
    "negligible",
    "possible",
    "affected",
    "certified",
    "rejected",
    "held",
    "quarantine",
    "released",
    "restricted",
    "retired",
    "approved",
    "draft",
    "performed",
    "verified",
    "reviewed",
    "signed",
    "void",
    "late",
    "hurried",
    "slow",
    "normal",
    "not applicable",
)
RESULTS = said_noop(
    "expired", "yes", "no", "clear", "turbid", "yellow", "growth", "qualified", "overdue", "out of service", "calibrated",
    "complete",     "production", "audit-trail", "quality", "production review", "audit trail review", "quality review",
)  # fmt: skip
CREWS = said_noop("careful", "trained", "novice", "careless")
THINGS = said_noop(
    "plate", "bottle", "sample", "vessel", "device", "material", "settle", "glove", "contact", "donation", "patient", "batch",
    "the step", "the record", "The step", "The record", "Step {step}", "piece",
)  # fmt: skip
SOURCES = said_noop(
    "Pressure {inner} over {outer}", "CO2 in {device}", "{source} {value}, limit {limit}", "Alarm acknowledged"
)
WRITTEN = said_noop(
    "value entered",
    "value calculated",
    "value corrected",
    "step signed",
    "signatures voided",
    "step marked not applicable",
    "note added",
    "deviation raised",
    "deviation assessed",
    "deviation closed",
    "review signed",
    "batch disposed",
    "batch held",
    "hold lifted",
    "attempt refused",
    "Value entered",
    "Note added",
    "Hold lifted",
    "Batch held",
    "Deviation assessed",
    "Deviation closed",
    "Batch record issued",
    "Record issued",
)
