//! Reading an address so that two of them can be compared.

/// House and street in small letters, without the commas: "flat 3 12 elm row".
pub(super) fn door(address: &str) -> String {
    address.split([',', ' ']).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ").to_lowercase()
}

/// The street without its number, with the postcode's district, because every town has a High Street: "elm row zm1".
pub(super) fn street(address: &str, postcode: &str) -> Option<String> {
    let numbered = |part: &&str| part.trim_start().starts_with(|c: char| c.is_ascii_digit());
    let line = address.split(',').find(numbered).or_else(|| address.split(',').next())?;
    let words: Vec<&str> =
        line.split_whitespace().skip_while(|word| word.contains(|c: char| c.is_ascii_digit())).collect();
    if words.is_empty() {
        return None;
    }
    let district = postcode.split_whitespace().next().unwrap_or_default();
    Some(format!("{} {district}", words.join(" ")).trim().to_lowercase())
}

/// A postcode in one spelling: small letters without a space.
pub(super) fn postcode(written: &str) -> String {
    written.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_street_is_what_neighbours_share() {
        let street = |line: &str| street(line, "ZM1 2AB").unwrap();
        assert_eq!(street("12 Elm Row"), "elm row zm1");
        assert_eq!(street("Flat 3, 12 Elm Row"), "elm row zm1");
        assert_eq!(street("12a Elm Row, Northwold"), "elm row zm1");
        assert_eq!(street("Elm Cottage, Northwold"), "elm cottage zm1");
        assert_eq!(super::street("12", "ZM1 2AB"), None);
        assert_eq!(door("Flat 3, 12 Elm  Row"), "flat 3 12 elm row");
        assert_eq!(postcode("ZM1 2ab"), "zm12ab");
    }
}
