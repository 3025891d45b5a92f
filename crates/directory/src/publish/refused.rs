//! What cannot be published: the schema demands things that a service may not have.

use std::fmt;

use crate::feed::{is_email, is_uuid, is_web_address};
use crate::{Service, Status};

/// A service that cannot be published, and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    /// Its identifier.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Everything that has to be put right.
    pub missing: Vec<&'static str>,
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} cannot be published: {}", self.name, self.missing.join("; "))
    }
}

impl std::error::Error for Refused {}

/// Whether a service can be published.
///
/// # Errors
/// [`Refused`] with everything that has to be put right first.
pub fn check(service: &Service) -> Result<(), Refused> {
    let web_is_wrong =
        |address: &Option<String>| address.as_deref().is_some_and(|text| !is_web_address(text));
    let mail_is_wrong = |address: &Option<String>| address.as_deref().is_some_and(|text| !is_email(text));
    let organisation = service.organisation.as_ref();
    let rules = [
        (!is_uuid(&service.id), "its identifier must be a UUID"),
        (service.name.trim().is_empty(), "it needs a name"),
        (service.status == Status::NotStated, "say whether it is open"),
        (
            organisation.is_some_and(|it| it.id.as_deref().is_some_and(|id| !is_uuid(id))),
            "the identifier of its organisation must be a UUID",
        ),
        (organisation.is_some_and(|it| it.description.is_none()), "say what its organisation is"),
        (
            web_is_wrong(&service.website) || organisation.is_some_and(|it| web_is_wrong(&it.website)),
            "a website must begin with https:// or http://",
        ),
        (
            service.schedules.iter().any(|schedule| web_is_wrong(&schedule.link)),
            "a link to sessions must begin with https:// or http://",
        ),
        (
            mail_is_wrong(&service.email)
                || mail_is_wrong(&service.checked_by)
                || organisation.is_some_and(|it| mail_is_wrong(&it.email))
                || service.contacts.iter().any(|contact| mail_is_wrong(&contact.email)),
            "an e-mail address has a mistake",
        ),
    ];
    let missing: Vec<&'static str> =
        rules.into_iter().filter(|(broken, _)| *broken).map(|(_, what)| what).collect();
    match missing.is_empty() {
        true => Ok(()),
        false => Err(Refused { id: service.id.clone(), name: service.name.clone(), missing }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_that_is_missing_is_told_at_once() {
        let mut service = Service::named("1502", "Stay and Play");
        service.website = Some("javascript:alert(1)".to_owned());
        service.email = Some("hello".to_owned());
        let refused = check(&service).expect_err("four mistakes");
        assert_eq!(
            refused.to_string(),
            "Stay and Play cannot be published: its identifier must be a UUID; say whether it is open; \
             a website must begin with https:// or http://; an e-mail address has a mistake"
        );
    }
}
