//! Passwords: hashed with Argon2id, at the least OWASP's Password Storage Cheat Sheet asks for.
//!
//! 19 MiB of memory, 2 passes, 1 lane, a 16-byte salt, a 32-byte result, stored in the usual `$argon2id$v=19$…` form.
//! One hash takes some tens of milliseconds and those 19 MiB, so [`Hashing`] lets only a few run at once and never on
//! the threads that serve pages.

use std::fmt;
use std::sync::{Arc, LazyLock};

use argon2::password_hash::phc::PasswordHash;
use argon2::{Algorithm, Argon2, Params, PasswordHasher, PasswordVerifier, Version};
use keys::Randomness;
use tokio::sync::Semaphore;
use zeroize::Zeroizing;

use super::PasswordProblem;
use super::password_rules::{judge, normalised};

const MEMORY_KIB: u32 = 19 * 1024;
const PASSES: u32 = 2;
const LANES: u32 = 1;
const SALT: usize = 16;

/// A password as typed, in one spelling (NFKC). Wiped when dropped; cannot be printed.
pub struct Password(Zeroizing<String>);

impl Password {
    /// For signing in: any text, cut at 1,024 characters because none longer can have been chosen.
    pub fn typed(text: &str) -> Self {
        let end = text.char_indices().nth(1024).map_or(text.len(), |(at, _)| at);
        Self(Zeroizing::new(normalised(&text[..end])))
    }

    /// For choosing a new one. `names` are the person's own: sign-in name, given name, family name.
    ///
    /// # Errors
    /// [`PasswordProblem`], in words for the page.
    pub fn chosen(text: &str, names: &[&str]) -> Result<Self, PasswordProblem> {
        let password = Self::typed(text);
        judge(&password.0, names)?;
        Ok(password)
    }

    /// The text to store. Slow; in a page use [`Hashing::hash`].
    pub fn hash(&self, randomness: &mut dyn Randomness) -> String {
        let mut salt = [0; SALT];
        randomness.fill(&mut salt);
        self.hash_with(&salt)
    }

    fn hash_with(&self, salt: &[u8; SALT]) -> String {
        argon2()
            .hash_password_with_salt(self.0.as_bytes(), salt)
            .expect("fixed sizes that Argon2 accepts")
            .to_string()
    }

    /// Compares with what is stored. With `None` (nobody of that name, or no password yet) the same work is done and
    /// the answer is `Wrong`, so the time taken tells nobody which names exist. Slow; in a page use
    /// [`Hashing::verify`].
    pub fn verify(&self, stored: Option<&str>) -> Verdict {
        // A stored text that cannot be read is nobody's password either, and takes as long to say so.
        let Some(hash) = stored.and_then(|stored| PasswordHash::new(stored).ok()) else {
            let nobody = PasswordHash::new(&NOBODY).expect("made by ourselves");
            let _ = argon2().verify_password(self.0.as_bytes(), &nobody);
            return Verdict::Wrong;
        };
        // The comparison inside takes equally long wherever the two differ.
        if argon2().verify_password(self.0.as_bytes(), &hash).is_err() {
            Verdict::Wrong
        } else if is_current(&hash) {
            Verdict::Right
        } else {
            Verdict::RightButOutdated
        }
    }
}

impl fmt::Debug for Password {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Password(..)")
    }
}

/// What comparing says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It is the password.
    Right,
    /// It is, but hashed with other settings than today's: hash it afresh and store that.
    RightButOutdated,
    /// It is not.
    Wrong,
}

/// Hashes and compares away from the threads that serve pages, only so many at once: each holds 19 MiB.
#[derive(Clone)]
pub struct Hashing {
    places: Arc<Semaphore>,
}

impl Hashing {
    /// `at_once`: 2 suits two cores and a small memory.
    pub fn new(at_once: usize) -> Self {
        // Made now, or the first unknown name would be betrayed by taking twice as long.
        LazyLock::force(&NOBODY);
        Self { places: Arc::new(Semaphore::new(at_once.max(1))) }
    }

    /// See [`Password::verify`].
    pub async fn verify(&self, password: Password, stored: Option<String>) -> Verdict {
        self.run(move || password.verify(stored.as_deref())).await
    }

    /// See [`Password::hash`].
    pub async fn hash(&self, password: Password, randomness: &mut dyn Randomness) -> String {
        let mut salt = [0; SALT];
        randomness.fill(&mut salt);
        self.run(move || password.hash_with(&salt)).await
    }

    async fn run<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> T {
        let place = Arc::clone(&self.places).acquire_owned().await.expect("never closed");
        let work = move || {
            // Held until the work is done, even if whoever asked has gone away meanwhile.
            let _place = place;
            work()
        };
        tokio::task::spawn_blocking(work).await.expect("hashing does not panic")
    }
}

fn argon2() -> Argon2<'static> {
    let params = Params::new(MEMORY_KIB, PASSES, LANES, None).expect("settings that Argon2 accepts");
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
}

fn is_current(hash: &PasswordHash) -> bool {
    let today = (Algorithm::Argon2id.ident(), Some(Version::V0x13.into()), MEMORY_KIB, PASSES, LANES);
    Params::try_from(hash).is_ok_and(|params| {
        (hash.algorithm, hash.version, params.m_cost(), params.t_cost(), params.p_cost()) == today
    })
}

/// What to compare with when there is nothing to compare with.
static NOBODY: LazyLock<String> = LazyLock::new(|| Password::typed("").hash_with(b"nobody's account"));

#[cfg(test)]
mod tests {
    use keys::SeededRandomness;

    use super::*;

    const TEXT: &str = "teapot ladder violin";

    #[test]
    fn the_password_is_right_and_nothing_else_is() {
        let mut randomness = SeededRandomness::new(1);
        let stored = Password::chosen(TEXT, &[]).unwrap().hash(&mut randomness);
        assert!(stored.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{stored}");
        assert_eq!(Password::typed(TEXT).verify(Some(&stored)), Verdict::Right);
        for wrong in ["", "Teapot ladder violin", "teapot ladder violin ", "teapot ladder violi"] {
            assert_eq!(Password::typed(wrong).verify(Some(&stored)), Verdict::Wrong, "{wrong}");
        }
        assert_ne!(Password::typed(TEXT).hash(&mut randomness), stored, "a salt of its own each time");
    }

    #[test]
    fn it_is_the_same_password_however_the_keyboard_spells_it() {
        let stored = Password::typed("cafe\u{301} ﬁnance team").hash(&mut SeededRandomness::new(1));
        assert_eq!(Password::typed("caf\u{e9} finance team").verify(Some(&stored)), Verdict::Right);
    }

    #[test]
    fn nobody_and_an_unreadable_hash_are_wrong_even_with_the_placeholder_s_password() {
        assert_eq!(Password::typed("").verify(None), Verdict::Wrong);
        assert_eq!(Password::typed(TEXT).verify(None), Verdict::Wrong);
        for unreadable in ["", "plain", "$argon2id$", "$2b$12$abcdefghijklmnopqrstuu"] {
            assert_eq!(Password::typed("plain").verify(Some(unreadable)), Verdict::Wrong, "{unreadable}");
        }
    }

    /// Not a stopwatch, which a busy machine would upset, but the reason the times agree: the same settings are run.
    #[test]
    fn nobody_costs_as_much_as_somebody() {
        let hash = PasswordHash::new(&NOBODY).unwrap();
        assert!(is_current(&hash));
        assert_eq!(hash.salt.unwrap().len(), SALT);
    }

    #[test]
    fn weaker_settings_of_old_still_open_but_ask_to_be_renewed() {
        for (algorithm, memory, passes) in [
            (Algorithm::Argon2id, 8, 1),
            (Algorithm::Argon2i, MEMORY_KIB, PASSES),
            (Algorithm::Argon2id, MEMORY_KIB, 1),
        ] {
            let old = Argon2::new(algorithm, Version::V0x13, Params::new(memory, passes, 1, None).unwrap());
            let stored =
                old.hash_password_with_salt(TEXT.as_bytes(), b"0123456789abcdef").unwrap().to_string();
            assert_eq!(Password::typed(TEXT).verify(Some(&stored)), Verdict::RightButOutdated, "{stored}");
            assert_eq!(Password::typed("other").verify(Some(&stored)), Verdict::Wrong);
        }
    }

    #[test]
    fn an_endless_password_is_cut_not_chewed() {
        let password = Password::typed(&"é".repeat(1_000_000));
        assert_eq!(password.0.chars().count(), 1024);
        assert_eq!(Password::chosen(&"teapot ".repeat(1_000), &[]).unwrap_err(), PasswordProblem::TooLong);
        assert_eq!(format!("{password:?}"), "Password(..)");
    }

    #[tokio::test]
    async fn pages_wait_for_a_place_and_get_their_answer() {
        let hashing = Hashing::new(1);
        let stored = hashing.hash(Password::typed(TEXT), &mut SeededRandomness::new(1)).await;
        let (right, wrong) = tokio::join!(
            hashing.verify(Password::typed(TEXT), Some(stored.clone())),
            hashing.verify(Password::typed("other"), Some(stored.clone())),
        );
        assert_eq!((right, wrong), (Verdict::Right, Verdict::Wrong));
        assert_eq!(hashing.places.available_permits(), 1);
    }
}
