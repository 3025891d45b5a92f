//! The cast's sign-ins. The passwords are fixed and shown on the page: nobody in Marlshire is real.

use ::keys::Master;
use anyhow::{Context, Result};
use marlshire::cast::{STAFF, StaffMember};
use record::bulk::SignIn;
use web::app::DemoSignIn;
use web::credential::Password;

use crate::random::SystemRandomness;

const COLOURS: &[&str] = &[
    "amber", "copper", "crimson", "golden", "indigo", "ivory", "maroon", "olive", "purple", "scarlet",
    "silver", "violet",
];
const PLACES: &[&str] = &[
    "bridge", "canal", "cliff", "garden", "harbour", "island", "lantern", "meadow", "orchard", "quarry",
    "tower", "valley",
];
const ANIMALS: &[&str] = &[
    "badger", "beetle", "curlew", "ferret", "heron", "kestrel", "lapwing", "magpie", "otter", "plover",
    "sparrow", "weasel",
];

/// Everybody in the cast who signs in, with what to type.
pub fn cast(master: &Master) -> Vec<DemoSignIn> {
    STAFF
        .iter()
        .map(|member| DemoSignIn {
            sign_in_name: member.sign_in_name.to_owned(),
            who: who(member),
            password: password(member.sign_in_name),
            totp_secret: master.working_key(&format!("demo authenticator {}", member.sign_in_name))[..20]
                .to_vec(),
        })
        .collect()
}

fn who(member: &StaffMember) -> String {
    let teams = marlshire::cast::teams();
    let team = member.team.and_then(|slug| teams.iter().find(|team| team.slug == slug));
    let place = team.map_or_else(String::new, |team| format!(", {}", team.name));
    let (first, rest) = member.job_title.split_at(1);
    format!("{}, {}{rest}{place}", member.display_name, first.to_lowercase())
}

/// Three words that follow from the name, so that they can be written down once and typed for ever.
fn password(sign_in_name: &str) -> String {
    // FNV-1a: any spread of the letters will do.
    let spread = sign_in_name
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325_u64, |sum, byte| (sum ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    let word = |words: &[&'static str], shift: u32| words[((spread >> shift) % words.len() as u64) as usize];
    format!("{}-{}-{}", word(COLOURS, 8), word(PLACES, 24), word(ANIMALS, 40))
}

/// What the record keeps of them. A slow hash for each, so on a thread of their own.
pub async fn hashed(sign_ins: &[DemoSignIn]) -> Result<Vec<SignIn>> {
    let sign_ins = sign_ins.to_vec();
    let hashing = tokio::task::spawn_blocking(move || {
        sign_ins
            .into_iter()
            .filter_map(|one| {
                let account = marlshire::cast::sign_in(&one.sign_in_name)?.id;
                let password_hash = Password::typed(&one.password).hash(&mut SystemRandomness);
                Some(SignIn { account, password_hash, totp_secret: one.totp_secret })
            })
            .collect()
    });
    hashing.await.context("hashing passwords")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passwords_stay_what_they_are_and_differ() {
        assert_eq!(password("dora.duty"), password("dora.duty"));
        let mut all: Vec<String> = STAFF.iter().map(|member| password(member.sign_in_name)).collect();
        all.sort();
        all.dedup();
        assert_eq!(all.len(), STAFF.len(), "everybody has a password of their own");
    }

    #[test]
    fn passwords_would_pass_kith_s_own_rules() {
        for member in STAFF {
            assert!(Password::chosen(&password(member.sign_in_name), &[member.sign_in_name]).is_ok());
        }
    }
}
