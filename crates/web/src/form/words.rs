//! Words typed in a box that is no question of a council's form.

/// The most one box takes.
const MOST: usize = 10_000;

/// The words, cleaned; or what to do where there are none or too many. `what` continues "Enter".
///
/// # Errors
/// The sentence to show beside the box.
pub fn clean_words(typed: &str, what: &str) -> Result<String, String> {
    let words = law::form::clean(typed, true).trim().to_owned();
    let length = words.chars().count();
    if words.is_empty() {
        return Err(format!("Enter {what}"));
    }
    if length > MOST {
        return Err(format!("Shorten this to 10,000 characters or fewer. It has {length}"));
    }
    Ok(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_and_too_much_are_told_and_lines_stay() {
        assert_eq!(clean_words("  \r\n ", "what happened"), Err("Enter what happened".into()));
        assert_eq!(clean_words(" one\r\ntwo ", "it"), Ok("one\ntwo".into()));
        assert!(clean_words(&"a".repeat(MOST + 1), "it").expect_err("too long").contains("10001"));
    }
}
