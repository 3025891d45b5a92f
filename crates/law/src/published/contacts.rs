//! Whom to ask and where to complain.

use crate::pack::Contact;

use super::{Block, Printing, Term, Text};

/// The Information Commissioner's page for complaints.
const COMMISSIONER: &str = "https://ico.org.uk/make-a-complaint/";

/// Every contact with the ways to reach them, the controllers' first, and the Information Commissioner.
pub(super) fn contacts(print: &Printing<'_>) -> Vec<Block> {
    let say = &print.say.full;
    let terms = in_order(print).into_iter().map(|one| {
        let role = print.councils("contact", &one.id, "role", &one.role);
        let mut ways = ways(print, one);
        if ways.is_empty() {
            let website = &print.council.website;
            ways.push(Text::fill(&say.no_address, &[("website", &Text::link(website, website))]));
        }
        Term::of(role, ways)
    });
    let address = Text::link("ico.org.uk", COMMISSIONER);
    let commissioner = Text::fill(&say.commissioner, &[("address", &address)]);
    vec![Block::Terms(terms.collect()), Block::Paragraph(commissioner)]
}

/// The contacts of the notice's controllers, then all others.
pub(super) fn in_order<'p>(print: &Printing<'p>) -> Vec<&'p Contact> {
    let is_controllers =
        |one: &&Contact| print.notice.controller.iter().any(|controller| controller.contact == one.id);
    let (mut first, others): (Vec<&Contact>, Vec<&Contact>) =
        print.council.contact.iter().partition(is_controllers);
    first.extend(others);
    first
}

/// Email, telephone and post of one contact; the telephone line that bears its id is its own.
pub(super) fn ways(print: &Printing<'_>, one: &Contact) -> Vec<Text> {
    let email = one.email.iter().map(|email| Text::link(email, format!("mailto:{email}")));
    let phone = print.council.phone(&one.id).into_iter().map(|line| {
        let hours = print.councils("phone", &line.id, "hours", &line.hours);
        Text::joined(&[Text::plain(&line.number), hours], ", ")
    });
    let post = one.post.iter().map(Text::plain);
    email.chain(phone).chain(post).collect()
}
