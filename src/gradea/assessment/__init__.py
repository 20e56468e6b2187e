"""The one place where what was done and what was claimed are compared."""

from gradea.assessment.finding import ATTRIBUTE_OF, KINDS, Finding
from gradea.assessment.outcome import Outcome, batch_outcome
from gradea.assessment.say_do import say_do_findings
from gradea.assessment.story import Fact, story_of

__all__ = ["ATTRIBUTE_OF", "KINDS", "Fact", "Finding", "Outcome", "batch_outcome", "say_do_findings", "story_of"]
