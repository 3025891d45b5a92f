//! What is known of people, as the plan compares it.

use jiff_sqlx::ToSqlx;
use link::everyday::{Facts, Home};
use uuid::Uuid;

use crate::{Result, Work};

/// Somebody on record. Personal data: it has no `Debug`.
pub struct Person {
    /// Who.
    pub id: Uuid,
    /// Names, day of birth, sex and homes, the newest first. Not a confidential home, and none at all while there is one:
    /// an old address can lead to the new. No numbers: those are sealed.
    pub facts: Facts,
}

/// The facts of people, in the order of their ids. Whoever has no name, birth or home is among them too.
///
/// For Kith's own work ([`crate::Actor::System`]) and the end of a transaction: row-level security shows an officer less.
pub async fn of(work: &mut Work, people: &[Uuid]) -> Result<Vec<Person>> {
    let today = law::clocks::to_london(work.now()).date();
    let rows = sqlx::query!(
        r#"select p.id as "id!",
               coalesce(n.firsts, '{}') as "firsts!: Vec<String>", coalesce(n.lasts, '{}') as "lasts!: Vec<String>",
               case when b.earliest_on = b.latest_on and b.stated->>'kind' = 'exact' then b.earliest_on end as born,
               s.sex as "sex?",
               coalesce(a.postcodes, '{}') as "postcodes!: Vec<String>", coalesce(a.lines, '{}') as "lines!: Vec<String>"
           from unnest($1::uuid[]) p (id)
           left join lateral (
               select array_agg(n.first_name order by n.kind <> 'legal', n.used_from desc nulls last, n.recorded_at desc) as firsts,
                      array_agg(n.last_name order by n.kind <> 'legal', n.used_from desc nulls last, n.recorded_at desc)
                          filter (where n.last_name is not null) as lasts
               from lookup.person_name n where n.person_id = p.id and n.superseded_at is null
           ) n on true
           left join lookup.birth b on b.person_id = p.id and b.superseded_at is null
           left join lateral (
               select s.sex from casework.person_profile s where s.person_id = p.id and s.superseded_at is null
               order by s.recorded_at desc limit 1
           ) s on true
           left join lateral (
               select array_agg(coalesce(a.postcode, '') order by a.lived_until is not null, a.lived_from desc nulls last, a.recorded_at desc) as postcodes,
                      array_agg(coalesce(a.line_1, '') order by a.lived_until is not null, a.lived_from desc nulls last, a.recorded_at desc) as lines
               from lookup.address a
               where a.person_id = p.id and a.superseded_at is null and a.kind <> 'correspondence'
                 and not lookup.lives_confidentially(p.id, $2)
           ) a on true
           order by p.id"#,
        people,
        today.to_sqlx()
    )
    .fetch_all(work.sql())
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| Person {
            id: row.id,
            facts: Facts {
                given_names: each_once(row.firsts),
                family_names: each_once(row.lasts),
                born: row.born.map(|born| born.to_jiff()),
                sex: row.sex.as_deref().and_then(letter),
                homes: row
                    .postcodes
                    .into_iter()
                    .zip(row.lines)
                    .map(|(postcode, line)| home(postcode, line))
                    .collect(),
                upn: None,
                nhs_number: None,
            },
        })
        .collect())
}

pub(crate) fn home(postcode: String, line_1: String) -> Home {
    let some = |text: String| (!text.trim().is_empty()).then_some(text);
    Home { postcode: some(postcode), line_1: some(line_1) }
}

/// Each name once, in the order of first mention.
pub(crate) fn each_once(names: Vec<String>) -> Vec<String> {
    let mut once: Vec<String> = Vec::with_capacity(names.len());
    for name in names {
        if !name.trim().is_empty()
            && !once.iter().any(|other| link::fold::fold(other) == link::fold::fold(&name))
        {
            once.push(name);
        }
    }
    once
}

/// Sex as the plan compares it; what is neither is not compared.
fn letter(sex: &str) -> Option<String> {
    let letter = sex.chars().next()?.to_ascii_uppercase();
    matches!(letter, 'F' | 'M').then(|| letter.to_string())
}
