//! Where random bytes come from: always an argument, never taken out of the air.

use uuid::Uuid;

/// A source of random bytes.
///
/// The one for real use asks the operating system and lives in the `kith` command; tests use a seeded one, so that
/// what they see today they see tomorrow.
pub trait Randomness: Send {
    /// Fills all of `out` with random bytes. A source that cannot must stop the program rather than return.
    fn fill(&mut self, out: &mut [u8]);

    /// A random (version 4) UUID. Never a dated one: the day a person's id was made can betray an adoption.
    fn uuid(&mut self) -> Uuid {
        let mut bytes = [0; 16];
        self.fill(&mut bytes);
        uuid::Builder::from_random_bytes(bytes).into_uuid()
    }
}

/// The same bytes for the same seed, every time. **For tests only**: whoever knows the seed knows every key.
///
/// It exists only under the feature `testing`, which production builds do not switch on.
#[cfg(any(test, feature = "testing"))]
#[derive(Clone, Debug)]
pub struct SeededRandomness {
    seed: u64,
    blocks: u64,
}

#[cfg(any(test, feature = "testing"))]
impl SeededRandomness {
    /// Starts the sequence that belongs to `seed`.
    pub fn new(seed: u64) -> Self {
        Self { seed, blocks: 0 }
    }
}

#[cfg(any(test, feature = "testing"))]
impl Randomness for SeededRandomness {
    fn fill(&mut self, out: &mut [u8]) {
        for chunk in out.chunks_mut(32) {
            let mut input = [0; 16];
            input[..8].copy_from_slice(&self.seed.to_be_bytes());
            input[8..].copy_from_slice(&self.blocks.to_be_bytes());
            self.blocks += 1;
            let block = aws_lc_rs::digest::digest(&aws_lc_rs::digest::SHA256, &input);
            chunk.copy_from_slice(&block.as_ref()[..chunk.len()]);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_repeats_itself_and_differs_from_the_next() {
        let draw = |seed| {
            let mut randomness = SeededRandomness::new(seed);
            let mut bytes = [0; 70];
            randomness.fill(&mut bytes);
            (bytes, randomness.uuid())
        };
        assert_eq!(draw(1), draw(1));
        assert_ne!(draw(1).0, draw(2).0);
        assert_eq!(draw(1).1.get_version_num(), 4);
        assert_ne!(draw(1).0[..32], draw(1).0[32..64]);
    }
}
