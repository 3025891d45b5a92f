//! The pairs of the queue: which there are, how far each has come, and one with all that speaks for and against it.

use std::collections::{HashMap, HashSet};

use jiff::Timestamp;
use jiff_sqlx::ToSqlx;
use link::explanation::Explanation;
use link::review::turn;
use link::scoring::probability;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::stage::{Answer, Stage, Turn};
use super::{find, reader, settles};
use crate::{Error, Result, Work};

/// What one comparison came to, in the plan's words. Holds nothing of what is on a record.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Reason {
    /// What was compared: "date of birth".
    pub name: String,
    /// What it came to: "same date of birth".
    pub says: String,
    /// How many bits it adds.
    pub bits: f64,
    /// How many of those are for the rarity of the value.
    pub rarity: f64,
    /// Whether it says nothing.
    pub silent: bool,
}

impl Reason {
    /// From the column `answers`.
    pub(super) fn read(answers: serde_json::Value) -> Result<Vec<Reason>> {
        serde_json::from_value(answers).map_err(|error| Error::Database(sqlx::Error::Decode(Box::new(error))))
    }
}

/// Who has a pair in hand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    /// Their account.
    pub account: Uuid,
    /// Their name.
    pub name: String,
    /// Since when.
    pub since: Timestamp,
    /// Until when, unless they answer before.
    pub until: Timestamp,
}

/// A pair.
#[derive(Debug, Clone)]
pub struct Pair {
    /// Its row.
    pub id: Uuid,
    /// The two people. Who they are is for a permit to say.
    pub people: [Uuid; 2],
    /// log2 of the odds that they are one person.
    pub weight: f64,
    /// What any two records weigh.
    pub prior: f64,
    /// What brothers and sisters explain as well: nought, or less.
    pub siblings: f64,
    /// What each comparison came to.
    pub reasons: Vec<Reason>,
    /// Whether they could be twins.
    pub could_be_twins: bool,
    /// Whether one of them is looked after, or has been.
    pub looked_after: bool,
    /// Whether it is below the threshold and was chosen by chance, to learn how many links are missed.
    pub is_sample: bool,
    /// Whether it was decided before, and facts have changed since.
    pub came_back: bool,
    /// By which model it was weighed.
    pub model: Uuid,
    /// When it was found.
    pub found_at: Timestamp,
    /// Whether it is no finding any more.
    pub gone: bool,
    /// How far it has come.
    pub stage: Stage,
    /// Who has it in hand.
    pub claim: Option<Claim>,
    /// What became of it.
    pub decided: Option<Answer>,
    /// Whether the one who asks has read it.
    pub read_by_me: bool,
    /// What was answered so far. Not for a page: whoever reads second must not see it.
    pub(crate) turns: Vec<Turn>,
}

impl Pair {
    /// Why they are taken for one person, or for two, as it was weighed when it was found.
    pub fn explanation(&self) -> Explanation {
        let reason = |one: &Reason| link::explanation::Reason {
            name: one.name.clone(),
            says: one.says.clone(),
            left: String::new(),
            right: String::new(),
            bits: one.bits,
            rarity: one.rarity,
            sources: None,
            silent: one.silent,
        };
        Explanation {
            prior: self.prior,
            reasons: self.reasons.iter().map(reason).collect(),
            siblings: self.siblings,
            weight: self.weight,
            probability: probability(self.weight),
        }
    }
}

/// What to put first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Order {
    /// The most likely to be one person: band after band, and within a band by chance, so that those read so far are a random sample of it.
    #[default]
    Likely,
    /// Looked-after children, then those who could be twins, then the most likely.
    Worrying,
    /// Those found first.
    Oldest,
}

/// Which pairs are wanted.
#[derive(Debug, Clone, Copy, Default)]
pub struct Wanted {
    /// Only where a team works with one of the two.
    pub team: Option<Uuid>,
    /// Only those who could be twins.
    pub twins: bool,
    /// Only those that wait for a second reader.
    pub second: bool,
    /// Only those that wait for a manager.
    pub manager: bool,
    /// Only those that the reader has in hand.
    pub mine: bool,
    /// What to put first.
    pub order: Order,
}

/// How many pairs are left.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Not decided.
    pub open: usize,
    /// That the reader may read now.
    pub to_read: usize,
    /// That could be twins.
    pub twins: usize,
    /// That wait for a second reader.
    pub second: usize,
    /// That wait for a manager.
    pub manager: usize,
    /// That the reader has in hand.
    pub mine: usize,
}

/// Pairs that are wanted, as many of them as asked for, and how many there are of each kind.
pub async fn list(work: &mut Work, wanted: &Wanted, most: usize) -> Result<(Vec<Pair>, usize, Counts)> {
    let staff = reader(work)?;
    let (account, is_manager) = (staff.account, settles(staff));
    let all = read(work, None).await?;
    let is_mine = |pair: &Pair| pair.claim.as_ref().is_some_and(|claim| claim.account == account);
    let may_read = |pair: &Pair| {
        !pair.read_by_me
            && (is_manager || !pair.stage.is_for_managers())
            && pair.claim.as_ref().is_none_or(|claim| claim.account == account)
    };
    let count = |which: &dyn Fn(&Pair) -> bool| all.iter().filter(|pair| which(pair)).count();
    let counts = Counts {
        open: all.len(),
        to_read: count(&may_read),
        twins: count(&|pair| pair.could_be_twins),
        second: count(&|pair| pair.stage == Stage::Second),
        manager: count(&|pair| pair.stage.is_for_managers()),
        mine: count(&is_mine),
    };
    let of_team = match wanted.team {
        Some(team) => Some(of_team(work, team).await?),
        None => None,
    };
    let mut found: Vec<Pair> = all
        .into_iter()
        .filter(|pair| of_team.as_ref().is_none_or(|ids| ids.contains(&pair.id)))
        .filter(|pair| !wanted.twins || pair.could_be_twins)
        .filter(|pair| !wanted.second || pair.stage == Stage::Second)
        .filter(|pair| !wanted.manager || pair.stage.is_for_managers())
        .filter(|pair| !wanted.mine || is_mine(pair))
        .collect();
    sort(&mut found, wanted.order);
    let left = found.len();
    found.truncate(most);
    Ok((found, left, counts))
}

/// How many pairs the reader may read now. Nought for whoever does not compare records.
pub async fn how_many(work: &mut Work) -> Result<i64> {
    let Ok(staff) = reader(work) else { return Ok(0) };
    let (account, is_manager, now) = (staff.account, settles(staff), work.now().to_sqlx());
    // Once two have read a pair that is not decided, it is a manager's.
    let found = sqlx::query_scalar!(
        r#"with turns as materialized (select pair_id, count(*) as read, bool_or(read_by = $1) as by_me
                                       from casework.duplicate_turns() group by pair_id)
           select count(*) as "count!" from casework.possible_duplicate p left join turns t on t.pair_id = p.id
           where p.gone_at is null
             and (t.pair_id is null or not t.by_me and (t.read < 2 or $2))
             and not exists (select 1 from casework.duplicate_decision d where d.pair_id = p.id)
             and not exists (select 1 from casework.duplicate_claim c where c.pair_id = p.id and c.ended_at is null
                             and c.valid_until > $3 and c.account_id <> $1)"#,
        account,
        is_manager,
        now
    );
    Ok(found.fetch_one(work.sql()).await?)
}

/// One, whatever became of it.
pub async fn one(work: &mut Work, id: Uuid) -> Result<Pair> {
    reader(work)?;
    read(work, Some(id)).await?.pop().ok_or(Error::NotFound)
}

/// When all people were last compared, how many there were, and how many pairs were left out because there were too many.
pub async fn newest_run(work: &mut Work) -> Result<Option<(Timestamp, i32, i32)>> {
    reader(work)?;
    let row = sqlx::query!(
        "select ran_at, people, left_out from casework.duplicate_run order by ran_at desc, id limit 1"
    );
    let row = row.fetch_optional(work.sql()).await?;
    Ok(row.map(|row| (row.ran_at.to_jiff(), row.people, row.left_out)))
}

fn sort(pairs: &mut [Pair], order: Order) {
    let cuts = find::usual_cuts();
    let band = |pair: &Pair| cuts.partition_point(|cut| *cut <= pair.weight);
    let by_chance = |pair: &Pair| turn(&pair.people[0].to_string(), &pair.people[1].to_string());
    let worry = |pair: &Pair| (pair.looked_after, pair.could_be_twins);
    pairs.sort_by(|one, other| {
        let by_weight = band(other).cmp(&band(one)).then(by_chance(one).cmp(&by_chance(other)));
        match order {
            Order::Likely => by_weight,
            Order::Worrying => worry(other).cmp(&worry(one)).then(by_weight),
            Order::Oldest => one.found_at.cmp(&other.found_at).then(by_weight),
        }
    });
}

/// Which of the open pairs a team works with one of.
async fn of_team(work: &mut Work, team: Uuid) -> Result<HashSet<Uuid>> {
    let ids = sqlx::query_scalar!(
        "select p.id from casework.possible_duplicate p
         join casework.involvement i on i.person_id = p.one_id or i.person_id = p.other_id
         join casework.allocation a on a.involvement_id = i.id and a.ended_at is null and a.team_id = $1
         where p.gone_at is null",
        team
    );
    Ok(ids.fetch_all(work.sql()).await?.into_iter().collect())
}

/// Those that are open; or one, whatever became of it.
async fn read(work: &mut Work, id: Option<Uuid>) -> Result<Vec<Pair>> {
    let (account, now) = (work.staff()?.account, work.now().to_sqlx());
    let rows = sqlx::query!(
        r#"select p.id, p.one_id, p.other_id, p.weight, p.prior, p.siblings, p.answers, p.could_be_twins, p.looked_after, p.is_sample,
               exists (select 1 from casework.possible_duplicate b join casework.duplicate_decision e on e.pair_id = b.id
                       where b.one_id = p.one_id and b.other_id = p.other_id and b.id <> p.id) as "came_back!",
               p.model_id, p.found_at, p.gone_at is not null as "gone!",
               d.answer as "decided?", c.account_id as "claimed_by?", a.display_name as "claimer?", c.claimed_at as "since?",
               c.valid_until as "until?"
           from casework.possible_duplicate p
           left join casework.duplicate_decision d on d.pair_id = p.id
           left join casework.duplicate_claim c on c.pair_id = p.id and c.ended_at is null and c.valid_until > $2
           left join access.account a on a.id = c.account_id
           where ($1::uuid is null and p.gone_at is null and d.pair_id is null) or p.id = $1"#,
        id,
        now
    )
    .fetch_all(work.sql())
    .await?;
    let mut turns: HashMap<Uuid, Vec<Turn>> = HashMap::new();
    let answered = sqlx::query!(
        r#"select pair_id as "pair_id!", answer as "answer!", warned as "warned!", read_by as "read_by!"
           from casework.duplicate_turns() where $1::uuid is null or pair_id = $1 order by pair_id, turn"#,
        id
    );
    for row in answered.fetch_all(work.sql()).await? {
        let answer = Answer::of(&row.answer).ok_or(Error::NotFound)?;
        let turn = Turn { answer, warned_of_twins: row.warned, read_by: row.read_by };
        turns.entry(row.pair_id).or_default().push(turn);
    }
    rows.into_iter()
        .map(|row| {
            let turns = turns.remove(&row.id).unwrap_or_default();
            let decided = row.decided.as_deref().and_then(Answer::of);
            let claim = match (row.claimed_by, row.claimer, row.since, row.until) {
                (Some(account), Some(name), Some(since), Some(until)) => {
                    Some(Claim { account, name, since: since.to_jiff(), until: until.to_jiff() })
                }
                _ => None,
            };
            Ok(Pair {
                id: row.id,
                people: [row.one_id, row.other_id],
                weight: row.weight,
                prior: row.prior,
                siblings: row.siblings,
                reasons: Reason::read(row.answers)?,
                could_be_twins: row.could_be_twins,
                looked_after: row.looked_after,
                is_sample: row.is_sample,
                came_back: row.came_back,
                model: row.model_id,
                found_at: row.found_at.to_jiff(),
                gone: row.gone,
                stage: decided
                    .map_or_else(|| Stage::of(&turns, row.looked_after, row.could_be_twins), Stage::Decided),
                claim,
                decided,
                read_by_me: turns.iter().any(|turn| turn.read_by == account),
                turns,
            })
        })
        .collect()
}
