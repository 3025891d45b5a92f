//! A provider: asking it who somebody is, and judging its answer. Authorisation code with PKCE, state and nonce
//! (OpenID Connect Core 1.0 section 3.1, RFC 7636, RFC 9207, RFC 9700).

mod answer;
mod ask;

use std::sync::{Mutex, PoisonError};

use jiff::Timestamp;
use openidconnect::IssuerUrl;
use openidconnect::core::CoreProviderMetadata;

use crate::client_key::ClientKey;
use crate::http::Http;
use crate::jwks::Known;
use crate::{ClientAuthentication, Problem, ProviderSettings, SettingsProblem};

pub use answer::Answer;
pub use ask::{Asked, Why};

/// The algorithms that ID tokens may be signed with: public keys only, so nobody who knows a shared secret can sign.
pub(crate) const ALGORITHMS: [&str; 8] =
    ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384"];

/// One provider, with what it published.
pub struct Provider {
    /// As the council wrote it.
    pub settings: ProviderSettings,
    /// Where it sends people back to.
    redirect_uri: String,
    secret: Secret,
    known: Mutex<Option<Known>>,
}

enum Secret {
    Shared(String),
    Key(ClientKey),
}

impl Provider {
    /// `secret` is what the file holds: the client secret, or the private key in PEM. `redirect_uri` is this site's
    /// `/sign-in/from/{name}`, registered with the provider.
    ///
    /// # Errors
    /// [`SettingsProblem`] when the key cannot be read.
    pub fn new(
        settings: ProviderSettings,
        secret: &str,
        redirect_uri: String,
    ) -> Result<Provider, SettingsProblem> {
        let secret = match settings.client_authentication {
            ClientAuthentication::Secret if secret.trim().is_empty() => {
                return Err(SettingsProblem("the client secret's file is empty".into()));
            }
            ClientAuthentication::Secret => Secret::Shared(secret.trim().to_owned()),
            ClientAuthentication::PrivateKey => {
                ClientKey::from_pem(secret).map(Secret::Key).ok_or_else(|| {
                    SettingsProblem(
                        "the private key must be PKCS#8 in PEM, EC P-256 or RSA of 2048 bits or more".into(),
                    )
                })?
            }
        };
        Ok(Provider { settings, redirect_uri, secret, known: Mutex::new(None) })
    }

    /// What the provider published, read now if we have nothing current.
    fn metadata(&self, http: &Http, now: Timestamp) -> Result<CoreProviderMetadata, Problem> {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(current) = known.as_ref().filter(|known| known.is_current(now)) {
            return Ok(current.metadata.clone());
        }
        self.read(http, now, &mut known)
    }

    /// Reads it again because a token was signed with a key we do not know. Nothing if that was done a moment ago.
    fn look_again(&self, http: &Http, now: Timestamp) -> Result<Option<CoreProviderMetadata>, Problem> {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if known.as_ref().is_some_and(|known| !known.may_look_again(now)) {
            return Ok(None);
        }
        self.read(http, now, &mut known).map(Some)
    }

    fn read(
        &self,
        http: &Http,
        now: Timestamp,
        known: &mut Option<Known>,
    ) -> Result<CoreProviderMetadata, Problem> {
        let issuer = IssuerUrl::new(self.settings.issuer.clone())
            .map_err(|error| Problem::Unreachable(format!("the issuer is no address: {error}")))?;
        let call = |request| http(request);
        let metadata = CoreProviderMetadata::discover(&issuer, &call)
            .map_err(|error| Problem::Unreachable(told(&error)))?;
        *known = Some(Known { metadata: metadata.clone(), read_at: now });
        Ok(metadata)
    }
}

/// An error with what caused it, for the log.
fn told(error: &dyn std::error::Error) -> String {
    let mut words = error.to_string();
    let mut cause = error.source();
    while let Some(inner) = cause {
        words = format!("{words}: {inner}");
        cause = inner.source();
    }
    words
}
