//! Answers that are worked out from others: days between dates, counts, sums, averages, how much is done.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::answers::{Answers, Value, path};
use super::kind::{Kind, Required};
use super::visible::{Asked, Visible, visible};
use super::{Audience, Form, Question};
use crate::pack::Key;
use crate::working_days::{Calendar, plural};

/// The day a form was begun, as forms write it.
pub const BEGUN: &str = "begun";
/// The day the form is looked at, or was finished, as forms write it.
pub const TODAY: &str = "today";

/// What an answer is worked out from: exactly one of these. A place is a question of the same item or outside groups;
/// `actions.status` means every item of the group.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Calculate {
    /// Days from the first date to the second; each a question, [`BEGUN`] or [`TODAY`].
    #[serde(default)]
    pub days: Vec<Key>,
    /// The same in working days.
    #[serde(default)]
    pub working_days: Vec<Key>,
    /// How many items a group has; with `is`, how many items of a question have one of these answers.
    #[serde(default)]
    pub count: Option<Key>,
    /// For `count`: the answers that count.
    #[serde(default)]
    pub is: Vec<Key>,
    /// The sum of scales and numbers.
    #[serde(default)]
    pub sum: Vec<Key>,
    /// Their average, to one decimal.
    #[serde(default)]
    pub mean: Vec<Key>,
    /// How much higher the second number is than the first.
    #[serde(default)]
    pub difference: Vec<Key>,
    /// How much of what must be answered is answered, in percent. "Not yet" is not.
    #[serde(default)]
    pub complete: bool,
}

/// The days a calculation may look at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct When {
    /// The day the form is looked at; for a finished form, the day it was finished.
    pub today: Date,
    /// The day it was begun, when it has been.
    pub begun_on: Option<Date>,
}

/// The answers with everything that is worked out put in afresh. What cannot be worked out yet has no answer.
///
/// Call it before a page is shown, before check your answers and before sending: the other functions take what
/// stands there for true.
pub fn with_calculated(form: &Form, audience: Audience, answers: &Answers, when: When) -> Answers {
    let mut out = answers.clone();
    let seen = visible(form, audience, answers);
    for asked in seen.questions.iter().filter(|asked| asked.question.kind == Kind::Calculated) {
        let found = asked
            .question
            .calculate
            .as_ref()
            .and_then(|how| work_out(form, &seen, asked, how, audience, when));
        out.set(asked.path(), Value::Text(found.unwrap_or_default()));
    }
    out
}

fn work_out(
    form: &Form,
    seen: &Visible<'_>,
    asked: &Asked<'_>,
    how: &Calculate,
    audience: Audience,
    when: When,
) -> Option<String> {
    let look = Look { form, seen, asked };
    if let [from, to] = how.days.as_slice() {
        let (from, to) = (look.day(from, when)?, look.day(to, when)?);
        return (from <= to).then(|| (to - from).get_days().to_string());
    }
    if let [from, to] = how.working_days.as_slice() {
        let (from, to) = (look.day(from, when)?, look.day(to, when)?);
        let days = Calendar::england_and_wales().working_days_between(from, to).ok()?;
        return (from <= to).then(|| days.to_string());
    }
    if let Some(place) = &how.count {
        return Some(look.count(place, &how.is).to_string());
    }
    if !how.sum.is_empty() {
        let numbers = look.numbers(&how.sum);
        return (!numbers.is_empty()).then(|| numbers.iter().sum::<u64>().to_string());
    }
    if !how.mean.is_empty() {
        let numbers = look.numbers(&how.mean);
        let count = u64::try_from(numbers.len()).ok().filter(|count| *count > 0)?;
        // Tenths, rounded to the nearest.
        let tenths = (numbers.iter().sum::<u64>() * 10 + count / 2) / count;
        return Some(format!("{}.{}", tenths / 10, tenths % 10));
    }
    if let [first, second] = how.difference.as_slice() {
        let one = |place: &Key| look.numbers(std::slice::from_ref(place)).first().map(|n| i128::from(*n));
        return Some((one(second)? - one(first)?).to_string());
    }
    how.complete.then(|| percent_complete(seen, audience).to_string())
}

/// How much of what must be answered is answered; of everything, where nothing must.
fn percent_complete(seen: &Visible<'_>, audience: Audience) -> usize {
    let all = || seen.questions.iter().filter(|asked| asked.question.kind != Kind::Calculated);
    let needed: Vec<&Asked<'_>> =
        all().filter(|asked| asked.question.required_for(audience) != Required::No).collect();
    let of = if needed.is_empty() { all().collect() } else { needed };
    let done = |asked: &&&Asked<'_>| {
        seen.kept.get(&asked.path()).is_some_and(|answer| !matches!(answer, Value::NotYet(_)))
    };
    (of.iter().filter(done).count() * 100).checked_div(of.len()).unwrap_or(100)
}

/// Looks at answers from where the calculated question stands.
struct Look<'a> {
    form: &'a Form,
    seen: &'a Visible<'a>,
    asked: &'a Asked<'a>,
}

impl Look<'_> {
    /// Paths of the answers that `place` means.
    fn paths(&self, place: &str) -> Vec<String> {
        if let Some((over, id)) = place.split_once('.') {
            let items = self.form.given(over, &self.seen.kept);
            return items.into_iter().map(|item| path(Some(over), Some(item), id)).collect();
        }
        let over = self.asked.section.repeat.as_deref();
        let here = over.is_some() && self.form.question(over, place).is_some();
        vec![if here { path(over, self.asked.item, place) } else { place.to_owned() }]
    }

    fn day(&self, place: &str, when: When) -> Option<Date> {
        match place {
            BEGUN => when.begun_on,
            TODAY => Some(when.today),
            place => self.paths(place).iter().find_map(|path| self.seen.kept.date(path)),
        }
    }

    fn numbers(&self, places: &[Key]) -> Vec<u64> {
        let paths = places.iter().flat_map(|place| self.paths(place));
        paths.filter_map(|path| self.seen.kept.text(&path).parse::<u32>().ok()).map(u64::from).collect()
    }

    fn count(&self, place: &str, is: &[Key]) -> usize {
        if self.form.group(place).is_some() || self.form.each(place).is_some() {
            return self.form.given(place, &self.seen.kept).len();
        }
        let fits = |path: &String| {
            let answer = self.seen.kept.get(path).filter(|answer| !matches!(answer, Value::NotYet(_)));
            answer.is_some_and(|answer| {
                is.is_empty()
                    || answer.chosen().iter().any(|chosen| is.iter().any(|one| one == chosen.as_str()))
            })
        };
        self.paths(place).iter().filter(|path| fits(path)).count()
    }
}

/// What was worked out, with its unit: "12 days", "80%", "3 higher".
pub fn in_words(question: &Question, found: &str) -> String {
    let Some(how) = &question.calculate else { return found.to_owned() };
    let number = found.parse::<i64>().ok();
    match number {
        Some(n) if !how.days.is_empty() => plural(n, "day"),
        Some(n) if !how.working_days.is_empty() => plural(n, "working day"),
        Some(0) if !how.difference.is_empty() => "No change".to_owned(),
        Some(n) if !how.difference.is_empty() && n > 0 => format!("{n} higher"),
        Some(n) if !how.difference.is_empty() => format!("{} lower", n.unsigned_abs()),
        Some(n) if how.complete => format!("{n}%"),
        _ => found.to_owned(),
    }
}
