//! Drafts: a form part-way, saved as typed, restored on another device.

use jiff::{SignedDuration, Timestamp};
use jiff_sqlx::ToSqlx;
use uuid::Uuid;

use crate::{Error, Result, Work, event};

/// A form part-way.
#[derive(Debug, Clone)]
pub struct Draft {
    /// Its row.
    pub id: Uuid,
    /// Which form.
    pub form_id: String,
    /// Which version of it: a draft stays with the version it was begun in.
    pub form_version: i32,
    /// `public`, `professional` or `desk`.
    pub audience: String,
    /// The answers, as JSON.
    pub answers: String,
    /// Counts saves: a form posted from an older page is stale.
    pub version: i32,
    /// The section they were at.
    pub place: String,
    /// When it was last saved.
    pub saved_at: Timestamp,
    /// When it is thrown away if not sent.
    pub expires_at: Timestamp,
    /// The request it became, once sent.
    pub request_id: Option<Uuid>,
    key_id: Uuid,
}

/// How long a sent draft still answers its sender with the reference and a copy to print: one hour.
pub const AFTER_SENDING: SignedDuration = SignedDuration::from_hours(1);

/// Whose draft.
#[derive(Debug, Clone, Copy)]
pub enum Holder<'a> {
    /// Whoever holds the cookie with this token.
    Token(&'a [u8]),
    /// A signed-in officer.
    Account(Uuid),
}

/// Begins a draft.
pub async fn start(
    work: &mut Work,
    holder: Holder<'_>,
    form: (&str, i32),
    audience: &str,
    answers: &str,
    expires_at: Timestamp,
) -> Result<Uuid> {
    let id = work.new_id();
    let key = work.new_key("draft", id);
    let sealed = work.seal(&key, "draft", "answers_sealed", id, answers)?;
    let (token, account) = match holder {
        Holder::Token(hash) => (Some(hash), None),
        Holder::Account(account) => (None, Some(account)),
    };
    sqlx::query!(
        "insert into casework.draft (id, form_id, form_version, audience, token_hash, account_id, key_id,
                                     answers_sealed, version, place, started_at, saved_at, expires_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, 1, '', $9, $9, $10)",
        id,
        form.0,
        form.1,
        audience,
        token,
        account,
        key.id(),
        sealed,
        work.now().to_sqlx(),
        expires_at.to_sqlx()
    )
    .execute(work.sql())
    .await?;
    event::record(work, event::created("draft", id)).await?;
    Ok(id)
}

/// The draft of a cookie's token.
pub async fn by_token(work: &mut Work, token_hash: &[u8]) -> Result<Draft> {
    let id = sqlx::query_scalar!("select id from casework.draft where token_hash = $1", token_hash)
        .fetch_optional(work.sql())
        .await?
        .ok_or(Error::NotFound)?;
    open(work, id).await
}

/// An officer's own draft. Somebody else's is not found.
pub async fn by_account(work: &mut Work, id: Uuid, account: Uuid) -> Result<Draft> {
    let mine =
        sqlx::query_scalar!("select id from casework.draft where id = $1 and account_id = $2", id, account)
            .fetch_optional(work.sql())
            .await?;
    open(work, mine.ok_or(Error::NotFound)?).await
}

/// An officer's unfinished drafts, newest first.
pub async fn unfinished(work: &mut Work, account: Uuid) -> Result<Vec<Draft>> {
    let ids = sqlx::query_scalar!(
        "select id from casework.draft where account_id = $1 and request_id is null and expires_at > $2
         order by saved_at desc limit 50",
        account,
        work.now().to_sqlx()
    )
    .fetch_all(work.sql())
    .await?;
    let mut drafts = Vec::with_capacity(ids.len());
    for id in ids {
        drafts.push(open(work, id).await?);
    }
    Ok(drafts)
}

/// Opens a draft and holds its row until the work ends, so that two tabs save one after the other.
async fn open(work: &mut Work, id: Uuid) -> Result<Draft> {
    let row = sqlx::query!(
        "select form_id, form_version, audience, key_id, answers_sealed, version, place, saved_at, expires_at, request_id
         from casework.draft where id = $1 and expires_at > $2 for update",
        id,
        work.now().to_sqlx()
    )
    .fetch_optional(work.sql())
    .await?
    .ok_or(Error::NotFound)?;
    let key = work.key(row.key_id).await?;
    Ok(Draft {
        id,
        form_id: row.form_id,
        form_version: row.form_version,
        audience: row.audience,
        answers: key.open("draft", "answers_sealed", id, &row.answers_sealed)?,
        version: row.version,
        place: row.place,
        saved_at: row.saved_at.to_jiff(),
        expires_at: row.expires_at.to_jiff(),
        request_id: row.request_id,
        key_id: row.key_id,
    })
}

/// Saves the answers as they now stand, to be thrown away at `expires_at`. `draft.version` must be the one last saved,
/// else [`Error::Stale`].
///
/// No event is written: a draft is its holder's own words on their way to us, saved at every page, and the ledger says
/// when it was begun, returned to and sent.
pub async fn save(
    work: &mut Work,
    draft: &Draft,
    answers: &str,
    place: &str,
    expires_at: Timestamp,
) -> Result<i32> {
    let key = work.key(draft.key_id).await?;
    let sealed = work.seal(&key, "draft", "answers_sealed", draft.id, answers)?;
    sqlx::query_scalar!(
        "update casework.draft set answers_sealed = $3, place = $4, version = version + 1, saved_at = $5, expires_at = $6
         where id = $1 and version = $2 and request_id is null returning version",
        draft.id,
        draft.version,
        sealed,
        place,
        work.now().to_sqlx(),
        expires_at.to_sqlx()
    )
    .fetch_optional(work.sql())
    .await?
    .ok_or(Error::Stale)
}

/// Lets the draft be found again from another device by this address. Only a keyed hash of it is kept.
pub async fn set_email(work: &mut Work, draft: Uuid, email: &str) -> Result<()> {
    let hash = work.store().keyring().blind_index("email", &email.trim().to_lowercase());
    sqlx::query!(
        "update casework.draft set email_hash = $2, email_master_id = $3 where id = $1",
        draft,
        &hash.as_bytes()[..],
        work.store().keyring().current().id().to_string()
    )
    .execute(work.sql())
    .await?;
    Ok(())
}

/// The newest unsent draft an address can return to.
pub async fn by_email(work: &mut Work, email: &str) -> Result<Option<Uuid>> {
    let hashes = work.store().keyring().blind_indexes("email", &email.trim().to_lowercase());
    let hashes: Vec<Vec<u8>> = hashes.iter().map(|hash| hash.as_bytes().to_vec()).collect();
    Ok(sqlx::query_scalar!(
        "select id from casework.draft where email_hash = any ($1) and request_id is null and expires_at > $2
         order by saved_at desc limit 1",
        &hashes,
        work.now().to_sqlx()
    )
    .fetch_optional(work.sql())
    .await?)
}

/// Hands the draft to whoever holds this token from now on: the old device's cookie no longer opens it.
pub async fn hand_over(work: &mut Work, draft: Uuid, token_hash: &[u8]) -> Result<()> {
    sqlx::query!("update casework.draft set token_hash = $2 where id = $1", draft, token_hash)
        .execute(work.sql())
        .await?;
    event::record(work, event::note(ledger::Action::Returned).about("draft", draft)).await?;
    Ok(())
}

/// Somebody tried to return with a code that is wrong, used up or too old. `draft` is the one they aimed at, if the
/// address has one.
pub async fn return_failed(work: &mut Work, draft: Option<Uuid>) -> Result<()> {
    let mut note = event::note(ledger::Action::ReturnFailed);
    if let Some(draft) = draft {
        note = note.about("draft", draft);
    }
    event::record(work, note).await?;
    Ok(())
}

/// Throws away drafts past their date, with their codes and files, and empties sent drafts: the request holds what
/// they said. Gives the ids of the data keys that now seal nothing that is needed, for the caller to destroy.
pub async fn sweep(work: &mut Work) -> Result<Vec<Uuid>> {
    let now = work.now().to_sqlx();
    sqlx::query!(
        "delete from casework.return_code where draft_id in (select id from casework.draft where expires_at <= $1)",
        now
    )
    .execute(work.sql())
    .await?;
    let mut keys = sqlx::query_scalar!(
        "delete from casework.upload where draft_id in
             (select id from casework.draft where expires_at <= $1 and request_id is null) returning key_id",
        now
    )
    .fetch_all(work.sql())
    .await?;
    keys.extend(
        sqlx::query_scalar!(
            "delete from casework.draft where expires_at <= $1 and request_id is null returning key_id",
            now
        )
        .fetch_all(work.sql())
        .await?,
    );
    keys.extend(
        sqlx::query_scalar!(
            "update casework.draft set answers_sealed = '', token_hash = null, email_hash = null
             where expires_at <= $1 and request_id is not null and answers_sealed <> '' returning key_id",
            now
        )
        .fetch_all(work.sql())
        .await?,
    );
    Ok(keys)
}
