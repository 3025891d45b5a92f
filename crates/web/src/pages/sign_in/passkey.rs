//! `/sign-in/passkey`: signing in without a name. The device says whose it is; finger, face or PIN is the second step.

use ledger::{Action, Code};
use record::staff::{account, passkey, throttle};
use record::{Actor, event};
use uuid::Uuid;

use super::{carried, ceremony, opening, own_path, slow_down, wrong};
use crate::error::{Error, Result};
use crate::posted::Posted;

const KIND: &str = "passkey-sign-in";

/// `POST /sign-in/passkey/options`: what to ask the browser for.
pub async fn options(Posted { visit, .. }: Posted) -> Result {
    let Some(passkeys) = &visit.app.ways_in.passkeys else { return Err(Error::NotFound) };
    let mut work = visit.app.store.begin(Actor::Public, visit.now).await?;
    if !throttle::allow(&mut work, "passkey address", &visit.from, super::limit(&visit)).await? {
        return slow_down(work).await;
    }
    ceremony::begin(&visit, work, KIND, None, passkeys.begin_sign_in()).await
}

/// `POST /sign-in/passkey`: what the browser says.
pub async fn submit(Posted { visit, fields, .. }: Posted) -> Result {
    let Some(passkeys) = &visit.app.ways_in.passkeys else { return Err(Error::NotFound) };
    let said = fields.text("credential");
    let mut work = visit.app.store.begin(Actor::Public, visit.now).await?;
    let begun = ceremony::take(&visit, &mut work, KIND).await?;
    let outcome: std::result::Result<Uuid, &'static str> = match begun {
        Err(refused) => Err(refused.code()),
        Ok(begun) => match passkeys.whose(said) {
            Err(problem) => Err(problem.code()),
            Ok((owner, credential)) => {
                let open = account::staff(&mut work, owner).await?.is_some();
                let on_file = passkey::of(&mut work, owner).await?;
                let row = on_file.iter().find(|one| one.credential_id == credential).filter(|_| open);
                match row {
                    None => Err("passkey_unknown"),
                    Some(row) => {
                        let known = &ceremony::kept(std::slice::from_ref(row))[0];
                        match passkeys.finish_sign_in(&begun.state, said, known) {
                            Err(problem) => Err(problem.code()),
                            Ok(used) => {
                                passkey::used(&mut work, row.id, &used.text).await?;
                                Ok(owner)
                            }
                        }
                    }
                }
            }
        },
    };
    match outcome {
        Ok(owner) => {
            let token = opening::open(&visit, work, None, owner, "passkey").await?;
            opening::welcome(&visit, &token, own_path(fields.text("then")), &carried(&fields))
        }
        Err(why) => {
            let note = event::note(Action::SignInFailed).code("why", Code::of(why));
            event::record(&mut work, note).await?;
            work.commit().await?;
            wrong(&visit, &fields, "That passkey did not work. Try again, or sign in another way")
        }
    }
}
