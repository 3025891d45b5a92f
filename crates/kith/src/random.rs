//! Randomness from the system, for ids, keys and tokens.

/// The generator of the cryptographic library, seeded and reseeded by the operating system.
pub struct SystemRandomness;

impl ::keys::Randomness for SystemRandomness {
    fn fill(&mut self, out: &mut [u8]) {
        if aws_lc_rs::rand::fill(out).is_err() {
            // A guessable key is worse than no server.
            eprintln!("kith: the system gives no randomness");
            std::process::abort();
        }
    }
}

#[cfg(test)]
mod tests {
    use ::keys::Randomness;

    use super::*;

    #[test]
    fn never_the_same_twice() {
        let (mut one, mut other) = ([0; 32], [0; 32]);
        SystemRandomness.fill(&mut one);
        SystemRandomness.fill(&mut other);
        assert_ne!(one, other);
        assert_eq!(SystemRandomness.uuid().get_version_num(), 4);
    }
}
