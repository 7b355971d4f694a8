"""Sessions without what people wrote in their own words, for reports that go further than one therapist."""

from __future__ import annotations

from mckenzie_tui.session import Session

CHANGED = "what was changed is left out"


def without_notes(session: Session) -> Session:
    """A session without free text: the notes, a clinician's reasons, and what a flow for one patient says of them."""
    steps = tuple(step.model_copy(update={"note": None, "reason": None}) for step in session.steps)
    answers = tuple(answer.model_copy(update={"note": None}) for answer in session.answers)
    flow = session.flow
    if flow.based_on is not None and flow.based_on.changes:
        flow = flow.model_copy(update={"based_on": flow.based_on.model_copy(update={"changes": (CHANGED,)})})
    return session.model_copy(update={"steps": steps, "answers": answers, "flow": flow})
