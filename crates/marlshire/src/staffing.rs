//! The staff of Marlshire: the cast's first, then as many more as the council's size needs.

use jiff::civil::Date;
use uuid::Uuid;

use crate::cast;
use crate::days;
use crate::dice::Dice;
use crate::people::{Resident, Sex, origin_called};
use crate::rows::{Account, AccountRole, Rows, TeamMember};
use crate::tables::tables;

/// Who there is to take, decide and do the work.
pub(crate) struct Staff {
    pub duty_officers: Vec<Uuid>,
    pub duty_managers: Vec<Uuid>,
    pub team_managers: Vec<Uuid>,
    /// Workers by team.
    north: Vec<Uuid>,
    south: Vec<Uuid>,
    family_help: Vec<Uuid>,
    assessment: Vec<Uuid>,
    /// Staff beyond the cast who have a record of their own.
    pub residents: Vec<Resident>,
}

/// Slug of the early help team for a town: they lie south and north by turns.
pub(crate) fn early_help_team(town: usize) -> &'static str {
    if town.is_multiple_of(2) { "early-help-south" } else { "early-help-north" }
}

impl Staff {
    /// The workers of a team.
    pub fn workers(&self, team: &str) -> &[Uuid] {
        match team {
            "early-help-north" => &self.north,
            "early-help-south" => &self.south,
            "assessment" => &self.assessment,
            _ => &self.family_help,
        }
    }

    fn list(&mut self, role: &str, team: &str) -> Option<&mut Vec<Uuid>> {
        match (role, team) {
            ("duty_officer", _) => Some(&mut self.duty_officers),
            ("duty_manager", _) => Some(&mut self.duty_managers),
            ("team_manager", _) => Some(&mut self.team_managers),
            (_, "early-help-north") => Some(&mut self.north),
            (_, "early-help-south") => Some(&mut self.south),
            (_, "family-help") => Some(&mut self.family_help),
            (_, "assessment") => Some(&mut self.assessment),
            _ => None,
        }
    }
}

/// Posts beyond the cast: role, post, team, how many at least, and one more for how many people.
const POSTS: [(&str, &str, &str, u32, u32); 9] = [
    ("duty_officer", "Duty officer", "front-door", 2, 25_000),
    ("duty_manager", "Duty manager", "front-door", 1, 60_000),
    ("worker", "Family support worker", "early-help-north", 2, 5_000),
    ("worker", "Family support worker", "early-help-south", 2, 5_000),
    ("worker", "Social worker", "family-help", 2, 4_000),
    ("worker", "Social worker", "assessment", 2, 8_000),
    ("team_manager", "Team manager", "family-help", 1, 40_000),
    ("duty_officer", "Out-of-hours duty officer", "emergency-duty", 1, 70_000),
    ("business_support", "Business support officer", "family-help", 1, 40_000),
];

/// Hires everybody. The rows hold teams, accounts, roles and memberships.
pub(crate) fn hire(dice: &mut Dice, people: u32, today: Date) -> (Rows, Staff) {
    let mut rows = Rows { teams: cast::teams(), ..Rows::default() };
    let mut staff = Staff {
        duty_officers: Vec::new(),
        duty_managers: Vec::new(),
        team_managers: Vec::new(),
        north: Vec::new(),
        south: Vec::new(),
        family_help: Vec::new(),
        assessment: Vec::new(),
        residents: Vec::new(),
    };
    for member in cast::STAFF {
        let started = days::plus(today, -4015);
        let account = Account {
            id: member.id,
            sign_in_name: member.sign_in_name.to_string(),
            display_name: member.display_name.to_string(),
            email: format!("{}@marlshire.example", member.sign_in_name),
            job_title: member.job_title,
            person_id: member.person_id,
            started_on: started,
            ended_on: None,
        };
        take_on(&mut rows, &mut staff, account, member.role, member.team);
    }
    for (role, post, team, least, one_per) in POSTS {
        for n in 0..least + people / one_per {
            let account = newcomer(dice, &mut staff, post, team, n, today);
            take_on(&mut rows, &mut staff, account, role, Some(team));
        }
    }
    (rows, staff)
}

fn newcomer(
    dice: &mut Dice,
    staff: &mut Staff,
    post: &'static str,
    team: &str,
    n: u32,
    today: Date,
) -> Account {
    let sex = if dice.chance(8000) { Sex::Female } else { Sex::Male };
    let origin =
        origin_called(dice.weighted(&[("english", 80), ("pakistani", 5), ("nigerian", 8), ("caribbean", 7)]));
    let first = tables().given.pick(dice, origin, sex, 1985).to_string();
    let last = tables().surnames.pick(dice, origin, sex);
    // A team's number keeps sign-in names apart.
    let sign_in_name =
        format!("{}.{}.{}{}", first, last, &team[..1], n + 1).to_lowercase().replace(['\'', '-'], "");
    // One worker in twelve lives here with children, and so has a record.
    let lives_here = sex == Sex::Female && dice.chance(1000);
    let person_id = lives_here.then(|| dice.uuid());
    staff.residents.extend(person_id.map(|person_id| Resident {
        person_id,
        first: first.clone(),
        last: last.clone(),
        origin,
    }));
    Account {
        id: dice.uuid(),
        email: format!("{sign_in_name}@marlshire.example"),
        display_name: format!("{first} {last}"),
        sign_in_name,
        job_title: post,
        person_id,
        // Ten years of casework need its workers: all have been here that long.
        started_on: dice.day(days::plus(today, -4000), days::plus(today, -3700)),
        ended_on: None,
    }
}

fn take_on(rows: &mut Rows, staff: &mut Staff, account: Account, role: &'static str, team: Option<&str>) {
    rows.account_roles.push(AccountRole {
        account_id: account.id,
        role,
        valid_from: account.started_on,
        valid_until: None,
    });
    if let Some(slug) = team {
        let team_id = rows.teams.iter().find(|team| team.slug == slug).map(|team| team.id);
        rows.team_members.extend(team_id.map(|team_id| TeamMember {
            team_id,
            account_id: account.id,
            valid_from: account.started_on,
            valid_until: None,
        }));
        if let Some(list) = staff.list(role, slug) {
            list.push(account.id);
        }
    }
    rows.accounts.push(account);
}
