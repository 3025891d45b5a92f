//! What happens in casework that a clock can start or stop with.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime, time};

use super::london::{instant, to_london};
use crate::codes::code_enum;
use crate::working_days::CannotCompute;

code_enum! {
    /// A fact that starts or stops a clock. The code is what a council writes in `clocks.toml`; the label begins the
    /// arithmetic on the page, before a day: "Plan shared Thursday 4 June 2026".
    pub enum Fact {
        /// A request arrived.
        RequestReceived = "request received", "Request received";
        /// A manager decided and the person who asked was told.
        DecisionRecorded = "decision recorded", "Decision recorded";
        /// Red, amber or green was chosen.
        ColourChosen = "colour chosen", "Colour chosen";
        /// Screening is over.
        ScreeningFinished = "screening finished", "Screening finished";
        /// A professional asked by telephone.
        TelephoneRequestReceived = "telephone request received", "Telephone request received";
        /// The same in writing.
        WrittenRequestReceived = "written request received", "Written request received";
        /// An agency was asked what it knows.
        CheckAsked = "check asked", "Check asked";
        /// It answered.
        CheckAnswered = "check answered", "Check answered";
        /// A warning note began or was kept.
        WarningNoteWritten = "warning note written or renewed", "Warning note written or renewed";
        /// Somebody looked at it again.
        WarningNoteReviewed = "warning note reviewed", "Warning note reviewed";
        /// Somebody typed in a form that is not sent.
        DraftLastSaved = "draft last saved", "Draft last saved";
        /// It was sent.
        RequestSent = "request sent", "Request sent";
        /// A code to come back with was sent.
        CodeSent = "code sent", "Code sent";
        /// It was used.
        CodeUsed = "code used", "Code used";
        /// A manager decided on early help.
        EarlyHelpDecided = "early help decided", "Early help decided";
        /// Somebody looked whether the family has a plan already (promise P05).
        ExistingPlanLookedFor = "existing plan looked for", "Existing plan looked for";
        /// The family said yes to taking part.
        AgreedToTakePart = "agreed to take part", "Agreed to take part";
        /// The assessment was begun.
        AssessmentBegun = "assessment begun", "Assessment begun";
        /// The assessment was completed.
        AssessmentCompleted = "assessment completed", "Assessment completed";
        /// The plan went to the family and to whoever may have it.
        PlanShared = "plan shared", "Plan shared";
        /// The team around the family met.
        TeamMet = "team around the family met", "Team around the family met";
        /// The plan was reviewed.
        ReviewHeld = "review held", "Review held";
        /// A child was seen, on a screen or in person.
        ChildSeen = "child seen", "Seen";
        /// A child was seen in person.
        ChildSeenFaceToFace = "child seen face to face", "Seen face to face";
        /// A child was seen in person without parents or carers.
        ChildSeenAlone = "child seen alone", "Seen alone";
        /// What a case note is about.
        EventOfCaseNote = "event of a case note", "What the case note is about happened";
        /// The case note was finished.
        CaseNoteFinished = "case note finished", "Case note finished";
        /// Somebody visited.
        VisitMade = "visit made", "Visit made";
        /// The visit was written down.
        VisitRecorded = "visit recorded", "Visit recorded";
        /// The manager and the worker talked about the family.
        SupervisionHeld = "supervision held", "Supervision held";
        /// It was decided that work is to end.
        ClosureDecided = "closure decided", "Closure decided";
        /// The worker sent the closure to the manager.
        ClosureSentToManager = "closure sent to manager", "Closure sent to the manager";
        /// The manager read it, and approved or returned it.
        ClosureReadByManager = "closure read by manager", "Closure read by the manager";
        /// The involvement was closed.
        InvolvementClosed = "involvement closed", "Closed";
        /// Somebody looked whether what changed has lasted.
        SustainedCheckMade = "sustained check made", "Check that the change has lasted made";
    }
}

/// When something happened, as exactly as it is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// To the minute.
    At(Timestamp),
    /// To the day.
    On(Date),
}

impl When {
    /// The day, in London.
    pub fn date(self) -> Date {
        match self {
            Self::At(at) => to_london(at).date(),
            Self::On(date) => date,
        }
    }

    /// The moment from which a clock counts. Of a day alone, its end: the council is never late by a time nobody wrote down.
    pub(super) fn as_start(self) -> Result<Timestamp, CannotCompute> {
        match self {
            Self::At(at) => Ok(at),
            Self::On(date) => instant(date.to_datetime(time(23, 59, 0, 0))),
        }
    }

    /// The moment at which a clock stops. Of a day alone, its first minute, for the same reason.
    pub(super) fn as_stop(self) -> Result<Timestamp, CannotCompute> {
        match self {
            Self::At(at) => Ok(at),
            Self::On(date) => instant(DateTime::from(date)),
        }
    }
}

/// Whom or what a fact, a pause or a clock is about. Ids are the caller's.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Of {
    /// The whole family.
    Family,
    /// One child of it.
    Child(String),
    /// One piece of paper: a request, a case note, a visit.
    Record(String),
}

/// One fact of a family's record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Happened {
    /// What.
    pub fact: Fact,
    /// When.
    pub when: When,
    /// About whom. What is about the family is about each of its children.
    pub of: Of,
    /// Where it is written down, for a link: the id of a review, a visit, a note.
    pub source: String,
}

/// Days on which clocks stand still.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pause {
    /// The id of a `[[pause]]` in `clocks.toml`. A clock that does not name it runs on.
    pub reason: String,
    /// The first day that does not count.
    pub first: Date,
    /// The last day that does not count; `None` while the pause lasts.
    pub last: Option<Date>,
    /// About whom. A pause of the family is a pause for each child.
    pub of: Of,
}

impl Pause {
    /// Whether it can be kept. Its first day is known, so it is never later than today.
    ///
    /// # Errors
    /// The sentence to show beside the field.
    pub fn check(&self, today: Date) -> Result<(), &'static str> {
        match self.last {
            _ if self.first > today => Err("The day the pause began must be today or in the past"),
            Some(last) if last < self.first => Err("The pause cannot end before it begins"),
            _ => Ok(()),
        }
    }
}
