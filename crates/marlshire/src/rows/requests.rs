//! Requests for support, how they were screened, and what was decided.

use jiff::civil::DateTime;
use law::date_of_birth::DateOfBirth;
use uuid::Uuid;

/// A request for support. It is in the inbox while no [`Decision`] names it.
#[derive(Debug, Clone, PartialEq)]
pub struct Request {
    /// Its id.
    pub id: Uuid,
    /// Reference such as `R-K4M7-XQ2T`, unique in the council.
    pub reference: String,
    /// `public`, `professional` or `desk`.
    pub audience: &'static str,
    /// A code of `law`'s contact methods: `online`, `phone`, `email`, `letter`, `walk_in`, `police_notification`.
    pub method: &'static str,
    /// The source as the children in need census codes it: `1A` … `10`.
    pub source_code: &'static str,
    /// Whether the person asking wants to stay anonymous.
    pub anonymous: bool,
    /// When it arrived.
    pub received_at: DateTime,
    /// The duty officer who wrote it down, for `desk`.
    pub taken_by: Option<Uuid>,
    /// Who asked, unless anonymous.
    pub referrer_name: Option<String>,
    /// As what, such as `Learning mentor` or `Family friend`.
    pub referrer_role: &'static str,
    /// For whom they work.
    pub referrer_organisation: Option<String>,
    /// How to reach them.
    pub referrer_contact: Option<String>,
    /// What they said. Always there for requests in the inbox; empty in most old ones.
    pub presenting: Option<String>,
    /// Whether the parents know: `yes`, `no` or `not-known`.
    pub parents_know: &'static str,
}

/// Somebody a request is about, as typed by whoever asked.
#[derive(Debug, Clone, PartialEq)]
pub struct RequestSubject {
    /// Its id.
    pub id: Uuid,
    /// Which request.
    pub request_id: Uuid,
    /// `child` or `adult`.
    pub part: &'static str,
    /// From 1, within the part.
    pub position: i32,
    /// `referred` or `information-only`.
    pub standing: &'static str,
    /// For an adult, what they are to the first child.
    pub relation: Option<&'static str>,
    /// As typed; may be misspelt.
    pub first_name: Option<String>,
    /// As typed; may be misspelt.
    pub last_name: Option<String>,
    /// As typed.
    pub known_as: Option<String>,
    /// When they were born, as typed.
    pub stated: DateOfBirth,
    /// As typed.
    pub postcode: Option<String>,
    /// The person this was matched to; `None` while nobody has done so, as in the inbox.
    pub person_id: Option<Uuid>,
    /// Who this truly is, for tests of search and matching. Not to be stored.
    pub truly: Option<Uuid>,
}

/// How urgent a request was judged; the latest counts.
#[derive(Debug, Clone, PartialEq)]
pub struct RequestRag {
    /// Which request.
    pub request_id: Uuid,
    /// `red`, `amber` or `green`.
    pub rag: &'static str,
    /// Why.
    pub reason: &'static str,
    /// When.
    pub set_at: DateTime,
    /// By whom.
    pub set_by: Uuid,
}

/// A request once screened by a duty officer.
#[derive(Debug, Clone, PartialEq)]
pub struct Contact {
    /// Its id.
    pub id: Uuid,
    /// Which request.
    pub request_id: Uuid,
    /// `safe`, `act-now` or `not-known`.
    pub immediate_safety: &'static str,
    /// What, so what, now what.
    pub analysis: &'static str,
    /// A decision outcome, see [`Decision::outcome`].
    pub recommendation: &'static str,
    /// Why.
    pub recommendation_because: &'static str,
    /// When.
    pub screened_at: DateTime,
    /// By whom.
    pub screened_by: Uuid,
}

/// A manager's decision about one child.
#[derive(Debug, Clone, PartialEq)]
pub struct Decision {
    /// Its id.
    pub id: Uuid,
    /// Which request.
    pub request_id: Uuid,
    /// About which subject of it.
    pub subject_id: Uuid,
    /// About which person.
    pub person_id: Uuid,
    /// A code of `law`'s outcomes: `no_further_action`, `advice`, `early_help`, `assessment`, `strategy_discussion`.
    pub outcome: &'static str,
    /// 1 to 4.
    pub level_of_need: i16,
    /// The team the child goes to.
    pub team_id: Option<Uuid>,
    /// Why.
    pub rationale: &'static str,
    /// When.
    pub decided_at: DateTime,
    /// By whom.
    pub decided_by: Uuid,
    /// A reason to give should the caller's clock find it late.
    pub if_late_because: &'static str,
}

/// That the family or the referrer was told, or why not.
#[derive(Debug, Clone, PartialEq)]
pub struct DecisionTold {
    /// Of the decisions on which request.
    pub request_id: Uuid,
    /// `family` or `referrer`.
    pub party: &'static str,
    /// When told.
    pub told_at: Option<DateTime>,
    /// `phone`, `letter` or `email`.
    pub how: Option<&'static str>,
    /// Why not told.
    pub not_told_because: Option<&'static str>,
    /// When written down.
    pub recorded_at: DateTime,
    /// By whom.
    pub recorded_by: Uuid,
}
