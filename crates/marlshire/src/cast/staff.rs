//! The cast's staff: one for each role and a few more. These are the demo's sign-ins.

use uuid::Uuid;

use super::ids::{self, account};
use crate::rows::Team;

/// A member of the cast's staff.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StaffMember {
    /// Their id.
    pub id: Uuid,
    /// What they type to sign in.
    pub sign_in_name: &'static str,
    /// Their name.
    pub display_name: &'static str,
    /// Their post.
    pub job_title: &'static str,
    /// Their role.
    pub role: &'static str,
    /// Slug of their team.
    pub team: Option<&'static str>,
    /// Their own record, if they are known to the council as a resident.
    pub person_id: Option<Uuid>,
}

const fn member(
    n: u128,
    sign_in_name: &'static str,
    display_name: &'static str,
    job_title: &'static str,
    role: &'static str,
    team: Option<&'static str>,
) -> StaffMember {
    StaffMember { id: account(n), sign_in_name, display_name, job_title, role, team, person_id: None }
}

/// The cast's staff.
pub const STAFF: &[StaffMember] = &[
    member(1, "dora.duty", "Dora Dewhurst", "Duty officer", "duty_officer", Some("front-door")),
    member(2, "maeve.manager", "Maeve Calloway", "Duty manager", "duty_manager", Some("front-door")),
    member(3, "felix.family", "Felix Anand", "Family support worker", "worker", Some("early-help-north")),
    member(4, "fern.family", "Fern Oduya", "Family support worker", "worker", Some("early-help-south")),
    member(5, "tess.team", "Tess Marchetti", "Team manager", "team_manager", Some("family-help")),
    member(6, "sol.social", "Sol Nkemelu", "Social worker", "worker", Some("assessment")),
    member(7, "sian.social", "Sian Probert", "Social worker", "worker", Some("family-help")),
    StaffMember {
        person_id: Some(ids::BEA_LINDQVIST),
        ..member(
            8,
            "bea.business",
            "Bea Lindqvist",
            "Business support officer",
            "business_support",
            Some("family-help"),
        )
    },
    member(9, "priya.privacy", "Priya Raman", "Data protection officer", "data_protection_officer", None),
    member(10, "ana.analyst", "Ana Brightwell", "Performance analyst", "analyst", None),
    member(11, "ada.admin", "Ada Kirkbride", "System administrator", "administrator", None),
    member(
        12,
        "ned.night",
        "Ned Halloran",
        "Out-of-hours duty officer",
        "duty_officer",
        Some("emergency-duty"),
    ),
    member(13, "dev.duty", "Dev Chaudhry", "Duty officer", "duty_officer", Some("front-door")),
    member(14, "nell.north", "Nell Thorsby", "Team manager", "team_manager", Some("early-help-north")),
    // Of another agency: the only one whom the council does not employ.
    member(
        15,
        "lottie.lead",
        "Lottie Brannigan",
        "Pastoral lead at Foxglove Primary School",
        "lead_practitioner",
        None,
    ),
];

/// The member of the cast who signs in as `name`.
pub fn sign_in(name: &str) -> Option<&'static StaffMember> {
    STAFF.iter().find(|member| member.sign_in_name == name)
}

/// The teams of Marlshire, as in its `teams.toml`.
pub fn teams() -> Vec<Team> {
    [
        ("front-door", "Family Front Door", "front-door@marlshire.example"),
        ("early-help-north", "Early Help North", "early-help-north@marlshire.example"),
        ("early-help-south", "Early Help South", "early-help-south@marlshire.example"),
        ("family-help", "Family Help", "family-help@marlshire.example"),
        ("assessment", "Social Care Assessment", "assessment@marlshire.example"),
        ("emergency-duty", "Emergency Duty Team", "emergency-duty@marlshire.example"),
    ]
    .into_iter()
    .zip(1..)
    .map(|((slug, name, contact), n)| Team { id: ids::team(n), slug, name, contact })
    .collect()
}

/// Felix Anand, who works with the Osei family.
pub const FELIX: Uuid = account(3);
