//! Emergency access: one record, four hours, to read. The line manager and the data protection officer are told at once.

use ::access::GrantKind;
use jiff_sqlx::ToSqlx;
use uuid::Uuid;

use super::grant::{self, Holder, NewGrant};
use crate::{Result, Work, event, mail};

/// Gives it, because the access decision said yes to the reason stated, and tells who must know. All in the transaction
/// of the look: no alert, no access.
pub(super) async fn give(work: &mut Work, person: Uuid, reason: &str) -> Result<()> {
    let account = work.staff()?.account;
    let watchers = watchers(work).await?;
    let note = event::note(ledger::Action::GrantedInEmergency)
        .about("person", person)
        .because(ledger::Code::of("emergency"))
        .count("told", watchers.len())
        .words(reason);
    let source = event::record(work, note).await?;
    let new = NewGrant {
        holder: Holder::Account(account),
        person,
        kind: GrantKind::Emergency,
        source: ("emergency", source),
        valid_until: None,
    };
    grant::give(work, &new).await?;
    for to in &watchers {
        mail::queue(work, to, SUBJECT, TEXT).await?;
    }
    Ok(())
}

// Nobody's name and no reference: an email is read on trains.
const SUBJECT: &str = "Emergency access was taken: please look today";
const TEXT: &str = "A member of staff has opened a record with emergency access. It lasts four hours.\n\n\
    Sign in to Kith and open \"Access review\" to see who, whose record and why. Look at it within two working days.\n";

/// Whom it is told: the managers of the officer's teams (without one, the duty managers) and every data protection officer,
/// never the officer.
async fn watchers(work: &mut Work) -> Result<Vec<String>> {
    let staff = work.staff()?;
    let (account, teams) = (staff.account, staff.teams.clone());
    let now = work.now().to_sqlx();
    Ok(sqlx::query_scalar!(
        r#"with now_in_role as (
               select r.account_id, r.role from access.account_role r
               where r.valid_from <= $3 and (r.valid_until is null or r.valid_until > $3)
           ), line as (
               select m.account_id from access.team_member m
               join now_in_role r on r.account_id = m.account_id and r.role = 'team_manager'
               where m.team_id = any ($2) and m.valid_from <= $3 and (m.valid_until is null or m.valid_until > $3)
                 and m.account_id <> $1
           )
           select distinct a.email from access.account a
           where a.ended_at is null and a.id <> $1
             and (a.id in (select account_id from line)
               or a.id in (select account_id from now_in_role where role = 'data_protection_officer')
               or (not exists (select from line)
                   and a.id in (select account_id from now_in_role where role = 'duty_manager')))
           order by a.email"#,
        account,
        &teams,
        now
    )
    .fetch_all(work.sql())
    .await?)
}
