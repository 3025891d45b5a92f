//! The answer: a code, exchanged for an ID token, which is judged.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, Utc};
use jiff::Timestamp;
use openidconnect::core::{
    CoreClient, CoreGenderClaim, CoreIdToken, CoreIdTokenVerifier, CoreJwsSigningAlgorithm,
    CoreProviderMetadata,
};
use openidconnect::{
    AccessToken, AuthType, AuthorizationCode, ClaimsVerificationError, ClientId, ClientSecret, Nonce,
    OAuth2TokenResponse, PkceCodeVerifier, RedirectUrl, SignatureVerificationError, SubjectIdentifier,
    TokenResponse, UserInfoClaims,
};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::{Asked, Provider, Secret, Why, told};
use crate::http::Http;
use crate::{Person, Problem, claims};

/// How far the provider's clock may be ahead of ours, in seconds.
const AHEAD: i64 = 120;
/// How old an ID token may be when it arrives, in seconds: it comes straight from the token endpoint.
const OLD: i64 = 600;

/// What the browser brought back to `/sign-in/from/{name}`. Whether its state is ours was checked before.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Answer {
    /// The code.
    pub code: Option<String>,
    /// Who says so (RFC 9207), if the provider says.
    pub issuer: Option<String>,
    /// The provider's error code, instead of a code.
    pub error: Option<String>,
}

/// Claims the library does not know by name.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
struct Others {
    #[serde(flatten)]
    all: Map<String, Value>,
}
impl openidconnect::AdditionalClaims for Others {}

impl Provider {
    /// Exchanges the code and judges the ID token. `id` is a random text, used once, for the client's own assertion.
    ///
    /// # Errors
    /// [`Problem`]: nobody is signed in, whatever it is.
    pub fn judge(
        &self,
        http: &Http,
        now: Timestamp,
        asked: &Asked,
        answer: &Answer,
        id: &str,
    ) -> Result<Person, Problem> {
        if answer.issuer.as_ref().is_some_and(|issuer| *issuer != self.settings.issuer) {
            return Err(Problem::OtherProvider);
        }
        if let Some(error) = &answer.error {
            return Err(Problem::Declined(error.clone()));
        }
        let code = answer.code.clone().ok_or(Problem::Declined("no_code".into()))?;
        let metadata = self.metadata(http, now)?;
        let (token, access) = self.exchange(http, now, &metadata, asked, code, id)?;
        let mut claims = self.verified(http, now, metadata.clone(), asked, &token)?;
        if asked.why == Why::Again {
            let signed_in_at = claims.get("auth_time").and_then(Value::as_i64);
            if signed_in_at.is_none_or(|at| at < asked.at - AHEAD) {
                return Err(Problem::NotFresh);
            }
        }
        if self.settings.user_info {
            let subject = claims.get("sub").and_then(Value::as_str).unwrap_or_default().to_owned();
            for (name, value) in self.user_info(http, &metadata, access, subject)? {
                claims.entry(name).or_insert(value);
            }
        }
        claims::person(&self.settings, &claims)
    }

    fn exchange(
        &self,
        http: &Http,
        now: Timestamp,
        metadata: &CoreProviderMetadata,
        asked: &Asked,
        code: String,
        id: &str,
    ) -> Result<(CoreIdToken, AccessToken), Problem> {
        let unreachable = |words: &str| Problem::Unreachable(words.to_owned());
        let endpoint = metadata.token_endpoint().ok_or_else(|| unreachable("no token endpoint"))?.clone();
        let redirect =
            RedirectUrl::new(self.redirect_uri.clone()).map_err(|error| unreachable(&error.to_string()))?;
        let client_id = ClientId::new(self.settings.client_id.clone());
        let secret = match &self.secret {
            Secret::Shared(secret) => Some(ClientSecret::new(secret.clone())),
            Secret::Key(_) => None,
        };
        let client = CoreClient::from_provider_metadata(metadata.clone(), client_id, secret)
            .set_token_uri(endpoint.clone())
            .set_redirect_uri(redirect)
            .set_auth_type(if matches!(self.secret, Secret::Shared(_)) {
                AuthType::BasicAuth
            } else {
                AuthType::RequestBody
            });
        let mut request = client
            .exchange_code(AuthorizationCode::new(code))
            .set_pkce_verifier(PkceCodeVerifier::new(asked.verifier.clone()));
        if let Secret::Key(key) = &self.secret {
            let key_id = self.settings.key_id.as_deref();
            let assertion = key
                .assertion(&self.settings.client_id, endpoint.as_str(), key_id, id, now)
                .ok_or_else(|| unreachable("the private key cannot sign"))?;
            request = request
                .add_extra_param(
                    "client_assertion_type",
                    "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
                )
                .add_extra_param("client_assertion", assertion);
        }
        let call = |request| http(request);
        let response = request.request(&call).map_err(|error| match error {
            openidconnect::RequestTokenError::Request(error) => Problem::Unreachable(error.to_string()),
            openidconnect::RequestTokenError::ServerResponse(said) => Problem::Code(said.error().to_string()),
            // Includes an ID token that is no JWT. The words could quote it, so they are left out.
            _ => Problem::Code("unreadable".into()),
        })?;
        let token = response.id_token().ok_or(Problem::NoToken)?.clone();
        Ok((token, response.access_token().clone()))
    }

    /// The claims, once signature, issuer, audience, times and nonce are right. A key we do not know makes us read the
    /// provider's keys once more.
    fn verified(
        &self,
        http: &Http,
        now: Timestamp,
        metadata: CoreProviderMetadata,
        asked: &Asked,
        token: &CoreIdToken,
    ) -> Result<Map<String, Value>, Problem> {
        match self.verify(now, &metadata, asked, token) {
            Err(ClaimsVerificationError::SignatureVerification(
                SignatureVerificationError::NoMatchingKey,
            )) => {
                let fresh = self.look_again(http, now)?.ok_or(Problem::Signature("unknown key".into()))?;
                self.verify(now, &fresh, asked, token).map_err(problem)?;
            }
            other => other.map_err(problem)?,
        }
        payload(token).ok_or(Problem::NoToken)
    }

    fn verify(
        &self,
        now: Timestamp,
        metadata: &CoreProviderMetadata,
        asked: &Asked,
        token: &CoreIdToken,
    ) -> Result<(), ClaimsVerificationError> {
        let moment = DateTime::<Utc>::from_timestamp(now.as_second(), 0).unwrap_or_default();
        // A public client's verifier even where there is a secret: symmetric signatures never count here.
        let verifier = CoreIdTokenVerifier::new_public_client(
            ClientId::new(self.settings.client_id.clone()),
            metadata.issuer().clone(),
            metadata.jwks().clone(),
        )
        .set_allowed_algs([algorithm(&self.settings.signing_alg)])
        .set_time_fn(move || moment)
        .set_issue_time_verifier_fn(move |issued| {
            let age = moment.timestamp() - issued.timestamp();
            if (-AHEAD..=OLD).contains(&age) {
                Ok(())
            } else {
                Err("issued too long ago, or ahead of us".into())
            }
        });
        let claims = token.claims(&verifier, &Nonce::new(asked.nonce.clone()))?;
        // Core 1.0, 3.1.3.7 step 5: whoever the token was issued to must be us, where it says.
        match claims.authorized_party() {
            Some(party) if party.as_str() != self.settings.client_id => {
                Err(ClaimsVerificationError::InvalidAudience("authorised party".into()))
            }
            _ => Ok(()),
        }
    }

    /// Claims of the user information endpoint, which must be about the same subject.
    fn user_info(
        &self,
        http: &Http,
        metadata: &CoreProviderMetadata,
        access: AccessToken,
        subject: String,
    ) -> Result<Map<String, Value>, Problem> {
        let client_id = ClientId::new(self.settings.client_id.clone());
        let client = CoreClient::from_provider_metadata(metadata.clone(), client_id, None);
        let call = |request| http(request);
        let request = client
            .user_info(access, Some(SubjectIdentifier::new(subject)))
            .map_err(|error| Problem::Unreachable(error.to_string()))?;
        let said: UserInfoClaims<Others, CoreGenderClaim> =
            request.request(&call).map_err(|error| match error {
                openidconnect::UserInfoError::Request(error) => Problem::Unreachable(error.to_string()),
                openidconnect::UserInfoError::ClaimsVerification(error) => problem(error),
                other => Problem::Unreachable(told(&other)),
            })?;
        Ok(said.additional_claims().all.clone())
    }
}

fn algorithm(name: &str) -> CoreJwsSigningAlgorithm {
    match name {
        "RS384" => CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha384,
        "RS512" => CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha512,
        "PS256" => CoreJwsSigningAlgorithm::RsaSsaPssSha256,
        "PS384" => CoreJwsSigningAlgorithm::RsaSsaPssSha384,
        "PS512" => CoreJwsSigningAlgorithm::RsaSsaPssSha512,
        "ES256" => CoreJwsSigningAlgorithm::EcdsaP256Sha256,
        "ES384" => CoreJwsSigningAlgorithm::EcdsaP384Sha384,
        // The settings were checked; the usual one is the answer for anything else.
        _ => CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256,
    }
}

/// The middle part of a token whose signature was checked: every claim, also those the library has no field for.
fn payload(token: &CoreIdToken) -> Option<Map<String, Value>> {
    let text = token.to_string();
    let bytes = URL_SAFE_NO_PAD.decode(text.split('.').nth(1)?).ok()?;
    serde_json::from_slice(&bytes).ok()
}

fn problem(error: ClaimsVerificationError) -> Problem {
    match error {
        ClaimsVerificationError::Expired(_) => Problem::Expired,
        ClaimsVerificationError::InvalidAudience(_) => Problem::Audience,
        ClaimsVerificationError::InvalidIssuer(_) => Problem::Issuer,
        ClaimsVerificationError::InvalidNonce(_) => Problem::Nonce,
        ClaimsVerificationError::InvalidAuthTime(_) => Problem::NotFresh,
        ClaimsVerificationError::InvalidSubject(_) => Problem::NoSubject,
        ClaimsVerificationError::SignatureVerification(inner) => Problem::Signature(match inner {
            SignatureVerificationError::DisallowedAlg(_) | SignatureVerificationError::UnsupportedAlg(_) => {
                "not the algorithm agreed".into()
            }
            SignatureVerificationError::NoSignature => "not signed".into(),
            SignatureVerificationError::NoMatchingKey => "unknown key".into(),
            _ => "wrong".into(),
        }),
        _ => Problem::Signature("unreadable".into()),
    }
}
