//! Growing the tree.

use super::tile::hashes_of_level;
use super::{Hash, MissingTile, TileId, Tiles, WIDTH, complete_root, empty_root, node};

/// The right edge of a tree: all that is needed to add leaves and to know the root.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Appender {
    size: u64,
    /// By level, the hashes of the tile that is not full yet: 0 to 255.
    edge: Vec<Vec<Hash>>,
}

impl Appender {
    /// A tree without leaves.
    pub fn empty() -> Self {
        Self::default()
    }

    /// The tiles to fetch before [`Appender::resume`].
    pub fn edge(size: u64) -> Vec<TileId> {
        edge(size).map(|(id, _)| id).collect()
    }

    /// Goes on from a tree of `size` leaves.
    ///
    /// # Errors
    /// [`MissingTile`] if one of [`Appender::edge`] is not there.
    pub fn resume(size: u64, tiles: &Tiles) -> Result<Self, MissingTile> {
        let mut this = Self { size, edge: Vec::new() };
        for (id, width) in edge(size) {
            this.edge.resize(usize::from(id.level) + 1, Vec::new());
            this.edge[usize::from(id.level)] = tiles.first(id, width)?.to_vec();
        }
        Ok(this)
    }

    /// How many leaves it has.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// Adds leaves and gives the tiles that changed, full and partial, each with all its hashes.
    pub fn append(&mut self, leaves: &[Hash]) -> Tiles {
        let (mut changed, mut highest) = (Tiles::default(), 0);
        for leaf in leaves {
            highest = highest.max(self.push(*leaf, &mut changed));
        }
        if !leaves.is_empty() {
            for (id, _) in edge(self.size).filter(|(id, _)| usize::from(id.level) <= highest) {
                changed.put(id, self.edge[usize::from(id.level)].clone());
            }
        }
        changed
    }

    /// Adds one leaf, and the roots of the tiles it fills; gives the highest level that changed.
    fn push(&mut self, leaf: Hash, full: &mut Tiles) -> usize {
        let (mut hash, mut level) = (leaf, 0);
        loop {
            if self.edge.len() == level {
                self.edge.push(Vec::with_capacity(WIDTH));
            }
            let tile = &mut self.edge[level];
            tile.push(hash);
            if tile.len() < WIDTH {
                break;
            }
            hash = complete_root(tile);
            let id = TileId { level: level as u8, number: hashes_of_level(self.size, level as u8 + 1) };
            full.put(id, std::mem::take(tile));
            level += 1;
        }
        self.size += 1;
        level
    }

    /// The root.
    pub fn root(&self) -> Hash {
        let mut root: Option<Hash> = None;
        for tile in &self.edge {
            let mut end = tile.len();
            while end > 0 {
                // The last complete subtree of the tile: as many hashes as the lowest one bit of how many there are.
                let start = end - (1 << end.trailing_zeros());
                let left = complete_root(&tile[start..end]);
                root = Some(root.map_or(left, |right| node(&left, &right)));
                end = start;
            }
        }
        root.unwrap_or_else(empty_root)
    }
}

/// The tiles that are begun and not full, with how many hashes each holds.
fn edge(size: u64) -> impl Iterator<Item = (TileId, usize)> {
    (0..8).filter_map(move |level| {
        let id = TileId { level, number: hashes_of_level(size, level) / WIDTH as u64 };
        let width = id.width(size);
        (width > 0).then_some((id, width))
    })
}
