//! Recovery codes on file: hashes, each good once.

use jiff_sqlx::ToSqlx;
use uuid::Uuid;

use crate::{Result, Work};

/// Gives an account a fresh set. Codes of an earlier set stop working.
pub async fn replace(work: &mut Work, account: Uuid, hashes: &[[u8; 32]]) -> Result<()> {
    let now = work.now();
    sqlx::query!(
        "update access.recovery_code set replaced_at = $2
         where account_id = $1 and used_at is null and replaced_at is null",
        account,
        now.to_sqlx()
    )
    .execute(work.sql())
    .await?;
    for hash in hashes {
        let id = work.new_id();
        sqlx::query!(
            "insert into access.recovery_code (id, account_id, code_hash, made_at) values ($1, $2, $3, $4)",
            id,
            account,
            &hash[..],
            now.to_sqlx()
        )
        .execute(work.sql())
        .await?;
    }
    Ok(())
}

/// Uses a code up. False if it is none of the account's, or was used.
pub async fn spend(work: &mut Work, account: Uuid, hash: &[u8]) -> Result<bool> {
    let now = work.now();
    let done = sqlx::query!(
        "update access.recovery_code set used_at = $3
         where account_id = $1 and code_hash = $2 and used_at is null and replaced_at is null",
        account,
        hash,
        now.to_sqlx()
    )
    .execute(work.sql())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// How many are left.
pub async fn left(work: &mut Work, account: Uuid) -> Result<usize> {
    let left = sqlx::query_scalar!(
        r#"select count(*) as "left!" from access.recovery_code
           where account_id = $1 and used_at is null and replaced_at is null"#,
        account
    )
    .fetch_one(work.sql())
    .await?;
    Ok(usize::try_from(left).unwrap_or_default())
}
