//! A page of a published feed.

use serde_json::{Value, json};

use super::{Refused, full, listed};
use crate::Service;

/// How much of each service a page holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Detail {
    /// What the profile's list has.
    Listed,
    /// Everything, as HSDS's parameter `full` asks for.
    Full,
}

/// A page, and what is on none.
#[derive(Debug, Clone, PartialEq)]
pub struct Published {
    /// The page.
    pub page: Value,
    /// The services that cannot be published. They are on no page and are not counted.
    pub refused: Vec<Refused>,
}

/// Page `number` (from 1) of these services, `size` a page (0 is read as 1). A page after the last is empty. The order is
/// the caller's, and must be the same for each page.
pub fn page(services: &[Service], number: u64, size: usize, detail: Detail) -> Published {
    let mut refused = Vec::new();
    let mut sound = Vec::new();
    for service in services {
        match super::check(service) {
            Ok(()) => sound.push(service),
            Err(why) => refused.push(why),
        }
    }
    let size = size.max(1);
    // An empty directory has one page, with nothing on it.
    let total_pages = sound.len().div_ceil(size).max(1) as u64;
    let number = number.max(1);
    let skipped = usize::try_from(number - 1).unwrap_or(usize::MAX).saturating_mul(size);
    let write = |service: &&Service| match detail {
        Detail::Listed => listed(service).ok(),
        Detail::Full => full(service).ok(),
    };
    let contents: Vec<Value> = sound.iter().skip(skipped).take(size).filter_map(write).collect();
    let page = json!({
        "total_items": sound.len(),
        "total_pages": total_pages,
        "page_number": number,
        "size": contents.len(),
        "first_page": number == 1,
        "last_page": number >= total_pages,
        "empty": contents.is_empty(),
        "contents": contents,
    });
    Published { page, refused }
}
