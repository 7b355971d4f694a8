"""What a new session is to know from those before it, also where these knew nothing of each other."""

from __future__ import annotations

from mckenzie_tui.session import Context, Session


def carried_on(here: Session | None, sent: Session | None) -> Context:
    """What the next session is to know.

    A session knows of those before it on its own computer alone. So where a log was imported after the newest session
    here began, what either of the two says about the person's health holds: a yes that was given at home must not be
    lost in the clinic, nor one that was given in the clinic because a newer log from home does not know of it.

    Args:
        here: the newest session that was held with this data folder.
        sent: the newest session that was imported into it.
    """
    told = [session for session in (here, sent) if session is not None and session.carries is not None]
    if here is not None and sent is not None and sent.imported is not None and sent.imported.at <= here.started_at:
        told = [here]  # it knew of the other one
    carried = [session.carries for session in sorted(told, key=lambda one: one.started_at) if session.carries]
    if not carried:
        return Context()
    return carried[-1].model_copy(
        update={
            # Asked in full at one of them, it is enough to ask what has changed since: so every earlier yes holds.
            "first": all(one.first for one in carried),
            "standing": tuple(dict.fromkeys(name for one in carried for name in one.standing)),
            "yes": tuple(dict.fromkeys(name for one in carried for name in one.yes)),
        }
    )
