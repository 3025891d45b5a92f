//! Hashes of leaves, nodes and nothing.

use aws_lc_rs::digest;

/// A SHA-256 hash: of a leaf, of a node, of the whole tree.
pub type Hash = [u8; 32];

/// The root of a tree without leaves: SHA-256 of nothing (RFC 6962, section 2.1).
pub fn empty_root() -> Hash {
    crate::leaf::sha256(&[])
}

/// The node above two others: SHA-256 of a one byte, the left and the right (RFC 6962, section 2.1).
pub fn node(left: &Hash, right: &Hash) -> Hash {
    let mut text = [1; 65];
    text[1..33].copy_from_slice(left);
    text[33..].copy_from_slice(right);
    digest::digest(&digest::SHA256, &text).as_ref().try_into().expect("SHA-256 gives 32 bytes")
}

/// The node above as many hashes as a power of two.
///
/// # Panics
/// If there are not as many.
pub fn complete_root(hashes: &[Hash]) -> Hash {
    assert!(hashes.len().is_power_of_two(), "a complete subtree has a power of two of hashes");
    let mut row = hashes.to_vec();
    while row.len() > 1 {
        for pair in 0..row.len() / 2 {
            row[pair] = node(&row[2 * pair], &row[2 * pair + 1]);
        }
        row.truncate(row.len() / 2);
    }
    row[0]
}
