//! Passkeys (WebAuthn level 3): a key in a device, a phone or a security key, opened by a finger, a face or a PIN. The
//! PIN or finger is the second factor, so a passkey alone is two steps; user verification is always required.
//!
//! Each ceremony has two halves. The first gives JSON for the browser and text to keep, sealed and used once; the second
//! takes what the browser says. What is kept of a passkey is text too, so that `record` need not know this library.

use serde_json::Value;
use uuid::Uuid;
use webauthn_rs::prelude::{
    DiscoverableAuthentication, Passkey, PasskeyAuthentication, PasskeyRegistration, PublicKeyCredential,
    RegisterPublicKeyCredential, Url, Webauthn, WebauthnBuilder, WebauthnError,
};
use webauthn_rs_proto::ResidentKeyRequirement;

/// The site's side of every ceremony. One for the whole server.
pub struct Passkeys(Webauthn);

/// The first half of a ceremony.
pub struct Begun {
    /// For `navigator.credentials`, as the browser's JSON methods take it.
    pub for_browser: Value,
    /// To keep until the browser answers: sealed, used once, five minutes at most.
    pub keep: String,
}

/// What is kept of a passkey.
#[derive(Clone)]
pub struct Kept {
    /// The device's own name for it. Looked up by this.
    pub credential_id: Vec<u8>,
    /// Public key, counter and flags, as text. Keep it sealed, so that a changed database lets nobody in.
    pub text: String,
}

/// Why a passkey did not open the door.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PasskeyProblem {
    /// The signature, challenge, origin or flags are not right, or the browser's answer cannot be read.
    #[error("the passkey did not answer as it should")]
    Wrong,
    /// Its counter went back: two devices have the same key.
    #[error("the passkey's counter went back: it may have been copied")]
    Copied,
}

impl PasskeyProblem {
    /// For the ledger.
    pub fn code(self) -> &'static str {
        match self {
            PasskeyProblem::Wrong => "passkey_wrong",
            PasskeyProblem::Copied => "passkey_copied",
        }
    }
}

impl Passkeys {
    /// For the site at `origin`, such as `https://kith.marlshire.example`. `None` where passkeys cannot work: an address
    /// of numbers, or plain HTTP anywhere but on `localhost`.
    pub fn at(origin: &str, council: &str) -> Option<Passkeys> {
        let origin = Url::parse(origin).ok()?;
        let host = origin.domain()?.to_owned();
        if origin.scheme() != "https" && host != "localhost" {
            return None;
        }
        WebauthnBuilder::new(&host, &origin).ok()?.rp_name(council).build().ok().map(Passkeys)
    }

    /// Begins to add a passkey to an account. `have` are the ones it has already.
    ///
    /// # Errors
    /// [`PasskeyProblem`].
    pub fn begin_adding(
        &self,
        account: Uuid,
        sign_in_name: &str,
        display_name: &str,
        have: &[Kept],
    ) -> Result<Begun, PasskeyProblem> {
        let have = have.iter().map(|kept| kept.credential_id.clone()).collect();
        let (mut challenge, state) = self
            .0
            .start_passkey_registration(account, sign_in_name, display_name, Some(have))
            .map_err(|_| PasskeyProblem::Wrong)?;
        // The device remembers whose it is, so that nobody types a name to sign in.
        if let Some(wanted) = challenge.public_key.authenticator_selection.as_mut() {
            wanted.resident_key = Some(ResidentKeyRequirement::Required);
            wanted.require_resident_key = true;
        }
        begun(&challenge, &state)
    }

    /// Takes the new passkey.
    ///
    /// # Errors
    /// [`PasskeyProblem`].
    pub fn finish_adding(&self, kept: &str, said: &str) -> Result<Kept, PasskeyProblem> {
        let state: PasskeyRegistration = read(kept)?;
        let said: RegisterPublicKeyCredential = read(said)?;
        let passkey = self.0.finish_passkey_registration(&said, &state).map_err(|_| PasskeyProblem::Wrong)?;
        keep(&passkey)
    }

    /// Begins a sign-in without a name: the device says whose it is.
    ///
    /// # Errors
    /// [`PasskeyProblem`].
    pub fn begin_sign_in(&self) -> Result<Begun, PasskeyProblem> {
        let (mut challenge, state) =
            self.0.start_discoverable_authentication().map_err(|_| PasskeyProblem::Wrong)?;
        // A button is pressed, so the browser shows its own window rather than a suggestion in a field.
        challenge.mediation = None;
        begun(&challenge, &state)
    }

    /// Whose passkey the browser says it used: the account and the passkey's own name. Proves nothing yet.
    ///
    /// # Errors
    /// [`PasskeyProblem`].
    pub fn whose(&self, said: &str) -> Result<(Uuid, Vec<u8>), PasskeyProblem> {
        let said: PublicKeyCredential = read(said)?;
        let (account, id) =
            self.0.identify_discoverable_authentication(&said).map_err(|_| PasskeyProblem::Wrong)?;
        Ok((account, id.to_vec()))
    }

    /// Checks the answer of a sign-in without a name against the passkey on file. Gives it as it is to be kept now: its
    /// counter may have moved.
    ///
    /// # Errors
    /// [`PasskeyProblem`].
    pub fn finish_sign_in(&self, kept: &str, said: &str, on_file: &Kept) -> Result<Kept, PasskeyProblem> {
        let state: DiscoverableAuthentication = read(kept)?;
        let said: PublicKeyCredential = read(said)?;
        let mut passkey: Passkey = read(&on_file.text)?;
        let result = self.0.finish_discoverable_authentication_v2(&said, state, &passkey).map_err(problem)?;
        if !result.user_verified() {
            return Err(PasskeyProblem::Wrong);
        }
        passkey.update_credential(&result);
        keep(&passkey)
    }

    /// Begins to ask for one of these passkeys: as a second step, or to confirm who sits there.
    ///
    /// # Errors
    /// [`PasskeyProblem`].
    pub fn begin_confirming(&self, have: &[Kept]) -> Result<Begun, PasskeyProblem> {
        let have = have.iter().map(|kept| read(&kept.text)).collect::<Result<Vec<Passkey>, _>>()?;
        let (challenge, state) =
            self.0.start_passkey_authentication(&have).map_err(|_| PasskeyProblem::Wrong)?;
        begun(&challenge, &state)
    }

    /// Checks it. `have` are the account's passkeys; gives the one that was used, as it is to be kept now.
    ///
    /// # Errors
    /// [`PasskeyProblem`].
    pub fn finish_confirming(&self, kept: &str, said: &str, have: &[Kept]) -> Result<Kept, PasskeyProblem> {
        let state: PasskeyAuthentication = read(kept)?;
        let said: PublicKeyCredential = read(said)?;
        let result = self.0.finish_passkey_authentication(&said, &state).map_err(problem)?;
        let used =
            have.iter().find(|kept| kept.credential_id.as_slice() == result.cred_id().as_ref() as &[u8]);
        let mut passkey: Passkey = read(&used.ok_or(PasskeyProblem::Wrong)?.text)?;
        if !result.user_verified() {
            return Err(PasskeyProblem::Wrong);
        }
        passkey.update_credential(&result);
        keep(&passkey)
    }
}

fn begun(challenge: &impl serde::Serialize, state: &impl serde::Serialize) -> Result<Begun, PasskeyProblem> {
    Ok(Begun {
        for_browser: serde_json::to_value(challenge).map_err(|_| PasskeyProblem::Wrong)?,
        keep: serde_json::to_string(state).map_err(|_| PasskeyProblem::Wrong)?,
    })
}

fn keep(passkey: &Passkey) -> Result<Kept, PasskeyProblem> {
    let text = serde_json::to_string(passkey).map_err(|_| PasskeyProblem::Wrong)?;
    Ok(Kept { credential_id: passkey.cred_id().to_vec(), text })
}

fn read<T: serde::de::DeserializeOwned>(text: &str) -> Result<T, PasskeyProblem> {
    serde_json::from_str(text).map_err(|_| PasskeyProblem::Wrong)
}

fn problem(error: WebauthnError) -> PasskeyProblem {
    match error {
        WebauthnError::CredentialPossibleCompromise => PasskeyProblem::Copied,
        _ => PasskeyProblem::Wrong,
    }
}
