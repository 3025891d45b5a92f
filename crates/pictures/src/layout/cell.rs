//! The room one person takes, and where lines may touch them.

/// The height of every symbol's box; couples' lines run through its middle.
pub(crate) const SYMBOL: f64 = 48.0;
/// From the top of a cell to where couples' lines run.
pub(crate) const MIDDLE: f64 = SYMBOL / 2.0;

/// What is drawn for a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    Square,
    Circle,
    Diamond,
    Triangle,
    /// A small diagonal cross.
    Cross,
    /// A box round words, as wide as the cell.
    Words,
}

/// A person's room: the symbol at the top in the middle, words under it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Cell {
    pub width: f64,
    pub height: f64,
    pub shape: Shape,
}

/// Half the side of a square.
pub(crate) const HALF_SQUARE: f64 = 22.0;
/// The radius of a circle.
pub(crate) const RADIUS: f64 = 23.0;
/// Half the height and width of a diamond.
pub(crate) const HALF_DIAMOND: f64 = 24.0;
/// Half the base of a triangle; it is 44 high and begins 2 below the top.
pub(crate) const HALF_TRIANGLE: f64 = 25.0;
/// Half the side of a loss's cross.
pub(crate) const HALF_CROSS: f64 = 10.0;

impl Cell {
    /// How far below the cell's top a line from above meets the symbol, `aside` of the middle.
    pub fn top_at(&self, aside: f64) -> f64 {
        match self.shape {
            Shape::Square => MIDDLE - HALF_SQUARE,
            Shape::Circle => MIDDLE - (RADIUS * RADIUS - aside * aside).max(0.0).sqrt(),
            Shape::Diamond => aside.abs().min(MIDDLE),
            Shape::Triangle => 2.0 + aside.abs().min(HALF_TRIANGLE) * 44.0 / HALF_TRIANGLE,
            Shape::Cross => MIDDLE,
            Shape::Words => 0.0,
        }
    }

    /// How far from the middle a line from the side meets the symbol, `down` from the cell's top.
    pub fn side_at(&self, down: f64) -> f64 {
        let off = (down - MIDDLE).abs();
        match self.shape {
            Shape::Square => HALF_SQUARE,
            Shape::Circle => (RADIUS * RADIUS - off * off).max(0.0).sqrt(),
            Shape::Diamond => (HALF_DIAMOND - off).max(0.0),
            Shape::Triangle => ((down - 2.0) * HALF_TRIANGLE / 44.0).clamp(0.0, HALF_TRIANGLE),
            Shape::Cross => HALF_CROSS,
            Shape::Words => self.width / 2.0,
        }
    }
}
