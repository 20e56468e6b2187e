"""How a deviation is handled, as its page shows it: action, cause, actions that follow, the result out of specification."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gradea.campus.cleanroom.sight.own_text import own_text, who_when
from gradea.campus.cleanroom.sight.scene import Scene, role_words
from gradea.campus.shell.speech import clock_text
from gradea.record import ALLOWED, ROLES, Capa, OosCase, still_open
from gradea.record.capa import CAPA_KINDS
from gradea.record.investigation import BONES, CATEGORIES, TOOLS
from gradea.record.oos import CHECKS, RUNS_MAX
from gradea.record.state import Deviation

NEEDS = {
    "immediate-action": gettext_lazy("what was done at once"),
    "investigation": gettext_lazy("an investigation of the cause"),
    "oos-decision": gettext_lazy("a decision about the result out of specification"),
    "assessment": gettext_lazy("an assessment by quality assurance"),
    "other-batches": gettext_lazy("a look at other batches"),
    "capa": gettext_lazy("a corrective or preventive action"),
    "capa-beyond-training": gettext_lazy("an action beyond training"),
}
TOOL_WORDS = {"five-whys": gettext_lazy("Five whys"), "fishbone": gettext_lazy("Fishbone")}
BONE_WORDS = {
    "people": gettext_lazy("People"),
    "method": gettext_lazy("Method"),
    "machine": gettext_lazy("Machine"),
    "material": gettext_lazy("Material"),
    "measurement": gettext_lazy("Measurement"),
    "environment": gettext_lazy("Environment"),
}
CAUSE_WORDS = {
    "method": gettext_lazy("Method or instruction"),
    "equipment": gettext_lazy("Equipment"),
    "material": gettext_lazy("Material"),
    "environment": gettext_lazy("Environment"),
    "measurement": gettext_lazy("Measurement"),
    "design": gettext_lazy("Design of room, form or tool"),
    "organisation": gettext_lazy("Organisation and staffing"),
    "training": gettext_lazy("Somebody was never taught it"),
    "human-error": gettext_lazy("Human error, with reasons"),
}
KIND_WORDS = {
    "correction": gettext_lazy("Correction: put this one right"),
    "corrective": gettext_lazy("Corrective: take the cause away"),
    "preventive": gettext_lazy("Preventive: keep it from happening elsewhere"),
    "training": gettext_lazy("Training"),
}
CHECK_WORDS = {
    "calculation": gettext_lazy("Calculation"),
    "transfer": gettext_lazy("Copying of the result"),
    "sample": gettext_lazy("Sample"),
    "instrument": gettext_lazy("Instrument"),
    "method": gettext_lazy("Method"),
    "reagents": gettext_lazy("Reagents"),
    "analyst": gettext_lazy("Analyst"),
}
OTHER_WORDS = {
    "none": gettext_lazy("No other batch can be touched"),
    "checked": gettext_lazy("Others were checked and are not touched"),
    "affected": gettext_lazy("Others are affected"),
}
STATUS_WORDS = {
    "planned": gettext_lazy("planned"),
    "completed": gettext_lazy("carried out"),
    "effective": gettext_lazy("effective"),
    "not-effective": gettext_lazy("not effective"),
    "laboratory": gettext_lazy("phase I: the laboratory looks first"),
    "retest": gettext_lazy("retest running"),
    "manufacturing": gettext_lazy("phase II: cause in manufacturing"),
    "to-decide": gettext_lazy("to be decided"),
    "confirmed": gettext_lazy("confirmed"),
    "invalidated": gettext_lazy("invalid: error of the laboratory"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One thing somebody said or did about a deviation."""

    title: str
    words: str
    who: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CapaLine:
    """One CAPA, and what the viewer may do about it."""

    number: str
    status: str
    words: str
    owner: str
    due: str
    check: str
    may_report: bool
    may_check: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseLine:
    """The result out of specification behind a deviation."""

    field: str
    value: str
    status: str
    said: tuple[Said, ...]
    may_conclude: bool
    may_plan: bool
    may_approve: bool
    may_run: bool
    may_decide: bool
    checks: tuple[tuple[str, str], ...]
    runs_max: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Handling:
    """Everything about the handling of one deviation."""

    needs: tuple[str, ...]
    said: tuple[Said, ...]
    capas: tuple[CapaLine, ...]
    case: CaseLine | None
    may_act: bool
    may_investigate: bool
    may_plan: bool
    tools: tuple[tuple[str, str], ...]
    bones: tuple[tuple[str, str], ...]
    causes: tuple[tuple[str, str], ...]
    kinds: tuple[tuple[str, str], ...]
    owners: tuple[tuple[str, str], ...]
    others: tuple[tuple[str, str], ...]


def handling_of(scene: Scene, each: Deviation) -> Handling:
    """Return how a deviation is handled."""
    record = scene.state.record
    open_now = each.status != "closed" and record.disposition is None and not scene.state.closed
    case = record.oos.get(each.number)
    return Handling(
        needs=tuple(str(NEEDS[need]) for need in still_open(record, each)) if each.status != "closed" else (),
        said=_said(scene, each),
        capas=tuple(_capa(scene, c) for c in record.capas.values() if c.plan.deviation == each.number),
        case=_case(scene, case) if case is not None else None,
        may_act=open_now and _may(scene, "immediate-action"),
        may_investigate=open_now and _may(scene, "investigate"),
        may_plan=open_now and _may(scene, "plan-capa"),
        tools=tuple((name, str(TOOL_WORDS[name])) for name in TOOLS),
        bones=tuple((name, str(BONE_WORDS[name])) for name in BONES),
        causes=tuple((name, str(CAUSE_WORDS[name])) for name in CATEGORIES),
        kinds=tuple((name, str(KIND_WORDS[name])) for name in CAPA_KINDS),
        owners=tuple((role, role_words(role)) for role in ROLES),
        others=tuple((name, str(words)) for name, words in OTHER_WORDS.items()),
    )


def _may(scene: Scene, doing: str) -> bool:
    return scene.role in ALLOWED[doing]


def _said(scene: Scene, each: Deviation) -> tuple[Said, ...]:
    found = [Said(title=_("Done at once"), words=own_text(scene, a.text), who=who_when(scene, a)) for a in each.actions]
    for event in each.investigations:
        analysis = own_text(scene, event.analysis)
        cause = f"{CAUSE_WORDS[event.category]}: {own_text(scene, event.root_cause)}"
        justified = own_text(scene, event.human_error_because)
        words = " · ".join(part for part in (analysis, cause, justified) if part)
        found.append(Said(title=str(TOOL_WORDS[event.tool]), words=words, who=who_when(scene, event)))
    return tuple(found)


def _capa(scene: Scene, capa: Capa) -> CapaLine:
    plan, open_run = capa.plan, not scene.state.closed
    return CapaLine(
        number=plan.number,
        status=str(STATUS_WORDS[capa.status]),
        words=f"{KIND_WORDS[plan.kind]}. {own_text(scene, plan.text)}",
        owner=role_words(plan.owner),
        due=clock_text(plan.due_at),
        check=f"{own_text(scene, plan.check)} {clock_text(plan.check_at)}",
        may_report=open_run and capa.status == "planned" and scene.role in (plan.owner, "qa"),
        may_check=open_run and capa.status == "completed" and scene.role == "qa" and scene.state.at >= plan.check_at,
    )


def _case(scene: Scene, case: OosCase) -> CaseLine:
    said = []
    if case.laboratory is not None:
        looked = ", ".join(str(CHECK_WORDS[name]) for name in case.laboratory.checked)
        verdict = _("error of the laboratory shown") if case.laboratory.assignable else _("no error of the laboratory")
        words = f"{looked}: {verdict}. {own_text(scene, case.laboratory.finding)}"
        said.append(Said(title=_("Phase I"), words=words, who=who_when(scene, case.laboratory)))
    if case.plan is not None:
        words = _("%(runs)d runs planned") % {"runs": case.plan.runs}
        words += f". {own_text(scene, case.plan.plan)}"
        said.append(Said(title=_("Retest"), words=words, who=who_when(scene, case.plan)))
    said.extend(Said(title=_("Run"), words=run.value, who=who_when(scene, run)) for run in case.runs)
    if case.decided is not None:
        words = f"{STATUS_WORDS[case.decided.decision]}. {own_text(scene, case.decided.text)}"
        said.append(Said(title=_("Decision"), words=words, who=who_when(scene, case.decided)))
    going = case.decided is None and scene.state.record.disposition is None and not scene.state.closed
    planned = case.plan is not None
    return CaseLine(
        field=scene.state.recipe.field_of[case.field].name,
        value=case.value,
        status=str(STATUS_WORDS[case.status]),
        said=tuple(said),
        may_conclude=going and case.laboratory is None and _may(scene, "laboratory-investigation"),
        may_plan=going and case.laboratory is not None and not planned and _may(scene, "plan-retest"),
        may_approve=going and planned and case.approved is None and _may(scene, "approve-retest"),
        may_run=going and case.approved is not None and case.status == "retest" and _may(scene, "record-retest"),
        may_decide=going and case.status in ("to-decide", "manufacturing") and _may(scene, "decide-oos"),
        checks=tuple((name, str(CHECK_WORDS[name])) for name in CHECKS),
        runs_max=RUNS_MAX,
    )
