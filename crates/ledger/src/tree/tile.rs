//! Where the hashes are kept.

/// How many hashes a full tile holds.
pub const WIDTH: usize = 256;

/// The name of a tile (C2SP tlog-tiles): 256 hashes side by side. Level 0 holds leaves; a hash of level 1 is the root of
/// a full tile of level 0, and so on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TileId {
    /// How far above the leaves, in steps of 256: 0 to 7.
    pub level: u8,
    /// Which of its level, from the left, from 0.
    pub number: u64,
}

impl TileId {
    /// How many hashes it holds in a tree of `size` leaves: 0 to 256.
    pub fn width(self, size: u64) -> usize {
        let of_level = hashes_of_level(size, self.level);
        let before = self.number.saturating_mul(WIDTH as u64);
        of_level.saturating_sub(before).min(WIDTH as u64) as usize
    }

    /// Where a tlog-tiles server has it for a tree of `size` leaves: `tile/1/x001/067`, or `tile/0/273.p/112`.
    pub fn path(self, size: u64) -> String {
        let (mut rest, mut number) = (self.number / 1000, format!("{:03}", self.number % 1000));
        while rest > 0 {
            number = format!("x{:03}/{number}", rest % 1000);
            rest /= 1000;
        }
        match self.width(size) {
            WIDTH => format!("tile/{}/{number}", self.level),
            width => format!("tile/{}/{number}.p/{width}", self.level),
        }
    }
}

/// How many hashes a level holds in a tree of `size` leaves: one for each full group of 256 ^ level leaves.
pub(super) fn hashes_of_level(size: u64, level: u8) -> u64 {
    size.checked_shr(8 * u32::from(level)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example of the specification: 70,000 leaves.
    #[test]
    fn widths_are_those_of_the_specification() {
        let width = |level, number| TileId { level, number }.width(70_000);
        assert_eq!([width(0, 272), width(0, 273), width(0, 274)], [256, 112, 0]);
        assert_eq!([width(1, 0), width(1, 1), width(2, 0), width(3, 0)], [256, 17, 1, 0]);
        assert_eq!(TileId { level: 7, number: 0 }.width(u64::MAX), 255);
    }

    #[test]
    fn paths_are_those_of_the_specification() {
        let path = |level, number, size| TileId { level, number }.path(size);
        assert_eq!(path(0, 1_234_067, u64::MAX), "tile/0/x001/x234/067");
        assert_eq!(path(0, 273, 70_000), "tile/0/273.p/112");
        assert_eq!(path(1, 0, 70_000), "tile/1/000");
    }
}
