//! The address that somebody's browser is sent to.

use jiff::Timestamp;
use openidconnect::core::{CoreAuthenticationFlow, CoreClient};
use openidconnect::{
    AuthUrl, ClientId, CsrfToken, IssuerUrl, JsonWebKeySet, Nonce, PkceCodeChallenge, PkceCodeVerifier,
    RedirectUrl, Scope,
};
use serde::{Deserialize, Serialize};

use super::Provider;
use crate::Problem;
use crate::http::Http;

/// What the sign-in is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Why {
    /// To begin a session. A sign-in made for another application today will do.
    SignIn,
    /// To confirm who sits there: the provider must ask again.
    Again,
}

/// What must be kept, sealed, until the answer comes. Single use.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Asked {
    /// Must come back in the ID token.
    pub nonce: String,
    /// Proves that whoever exchanges the code is who asked (PKCE).
    pub verifier: String,
    /// What it is for.
    pub why: Why,
    /// When it was asked, in seconds: a fresh sign-in is no older.
    pub at: i64,
}

impl std::fmt::Debug for Asked {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Asked").field("why", &self.why).finish_non_exhaustive()
    }
}

impl Provider {
    /// The address to send the browser to, and what to keep. `state`, `nonce` and `verifier` are random texts of 43
    /// characters (32 bytes in base64url), each used once.
    ///
    /// # Errors
    /// [`Problem::Unreachable`] when the provider's published settings cannot be read.
    pub fn ask(
        &self,
        http: &Http,
        now: Timestamp,
        why: Why,
        state: String,
        [nonce, verifier]: [String; 2],
    ) -> Result<(String, Asked), Problem> {
        let metadata = self.metadata(http, now)?;
        let issuer = IssuerUrl::new(self.settings.issuer.clone())
            .map_err(|error| Problem::Unreachable(error.to_string()))?;
        let redirect = RedirectUrl::new(self.redirect_uri.clone())
            .map_err(|error| Problem::Unreachable(error.to_string()))?;
        let to = AuthUrl::new(metadata.authorization_endpoint().to_string())
            .map_err(|error| Problem::Unreachable(error.to_string()))?;
        let client = CoreClient::new(
            ClientId::new(self.settings.client_id.clone()),
            issuer,
            JsonWebKeySet::new(Vec::new()),
        )
        .set_auth_uri(to)
        .set_redirect_uri(redirect)
        .disable_openid_scope();
        let challenge =
            PkceCodeChallenge::from_code_verifier_sha256(&PkceCodeVerifier::new(verifier.clone()));
        let kept = Asked { nonce: nonce.clone(), verifier, why, at: now.as_second() };
        let mut request = client
            .authorize_url(
                CoreAuthenticationFlow::AuthorizationCode,
                move || CsrfToken::new(state),
                move || Nonce::new(nonce),
            )
            .add_scopes(self.settings.scopes.iter().cloned().map(Scope::new))
            .set_pkce_challenge(challenge);
        for (name, value) in &self.settings.ask {
            request = request.add_extra_param(name.clone(), value.clone());
        }
        if why == Why::Again {
            request = request.add_extra_param("prompt", "login").add_extra_param("max_age", "0");
        }
        let (url, ..) = request.url();
        Ok((url.to_string(), kept))
    }
}
