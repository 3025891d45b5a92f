//! Signed JWT (`private_key_jwt`, RFC 7523): this application proves itself to NHS England by an RS512 signature.

use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{RSA_PKCS1_SHA512, RsaKeyPair};
use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use jiff::Timestamp;
use serde_json::json;
use uuid::Uuid;

use crate::trouble::Trouble;

/// How long an assertion counts, in seconds. NHS England takes no more than five minutes.
const LASTS: i64 = 240;
/// The smallest key that is taken, in bytes of its modulus: 2048 bits. NHS England asks for 4096.
const SMALLEST: usize = 256;

/// The private key. It is never printed.
pub struct SigningKey(RsaKeyPair);

impl std::fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SigningKey(hidden)")
    }
}

impl SigningKey {
    /// From a PEM file: RSA, PKCS#8 (`BEGIN PRIVATE KEY`) or PKCS#1 (`BEGIN RSA PRIVATE KEY`).
    ///
    /// # Errors
    /// Says what to do.
    pub fn from_pem(pem: &str) -> Result<SigningKey, &'static str> {
        if pem.contains("ENCRYPTED") {
            return Err("the private key has a passphrase: store it without one, readable by Kith alone");
        }
        if pem.contains("PUBLIC KEY") {
            return Err("this is the public key, which goes to NHS England: name the private one");
        }
        let body: String = pem
            .lines()
            .map(str::trim)
            .skip_while(|line| !line.starts_with("-----BEGIN"))
            .skip(1)
            .take_while(|line| !line.starts_with("-----END"))
            .collect();
        let wrong = "this is no RSA private key in PEM: make one with `openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:4096`";
        let der = STANDARD.decode(body).map_err(|_| wrong)?;
        let key = RsaKeyPair::from_pkcs8(&der).or_else(|_| RsaKeyPair::from_der(&der)).map_err(|_| wrong)?;
        if key.public_modulus_len() < SMALLEST {
            return Err("the private key is shorter than 2048 bits: NHS England asks for 4096");
        }
        Ok(SigningKey(key))
    }

    /// The assertion for one request to `audience`, the token endpoint. `id` must never come twice.
    pub(crate) fn assertion(
        &self,
        api_key: &str,
        key_id: &str,
        audience: &str,
        id: Uuid,
        now: Timestamp,
    ) -> Result<String, Trouble> {
        let header = json!({ "alg": "RS512", "typ": "JWT", "kid": key_id });
        let claims = json!({
            "iss": api_key, "sub": api_key, "aud": audience, "jti": id.to_string(), "exp": now.as_second() + LASTS,
        });
        let part = |value: serde_json::Value| URL_SAFE_NO_PAD.encode(value.to_string());
        let signed = format!("{}.{}", part(header), part(claims));
        let mut signature = vec![0; self.0.public_modulus_len()];
        // Blinding draws on the system's generator; nothing of it shows in what is signed.
        self.0
            .sign(&RSA_PKCS1_SHA512, &SystemRandom::new(), signed.as_bytes(), &mut signature)
            .map_err(|_| Trouble::CannotSign)?;
        Ok(format!("{signed}.{}", URL_SAFE_NO_PAD.encode(signature)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_private_key_is_refused_with_what_to_do() {
        let said = |pem: &str| SigningKey::from_pem(pem).unwrap_err();
        assert!(said("").contains("no RSA private key"));
        assert!(
            said("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n")
                .contains("no RSA private key")
        );
        assert!(said("-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n").contains("public key"));
        assert!(said("-----BEGIN ENCRYPTED PRIVATE KEY-----\n").contains("passphrase"));
    }
}
