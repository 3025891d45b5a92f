//! `private_key_jwt` (RFC 7523): this application proves itself by a signature that lasts two minutes.

use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, RSA_PKCS1_SHA256, RsaKeyPair};
use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use jiff::Timestamp;
use serde_json::json;

/// How long an assertion counts, in seconds.
const LASTS: i64 = 120;

/// The private key that signs.
pub(crate) enum ClientKey {
    /// EC P-256: ES256.
    Ec(EcdsaKeyPair),
    /// RSA: RS256.
    Rsa(RsaKeyPair),
}

impl ClientKey {
    /// From PKCS#8 in PEM; `None` if it is neither kind of key.
    pub fn from_pem(pem: &str) -> Option<ClientKey> {
        let body: String = pem.lines().filter(|line| !line.starts_with("-----")).map(str::trim).collect();
        let der = STANDARD.decode(body).ok()?;
        EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &der)
            .map(ClientKey::Ec)
            .or_else(|_| RsaKeyPair::from_pkcs8(&der).map(ClientKey::Rsa))
            .ok()
    }

    /// The assertion for one request to `audience`, the token endpoint. `id` must never come twice.
    pub fn assertion(
        &self,
        client_id: &str,
        audience: &str,
        key_id: Option<&str>,
        id: &str,
        now: Timestamp,
    ) -> Option<String> {
        let alg = if matches!(self, ClientKey::Ec(_)) { "ES256" } else { "RS256" };
        let mut header = json!({ "alg": alg, "typ": "JWT" });
        if let Some(key_id) = key_id {
            header["kid"] = key_id.into();
        }
        let second = now.as_second();
        let claims = json!({
            "iss": client_id, "sub": client_id, "aud": audience, "jti": id, "iat": second, "exp": second + LASTS,
        });
        let signed = format!(
            "{}.{}",
            URL_SAFE_NO_PAD.encode(header.to_string()),
            URL_SAFE_NO_PAD.encode(claims.to_string())
        );
        let signature = self.sign(signed.as_bytes())?;
        Some(format!("{signed}.{}", URL_SAFE_NO_PAD.encode(signature)))
    }

    fn sign(&self, message: &[u8]) -> Option<Vec<u8>> {
        // Blinding and padding draw on the system's generator; nothing of it shows in what is signed.
        let random = SystemRandom::new();
        match self {
            ClientKey::Ec(key) => Some(key.sign(&random, message).ok()?.as_ref().to_vec()),
            ClientKey::Rsa(key) => {
                let mut signature = vec![0; key.public_modulus_len()];
                key.sign(&RSA_PKCS1_SHA256, &random, message, &mut signature).ok()?;
                Some(signature)
            }
        }
    }
}
