//! Forms of first names: Charlie and Charles, Mo and Mohammed.

use std::collections::HashMap;
use std::sync::LazyLock;

const TABLE: &str = include_str!("../data/nicknames.txt");

/// For each name, the first name of every line it stands on.
static GROUPS: LazyLock<HashMap<&'static str, Vec<&'static str>>> = LazyLock::new(|| {
    let mut groups: HashMap<&str, Vec<&str>> = HashMap::new();
    for line in TABLE.lines().filter(|line| !line.starts_with('#')) {
        let mut names = line.split(' ').peekable();
        let Some(group) = names.peek().copied() else { continue };
        for name in names {
            groups.entry(name).or_default().push(group);
        }
    }
    groups
});

/// The groups a folded first name belongs to; empty where the table does not know it.
pub fn groups(folded: &str) -> &'static [&'static str] {
    GROUPS.get(folded).map_or(&[], Vec::as_slice)
}

/// Whether two folded names are forms of one name.
pub fn are_forms_of_one_name(a: &str, b: &str) -> bool {
    let other = groups(b);
    groups(a).iter().any(|group| other.contains(group))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_forms_of_names() {
        for (a, b) in [
            ("charlie", "charles"),
            ("mo", "mohammed"),
            ("kate", "katherine"),
            ("alfie", "alfred"),
            ("bill", "william"),
        ] {
            assert!(are_forms_of_one_name(a, b), "{a} {b}");
            assert!(are_forms_of_one_name(b, a), "{b} {a}");
        }
        assert!(!are_forms_of_one_name("charlie", "tommy"));
        assert!(!are_forms_of_one_name("nobody", "nobody"), "a name the table lacks has no group");
    }

    #[test]
    fn the_table_is_small_and_clean() {
        assert!(TABLE.len() <= 40 * 1024);
        for line in TABLE.lines().filter(|line| !line.starts_with('#')) {
            assert!(line.split(' ').count() >= 2, "{line}");
            assert!(
                line.split(' ').all(|name| crate::fold::fold(name) == name && !name.is_empty()),
                "{line}"
            );
        }
    }

    /// A name in very many groups would find half the council.
    #[test]
    fn no_name_is_in_too_many_groups() {
        let (name, groups) = GROUPS.iter().max_by_key(|(_, groups)| groups.len()).unwrap();
        assert!(groups.len() <= 20, "{name} is in {}", groups.len());
    }
}
