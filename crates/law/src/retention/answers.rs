//! Answers for a whole case, each with its sentence and everything that was looked at.

use jiff::civil::Date;

use super::answer::{
    Answer, Considered, Due, Outcome, Why, class_words, kept_until, rule_words, statute_words,
};
use super::decide::{self, Decided, Source, Trail};
use super::facts::{Facts, Hold, Person, Record};
use super::schedule::Schedule;

/// Answers for every person and every record of a case, in its order, as things stand on `today`.
pub fn answers(schedule: &Schedule, facts: &Facts, today: Date) -> Vec<Answer> {
    let people = facts.people.iter().map(|person| of_person(schedule, facts, person, today));
    let records = facts.records.iter().map(|record| of_record(schedule, facts, record, today));
    people.chain(records).collect()
}

fn of_person(schedule: &Schedule, facts: &Facts, person: &Person, today: Date) -> Answer {
    let mut trail = Trail::new();
    let decided = decide::person(schedule, person, Some(&mut trail));
    let hold = facts.holds.iter().find(|hold| hold.stands_on(today) && hold.holds_person(person));
    // Nobody's record goes while somebody works with them.
    let decided = match decided {
        Ok(decided) if person.open && decided.due < today => Err(Why::StillOpen),
        other => other,
    };
    answer(schedule, &person.id, decided, hold, &trail, today)
}

fn of_record(schedule: &Schedule, facts: &Facts, record: &Record, today: Date) -> Answer {
    let mut trail = Trail::new();
    let decided = decide::record(
        schedule,
        record,
        &about(facts, record),
        || longest(schedule, facts, record),
        Some(&mut trail),
    );
    let hold = facts.holds.iter().find(|hold| hold.stands_on(today) && hold.holds_record(record));
    answer(schedule, &record.id, decided, hold, &trail, today)
}

fn about<'f>(facts: &'f Facts, record: &Record) -> Vec<&'f Person> {
    record.about.iter().filter_map(|id| facts.people.iter().find(|person| person.id == *id)).collect()
}

/// A shared file lives until the last of its people's dates. Parents, referrers and professionals in it have none of their
/// own: what it says of them ends with it.
fn longest(schedule: &Schedule, facts: &Facts, record: &Record) -> Result<Decided, Why> {
    let mut longest: Option<Decided> = None;
    let mut not_yet = None;
    for id in &record.about {
        let person = facts.people.iter().find(|person| person.id == *id).ok_or(Why::NobodyKnown)?;
        if !person.roles.is_empty() && person.roles.iter().all(|fact| fact.role().is_in_other_files()) {
            continue;
        }
        match decide::person(schedule, person, None) {
            Ok(decided) if longest.is_none_or(|best| decided.due > best.due) => longest = Some(decided),
            Ok(_) => {}
            Err(why) if why.is_not_yet() => not_yet = Some(why),
            Err(why) => return Err(why),
        }
    }
    match not_yet {
        Some(why) => Err(why),
        None => longest.ok_or(Why::NobodyKnown),
    }
}

fn answer(
    schedule: &Schedule,
    about: &str,
    decided: Result<Decided, Why>,
    hold: Option<&Hold>,
    trail: &Trail,
    today: Date,
) -> Answer {
    let due = decided.as_ref().ok().map(|decided| due(schedule, decided, today));
    let words = decided.as_ref().map(|decided| sentence(schedule, decided)).map_err(|why| no_date(*why));
    let (outcome, sentence) = match (hold, decided) {
        (Some(hold), _) => {
            let because = hold.kind.words().to_owned();
            let without = words.unwrap_or_else(|why| why);
            let sentence = format!(
                "held for {because} since {}; without that {without}",
                crate::working_days::day_month_year(hold.from)
            );
            (Outcome::Held { hold: hold.id.clone(), because, without: due }, sentence)
        }
        (None, Ok(_)) => (due.map_or_else(nothing, Outcome::Kept), words.unwrap_or_default()),
        (None, Err(why)) if why.is_not_yet() => (Outcome::NotYet { because: why.words() }, no_date(why)),
        (None, Err(why)) => (Outcome::CannotCompute { because: why.words() }, no_date(why)),
    };
    let considered = trail.iter().map(|(source, found)| considered(schedule, *source, found)).collect();
    Answer { about: about.to_owned(), outcome, sentence, considered }
}

fn nothing() -> Outcome {
    Outcome::CannotCompute { because: Why::NoRole.words() }
}

fn no_date(why: Why) -> String {
    if why.is_not_yet() {
        format!("kept: {}", why.words())
    } else {
        format!("kept, cannot compute until when: {}", why.words())
    }
}

/// A decision as a sentence: "kept until 10 July 2037: Kent children's social care, all other records, birth + 25 years".
pub fn sentence(schedule: &Schedule, decided: &Decided) -> String {
    let rule = rule_words(decided.trigger, decided.period);
    match decided.source {
        Source::Class(place) => {
            let (class, called) = class_words(schedule, place);
            kept_until(decided.due, &class.called, &called, &rule)
        }
        Source::Statute(place) => kept_until(decided.due, "the law", &statute_words(place).law, &rule),
    }
}

/// Why there is no date, as a sentence.
pub fn without_date(why: Why) -> String {
    no_date(why)
}

fn due(schedule: &Schedule, decided: &Decided, today: Date) -> Due {
    let rule = rule_words(decided.trigger, decided.period);
    let (notice, class, citation) = names(schedule, decided.source);
    let sentences = match decided.source {
        Source::Class(place) => {
            schedule.classes()[place].rule.cites.iter().map(ToString::to_string).collect()
        }
        Source::Statute(_) => Vec::new(),
    };
    Due {
        notice,
        class,
        rule,
        due: decided.due,
        over: decided.due < today,
        action: decided.action,
        citation,
        sentences,
    }
}

/// The notice's id, the class and where the rule comes from; "law" and the statute's id where a statute decides.
pub fn names(schedule: &Schedule, source: Source) -> (String, String, String) {
    match source {
        Source::Class(place) => {
            let class = &schedule.classes()[place];
            (class.notice.clone(), class.rule.class.to_string(), class.rule.citation.clone())
        }
        Source::Statute(place) => {
            let floor = statute_words(place);
            ("law".to_owned(), floor.id.clone(), format!("{}: {}", floor.law, floor.says))
        }
    }
}

fn considered(schedule: &Schedule, source: Source, found: &Result<Decided, Why>) -> Considered {
    let (notice, class, _) = names(schedule, source);
    let stated = match source {
        Source::Class(place) => {
            let rule = &schedule.classes()[place].rule;
            rule.period.map_or_else(|| "undecided".to_owned(), |period| rule_words(rule.trigger, period))
        }
        Source::Statute(place) => rule_words(statute_words(place).trigger, statute_words(place).period),
    };
    match found {
        Ok(decided) => Considered {
            notice,
            class,
            rule: rule_words(decided.trigger, decided.period),
            due: Some(decided.due),
            because: None,
        },
        Err(why) => Considered { notice, class, rule: stated, due: None, because: Some(why.words()) },
    }
}
