"""What a new session is to know from those before it, also where these knew nothing of each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from mckenzie_tui.answers import Context
from mckenzie_tui.session import Session
from mckenzie_tui.words import Event


def carried_on(here: Session | None, sent: Sequence[Session]) -> Context:
    """What the next session is to know.

    A session knows of those before it on its own computer alone. So where logs were imported after the newest session
    here began, what any of them says about the person's health holds: a yes that was given at home must not be lost in
    the clinic, nor one that was given in the clinic, or on another computer at home, because a newer log does not know
    of it. It holds until a newer log answers the same question otherwise.

    Args:
        here: the newest session that was held with this data folder.
        sent: the sessions that were imported into it, newest first.
    """
    new = [session for session in sent if here is None or _came_after(session, here)]
    told = sorted((session for session in (here, *new[:1]) if session is not None), key=lambda one: one.started_at)
    carried = [session.carries for session in told if session.carries is not None]
    if not carried:
        return Context()
    yes = [name for one in carried for name in one.yes]
    standing = [name for one in carried for name in one.standing]
    for at, session in enumerate(new[1:], 1):
        if session.carries is not None:
            yes += _unsettled(session.carries.yes, new[:at])
            standing += _unsettled(session.carries.standing, new[:at], clearing=True)
    return carried[-1].model_copy(
        update={
            # Asked in full at one of them, it is enough to ask what has changed since: so every earlier yes holds.
            "first": all(one.first for one in carried),
            "standing": tuple(dict.fromkeys(standing)),
            "yes": tuple(dict.fromkeys(yes)),
        }
    )


def _came_after(sent: Session, here: Session) -> bool:
    """Whether a session here began before that one was imported, and so knew nothing of it."""
    return sent.carries is not None and (sent.imported is None or sent.imported.at > here.started_at)


def _unsettled(names: Iterable[str], newer: Sequence[Session], *, clearing: bool = False) -> Iterator[str]:
    """The questions that none of some newer sessions answers with no, or, where that counts, tells to be cleared."""
    for name in names:
        if not any(_says_no(session, name) or (clearing and _is_cleared(session, name)) for session in newer):
            yield name


def _says_no(session: Session, name: str) -> bool:
    return any(
        answer.event is Event.NO and answer.place.startswith("question.") and answer.place.endswith(f".{name}")
        for answer in session.standing_answers
    )


def _is_cleared(session: Session, name: str) -> bool:
    return any(answer.question == name and answer.cleared for answer in session.safety)
