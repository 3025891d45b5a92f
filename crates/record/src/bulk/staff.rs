//! Teams and the people who work in them.

use jiff::Timestamp;
use marlshire::rows::{Account, Rows};

use super::batch::{Batch, Sealer};
use super::table::Table;
use super::{SignIn, day};
use crate::Result;

/// Writes teams, accounts, roles and memberships. Only those in `sign_ins` get a password.
pub(super) fn write(batch: &mut Batch, sealer: &mut Sealer, rows: &Rows, sign_ins: &[SignIn]) -> Result<()> {
    for team in &rows.teams {
        drop(batch.line(Table::Team).id(team.id).text(team.slug).text(team.name).text(team.contact));
    }
    for account in &rows.accounts {
        write_account(batch, sealer, account, sign_ins.iter().find(|one| one.account == account.id))?;
    }
    for role in &rows.account_roles {
        let line = batch.line(Table::AccountRole).id(sealer.id()).id(role.account_id).text(role.role);
        drop(line.at(day(role.valid_from)?).maybe_at(ended(role.valid_until)?));
    }
    for member in &rows.team_members {
        let line = batch.line(Table::TeamMember).id(sealer.id()).id(member.team_id).id(member.account_id);
        drop(line.at(day(member.valid_from)?).maybe_at(ended(member.valid_until)?));
    }
    Ok(())
}

fn write_account(
    batch: &mut Batch,
    sealer: &mut Sealer,
    account: &Account,
    sign_in: Option<&SignIn>,
) -> Result<()> {
    let key = sealer.key(batch, "account", account.id);
    let secret = sign_in.map(|one| &one.totp_secret);
    let totp = sealer.seal_some(&key, "account", "totp_sealed", account.id, secret)?;
    drop(
        batch
            .line(Table::Account)
            .id(account.id)
            .text(&account.sign_in_name)
            .text(&account.display_name)
            .text(&account.email)
            .text(account.job_title)
            .maybe_text(sign_in.map(|one| one.password_hash.as_str()))
            .id(key.id())
            .maybe_bytes(totp.as_deref())
            .maybe_id(account.person_id)
            .at(day(account.started_on)?)
            .maybe_at(ended(account.ended_on)?),
    );
    Ok(())
}

fn ended(last: Option<jiff::civil::Date>) -> Result<Option<Timestamp>> {
    last.map(day).transpose()
}
