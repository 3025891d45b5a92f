//! The decision: every class that applies, the longest of them, never shorter than the law.

use jiff::civil::Date;

use super::answer::Why;
use super::birth::Birth;
use super::facts::{Person, Record, RoleFact};
use super::period::ends;
use super::schedule::{Class, Schedule};
use crate::age;
use crate::pack::{Action, Amount, Or, Reading, RecordKind, Role, Trigger, Unless, When};
use crate::statutes::{self, Floor};

/// Where a date comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// A class of the schedule, by its place.
    Class(usize),
    /// A statute, by its place among [`statutes::floors`].
    Statute(usize),
}

/// A date with the event and period that gave it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Decided {
    /// The class or statute.
    pub source: Source,
    /// The last day it is kept.
    pub due: Date,
    /// The event counted from.
    pub trigger: Trigger,
    /// The period counted.
    pub period: Amount,
    /// What happens then.
    pub action: Action,
}

/// Every class and statute that was looked at, in order.
pub type Trail = Vec<(Source, Result<Decided, Why>)>;

/// The rule that a class or statute comes down to.
struct Rule<'r> {
    source: Source,
    trigger: Trigger,
    period: Option<Amount>,
    unless: &'r [Unless],
    or: Option<&'r Or>,
    action: Action,
}

impl<'r> Rule<'r> {
    fn of_class(place: usize, class: &'r Class) -> Rule<'r> {
        let rule = &class.rule;
        Rule {
            source: Source::Class(place),
            trigger: rule.trigger,
            period: rule.period,
            unless: &rule.unless,
            or: rule.or.as_ref(),
            action: rule.action,
        }
    }

    fn of_statute(place: usize, floor: &'r Floor) -> Rule<'r> {
        Rule {
            source: Source::Statute(place),
            trigger: floor.trigger,
            period: Some(floor.period),
            unless: &floor.unless,
            or: None,
            // The law says how long and not what then: the class does, or a person looks.
            action: Action::Review,
        }
    }

    fn decide(
        &self,
        event: &dyn Fn(Trigger) -> Result<Date, Why>,
        person: Option<&Person>,
    ) -> Result<Decided, Why> {
        if let Some(person) = person {
            for unless in self.unless {
                if applies(unless.when, person)? {
                    return self.counted(unless.trigger, unless.period, event);
                }
            }
        }
        let first = match self.period {
            Some(period) => self.counted(self.trigger, period, event),
            None => Err(Why::Undecided),
        };
        let Some(or) = self.or else { return first };
        match (first, self.counted(or.trigger, or.period, event)) {
            (Ok(one), Ok(other)) => Ok(match or.reading {
                Reading::Later if other.due > one.due => other,
                Reading::Earlier if other.due < one.due => other,
                _ => one,
            }),
            // An event that has not happened cannot be the later one yet.
            (Ok(one), Err(Why::NoEvent(_))) => Ok(one),
            (Err(Why::NoEvent(_)), Ok(other)) => Ok(other),
            (Err(why), _) | (_, Err(why)) => Err(why),
        }
    }

    fn counted(
        &self,
        trigger: Trigger,
        period: Amount,
        event: &dyn Fn(Trigger) -> Result<Date, Why>,
    ) -> Result<Decided, Why> {
        let due = ends(event(trigger)?, period).ok_or(Why::TooFar)?;
        Ok(Decided { source: self.source, due, trigger, period, action: self.action })
    }
}

/// Whether an exception's condition is met. An error where the facts leave it open.
fn applies(when: When, person: &Person) -> Result<bool, Why> {
    let Some(death) = person.death else { return Ok(false) };
    let (first, last) = person.birth.bounds().ok_or(Why::AgeAtDeathUnknown)?;
    let eighteenth = |born: Date| age::reaches(born, 18).ok_or(Why::TooFar);
    let certainly_under = death < eighteenth(first)?;
    let certainly_over = death >= eighteenth(last)?;
    match (certainly_under, certainly_over) {
        (true, _) => Ok(when == When::DiedUnder18),
        (_, true) => Ok(when == When::DiedAt18OrOver),
        (false, false) => Err(Why::AgeAtDeathUnknown),
    }
}

fn event_of_person(person: &Person, trigger: Trigger) -> Result<Date, Why> {
    let newest = |days: &[Date]| days.iter().max().copied().ok_or(Why::NoEvent(trigger));
    match trigger {
        Trigger::Birth => match person.birth {
            Birth::On(day) => Ok(day),
            Birth::Between(_, last) => Ok(last),
            // A death before any birth is for a person to look at.
            Birth::Expected(_) if person.death.is_none() => Err(Why::NotBorn),
            Birth::Expected(_) => Err(Why::BirthUnknown),
            Birth::Unknown => Err(Why::BirthUnknown),
        },
        Trigger::Death => person.death.ok_or(Why::NoEvent(trigger)),
        Trigger::LastContact | Trigger::Closure if person.open => Err(Why::StillOpen),
        Trigger::LastContact => newest(&person.contacts),
        Trigger::Closure => newest(&person.closures),
        Trigger::Order => newest(&person.orders),
        Trigger::CautionOrConviction => newest(&person.cautions_or_convictions),
        Trigger::ApprovalEnded => newest(&person.approvals_ended),
        Trigger::Call | Trigger::YearCreated | Trigger::LastSaved => Err(Why::NoEvent(trigger)),
        Trigger::Undecided => Err(Why::Undecided),
    }
}

fn event_of_record(record: &Record, trigger: Trigger) -> Result<Date, Why> {
    match trigger {
        Trigger::Call => record.on.ok_or(Why::NoEvent(trigger)),
        // "From the year it was created" counts from the end of that year.
        Trigger::YearCreated => record.on.map(Date::last_of_year).ok_or(Why::NoEvent(trigger)),
        Trigger::LastSaved => record.saved.ok_or(Why::NoEvent(trigger)),
        Trigger::Closure => record.closed.ok_or(Why::StillOpen),
        Trigger::Undecided => Err(Why::Undecided),
        _ => Err(Why::NoEvent(trigger)),
    }
}

fn is_for(class: &Class, roles: &[RoleFact]) -> bool {
    roles.iter().any(|fact| class.rule.people.contains(&fact.role()) && fact.is_under(&class.notice))
}

/// Until when a person's record is kept. `trail` receives every class and statute looked at.
///
/// # Errors
/// Why there is no date. What a person must decide is told before what time will bring.
pub fn person(schedule: &Schedule, person: &Person, mut trail: Option<&mut Trail>) -> Result<Decided, Why> {
    if let (Some(death), Some((first, _))) = (person.death, person.birth.bounds())
        && death < first
    {
        return Err(Why::Impossible);
    }
    let mut best = Best { decided: None, why: uncovered(schedule, person) };
    let event = |trigger| event_of_person(person, trigger);
    let classes = schedule.classes();
    for (place, class) in classes.iter().enumerate().filter(|(_, class)| is_for(class, &person.roles)) {
        let is_covered = || {
            classes
                .iter()
                .any(|other| !other.rule.rest && other.notice == class.notice && is_for(other, &person.roles))
        };
        if class.rule.rest && is_covered() {
            continue;
        }
        best.take(
            Rule::of_class(place, class).decide(&event, Some(person)),
            Source::Class(place),
            &mut trail,
        );
    }
    statutes_for(schedule, person, &mut best, &mut trail);
    best.answer(Why::NoRole)
}

fn statutes_for(schedule: &Schedule, person: &Person, best: &mut Best, trail: &mut Option<&mut Trail>) {
    let event = |trigger| event_of_person(person, trigger);
    for (place, floor) in statutes::floors().iter().enumerate() {
        if person.roles.iter().any(|fact| floor.people.contains(&fact.role())) {
            let mut rule = Rule::of_statute(place, floor);
            if let Some(action) = action_beside(schedule, floor, person) {
                rule.action = action;
            }
            let decided = rule.decide(&event, Some(person));
            best.take(decided, Source::Statute(place), trail);
        }
    }
}

/// What the council's own class for the people of a statute says happens then.
fn action_beside(schedule: &Schedule, floor: &Floor, person: &Person) -> Option<Action> {
    let beside = |class: &&Class| {
        is_for(class, &person.roles) && class.rule.people.iter().any(|role| floor.people.contains(role))
    };
    schedule.classes().iter().find(beside).map(|class| class.rule.action)
}

/// The first role that no rule is for. What somebody is in other people's files only – a parent, a referrer, a professional –
/// follows those files, and asks for a decision only where it is all they are.
fn uncovered(schedule: &Schedule, person: &Person) -> Option<Why> {
    let covered = |fact: &RoleFact| {
        let by_class = schedule.classes().iter().any(|class| is_for(class, std::slice::from_ref(fact)));
        by_class || statutes::floors().iter().any(|floor| floor.people.contains(&fact.role()))
    };
    let any_covered = person.roles.iter().any(covered);
    let follows = |fact: &RoleFact| any_covered && fact.role().is_in_other_files();
    person
        .roles
        .iter()
        .find(|fact| !covered(fact) && !follows(fact))
        .map(|fact| Why::NoRuleForRole(fact.role()))
}

/// Until when a record is kept that has a class of its own. An assessment is part of the case record of whoever it is about, so
/// what the law asks for those people holds for it too. `longest_of_people` is what its people come to, for a file they share.
///
/// # Errors
/// Why there is no date.
pub fn record(
    schedule: &Schedule,
    record: &Record,
    about: &[&Person],
    longest_of_people: impl FnOnce() -> Result<Decided, Why>,
    mut trail: Option<&mut Trail>,
) -> Result<Decided, Why> {
    let Some(kind) = record.kind else { return longest_of_people() };
    let mut best = Best { decided: None, why: None };
    let event = |trigger| event_of_record(record, trigger);
    for (place, class) in schedule.for_kind(kind) {
        best.take(Rule::of_class(place, class).decide(&event, None), Source::Class(place), &mut trail);
    }
    if kind == RecordKind::Assessment {
        for person in about {
            statutes_for(schedule, person, &mut best, &mut trail);
        }
    }
    best.answer(Why::NoRuleForKind(kind))
}

/// The longest so far, and the weightiest reason why there can be no date.
struct Best {
    decided: Option<Decided>,
    why: Option<Why>,
}

impl Best {
    fn take(&mut self, found: Result<Decided, Why>, source: Source, trail: &mut Option<&mut Trail>) {
        if let Some(trail) = trail {
            trail.push((source, found));
        }
        match found {
            Ok(decided) if self.decided.is_none_or(|best| decided.due > best.due) => {
                self.decided = Some(decided)
            }
            Ok(_) => {}
            // One class without a date leaves the longest unknown.
            Err(why) if self.why.is_none_or(|first| first.is_not_yet() && !why.is_not_yet()) => {
                self.why = Some(why)
            }
            Err(_) => {}
        }
    }

    fn answer(self, nothing: Why) -> Result<Decided, Why> {
        match self.why {
            Some(why) => Err(why),
            None => self.decided.ok_or(nothing),
        }
    }
}

impl Role {
    /// Whether it says what somebody is in other people's files, and nothing of a file of their own.
    pub fn is_in_other_files(self) -> bool {
        matches!(self, Role::Adult | Role::Referrer | Role::Professional)
    }

    /// In plain words: "records of …".
    pub fn words(self) -> &'static str {
        match self {
            Role::Child => "a child",
            Role::EarlyHelp => "a child with Early Help",
            Role::ChildInNeed => "a child in need",
            Role::Safeguarding => "a child for whom safeguarding action was taken",
            Role::ChildProtectionPlan => "a child with a child protection plan",
            Role::LookedAfter => "a child in care",
            Role::CareLeaver => "a care leaver",
            Role::Adopted => "an adopted child",
            Role::PrivatelyFostered => "a privately fostered child",
            Role::PrivateFosterParent => "a private foster parent",
            Role::FosterCarer => "a foster carer",
            Role::FosterApplicant => "somebody who applied to foster",
            Role::PosesRisk => "somebody on the register of risk",
            Role::FamilyCentreClient => "somebody who used a family centre",
            Role::Adult => "an adult of the family",
            Role::Referrer => "somebody who asked for help for another",
            Role::Professional => "somebody who works with the family",
        }
    }
}

impl RecordKind {
    /// In plain words: "… are kept".
    pub fn words(self) -> &'static str {
        match self {
            RecordKind::FrontDoorCall => "recordings of calls to the front door",
            RecordKind::MeetingRecording => "recordings of online meetings",
            RecordKind::Assessment => "assessments",
            RecordKind::Finance => "papers about money",
            RecordKind::Building => "papers about buildings",
            RecordKind::UnfinishedRequest => "unfinished requests",
        }
    }
}
