"""The closed vocabulary: the words that flows, logs and both front ends share."""

from __future__ import annotations

from enum import StrEnum


class Direction(StrEnum):
    """The direction in which an exercise moves the low back."""

    EXTENSION = "extension"
    LATERAL = "lateral"
    ROTATION = "rotation"
    FLEXION = "flexion"


class Side(StrEnum):
    """Where the symptoms are, as one word for the whole walk."""

    LEFT = "left"
    RIGHT = "right"
    BOTH = "both"
    CENTRAL = "central"

    @property
    def one_sided(self) -> bool:
        """Whether one side can be named, as the sided exercises need."""
        return self in (Side.LEFT, Side.RIGHT)


class Region(StrEnum):
    """One rung of the ladder from the middle of the low back to the toes, nearest first."""

    BACK_MIDLINE = "back_midline"
    BACK_SIDE = "back_side"
    BUTTOCK_HIP = "buttock_hip"
    THIGH = "thigh"
    KNEE = "knee"
    LOWER_LEG = "lower_leg"
    FOOT = "foot"
    TOES = "toes"

    @property
    def rank(self) -> int:
        """How far from the spine: 10 to 80, in tens, so that rungs can be put between later."""
        return 10 * (1 + list(Region).index(self))

    @property
    def in_leg(self) -> bool:
        """Whether pain here is leg pain, which is rated apart: from the buttock down."""
        return self.rank >= Region.BUTTOCK_HIP.rank


class View(StrEnum):
    """From where a body is looked at."""

    FRONT = "front"
    BACK = "back"


class Kind(StrEnum):
    """What is felt in a region. Numbness says nothing about how far pain reaches, so it is kept apart."""

    PAIN = "pain"
    TINGLING = "pins_and_needles"
    NUMBNESS = "numbness"


NO_SYMPTOMS_RANK = 0
"""The rank of a side without symptoms."""


class Response(StrEnum):
    """How the symptoms responded to an exercise, as the person says."""

    CENTRALIZED = "centralized"
    PARTLY_CENTRALIZED = "partly_centralized"
    UNCHANGED = "unchanged"
    WORSENED = "worsened"
    CANNOT = "cannot"


class Settled(StrEnum):
    """Whether a worsening went back to how it was before the step."""

    SETTLED = "settled"
    NOT_SETTLED = "not_settled"


class Feels(StrEnum):
    """How it was since an earlier session, compared with before it."""

    BETTER = "better"
    SAME = "same"
    WORSE_THEN_SETTLED = "worse_then_settled"
    STILL_WORSE = "still_worse"
    """Worse, and it has lasted: load was not tolerated (the 24 to 48 hours of graded loading)."""


class Often(StrEnum):
    """How often an exercise was done, in a day."""

    NOT_AT_ALL = "not_at_all"
    ONCE_OR_TWICE = "once_or_twice"
    THREE_TO_FIVE = "three_to_five"
    SIX_OR_MORE = "six_or_more"


class Event(StrEnum):
    """Everything a person can say to the walk; each names a trigger of the state machine."""

    YES = "yes"
    NO = "no"
    GO_ON = "go_on"
    """Advice was read; the person goes on."""
    ASK_FIRST = "ask_first"
    """Advice was read; the person would rather see somebody first."""
    ATTEST = "attest"
    """A clinician beside the person attests that the safety questions were asked."""
    LOCATED = "located"
    """Where it hurts, and how much, was marked."""
    RELOCATE = "relocate"
    """Where it hurts has changed since, and is to be marked anew before the exercise."""
    DID = "did"
    """The exercise was done, or ended early with what was done."""
    NOT_MARKED = "not_marked"
    """A clinician goes on without marking where it hurts."""
    CENTRALIZED = "centralized"
    PARTLY_CENTRALIZED = "partly_centralized"
    UNCHANGED = "unchanged"
    WORSENED = "worsened"
    CANNOT = "cannot"
    UNSURE = "unsure"
    RESTED = "rested"
    """The rest after a worsening is over."""
    SETTLED = "settled"
    NOT_SETTLED = "not_settled"
    TROUBLE = "trouble"
    """Something is wrong."""
    RESUMED = "resumed"
    """An interrupted session was taken up again."""
    GO_TO = "go_to"
    """A clinician goes to a step of their choice, whatever the rules say."""
    BETTER = "better"
    """Since an earlier session it is better; so the next three."""
    SAME = "same"
    WORSE_THEN_SETTLED = "worse_then_settled"
    STILL_WORSE = "still_worse"
    OFTEN = "often"
    """How often the exercise of that session was done."""
    SKIP = "skip"
    """The person would rather not be asked about it."""
    CHOSE = "chose"
    """A group of exercises was chosen."""
    RATED = "rated"
    """How hard a set was."""
    ENOUGH = "enough"
    """No further set of this exercise."""
    OBSERVED = "observed"
    """What was seen of the body, without a judgement."""


class During(StrEnum):
    """What an exercise does to the symptoms while it is done, in the words of the McKenzie assessment."""

    NO_EFFECT = "no effect"
    PRODUCES = "produces"
    ABOLISHES = "abolishes"
    INCREASES = "increases"
    DECREASES = "decreases"
    CENTRALISING = "centralising"
    PERIPHERALISING = "peripheralising"


class RangeOfMovement(StrEnum):
    """What an exercise did to how far the back moves: the mechanical response of the McKenzie assessment."""

    MORE = "increased"
    SAME = "no effect"
    LESS = "decreased"


class Objection(StrEnum):
    """What the rules say against a step that a clinician chooses; all that hold, in this order."""

    NEEDS_ONE_SIDE = "needs_one_side"
    PRECAUTION = "precaution"
    SEVERE_START = "severe_start"
    HURTS_TOO_MUCH = "hurts_too_much"
    """The pain at the start was such that the flow is not begun."""
    DIRECTION_CLOSED = "direction_closed"
    NOT_SETTLED = "not_settled"
    """The last step made it worse, and nobody knows yet whether that settles."""
    STILL_WORSE_SINCE = "still_worse_since"
    """It is the exercise of the last session, and it is still worse since then."""
    NOT_YET = "not_yet"
    """The person said that they are not ready for it yet."""
    SESSION_STOPPED = "session_stopped"
    """The rules have stopped the session."""


class PassedOver(StrEnum):
    """Why a step was passed over; the first that holds, in this order."""

    NEEDS_ONE_SIDE = "needs_one_side"
    PRECAUTION = "precaution"
    DIRECTION_CLOSED = "direction_closed"
    STILL_WORSE_SINCE = "still_worse_since"
    """It is the exercise of the last session, and it is still worse since then."""
    NOT_YET = "not_yet"
    """The person is not ready for it yet."""


class Need(StrEnum):
    """What a step needs before it makes sense."""

    ONE_SIDE = "one_side"


class Purpose(StrEnum):
    """What a person comes to a flow for; the first is offered first."""

    HURTS_NOW = "hurts_now"
    """It hurts now."""
    SET_OF_MOVES = "set_of_moves"
    """A set of exercises to do."""
    BUILD_UP = "build_up"
    """To get strong again."""
    LOOK = "look"
    """To look at the body, and note what is seen."""


class Sides(StrEnum):
    """How an exercise is done with the one side of the body and with the other."""

    ONE_THEN_OTHER = "one_then_other"
    """A set of one side, then as much of the other."""
    IN_TURN = "in_turn"
    """The sides change within a set: one repetition is one of each side."""


class Mode(StrEnum):
    """Who runs the session."""

    HOME = "home"
    CLINIC = "clinic"
    DEMO = "demo"

    @property
    def clinician_present(self) -> bool:
        """Whether a clinician is there to attest the safety questions."""
        return self is not Mode.HOME


class Terms(StrEnum):
    """In whose words it is said what came of an exercise."""

    PLAIN = "plain"
    CLINICAL = "clinical"
    """Those of the McKenzie assessment."""


class Status(StrEnum):
    """How far a session has come."""

    IN_PROGRESS = "in_progress"
    FINISHED = "finished"
    ABANDONED = "abandoned"


class Condition(StrEnum):
    """What a rule in a flow may ask about; each is a guard of the state machine."""

    LASTING_WORSENING_BEFORE = "lasting_worsening_before"
    """An earlier step of this session made things worse, and that lasted."""
    LASTING_WORSENING_AT_THIS_STEP = "lasting_worsening_at_this_step"
    """The step just answered made things worse, and that lasted."""
    CENTRALIZED_AT_SOME_STEP = "centralized_at_some_step"
    """Some step of this session was answered centralized, and testing went on."""
    PARTLY_CENTRALIZED_AT_SOME_STEP = "partly_centralized_at_some_step"
    """Some step of this session was answered partly centralized."""
    SEVERE_START = "severe_start"
    """The pain before the first step was as strong as the flow's ``severe_pain``, or stronger."""
    TOO_MUCH_PAIN = "too_much_pain"
    """This settling began because the pain was too much."""
    NO_STEP_TRIED = "no_step_tried"
    """Every step was not possible or passed over."""
    GROUPS_LEFT = "groups_left"
    """There is a group of exercises that was not chosen yet in this session."""
    STILL_WORSE_SINCE = "still_worse_since"
    """It is worse since the session that was asked about, and has not settled."""
    WORSE_IN_TWO_SESSIONS = "worse_in_two_sessions"
    """That session and the one before it both brought a lasting worsening."""
    WEEK_WITHOUT_CHANGE = "week_without_change"
    """The sessions of about a week show no change for the better."""
    SEVERE_SINCE = "severe_since"
    """When asked about that session, the pain was as strong as the flow's ``severe_pain``, or stronger."""


class EndingKind(StrEnum):
    """What sort of ending it is, for order of urgency and for the look of it."""

    EMERGENCY = "emergency"
    """Call for help now."""
    CARE = "care"
    """A person should check this soon."""
    STOP = "stop"
    """Enough for today; the symptoms did not like it."""
    RESULT = "result"
    """The walk was completed."""


class NamesDirection(StrEnum):
    """Which step's primary direction an ending names as the preference."""

    THIS_STEP = "this_step"
    BEST_STEP = "best_step"
    NONE = "none"
