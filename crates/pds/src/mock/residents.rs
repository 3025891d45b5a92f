//! Who lives in the mock: invented, with numbers that are never issued and postcodes of an area that does not exist.

use jiff::civil::Date;
use law::identifiers::NhsNumber;
use serde::Deserialize;
use serde_json::{Value, json};

use super::answers::Answer;

/// Everybody.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Residents {
    /// One entry each.
    #[serde(rename = "resident", default)]
    pub all: Vec<Resident>,
}

/// Somebody.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Resident {
    /// NHS number.
    pub nhs_number: String,
    /// Given names, the first name first.
    pub given: Vec<String>,
    /// Family name.
    pub family: String,
    /// A family name they had before.
    pub former_family: Option<String>,
    /// Date of birth.
    pub born: String,
    /// Gender in PDS's words.
    pub gender: String,
    /// Homes, today's first.
    pub homes: Vec<Home>,
    /// Telephone number.
    pub phone: Option<String>,
    /// Email address.
    pub email: Option<String>,
    /// The code of their GP's practice.
    pub practice: Option<String>,
    /// Where they live is withheld.
    pub restricted: bool,
    /// The number that has taken this one's place.
    pub superseded_by: Option<String>,
    /// The record was withdrawn.
    pub withdrawn: bool,
}

/// Where somebody lives or lived.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Home {
    /// Its lines.
    pub lines: Vec<String>,
    /// Its postcode.
    pub postcode: String,
    /// Since when.
    pub since: String,
}

impl Residents {
    /// Those that come with Kith.
    ///
    /// # Errors
    /// Never, as a test sees to.
    pub fn invented() -> Result<Residents, String> {
        Residents::read(include_str!("residents.toml"))
    }

    /// Reads a file of that shape.
    pub fn read(text: &str) -> Result<Residents, String> {
        let residents: Residents = toml::from_str(text).map_err(|error| error.to_string())?;
        for one in &residents.all {
            let number =
                NhsNumber::parse(&one.nhs_number).map_err(|error| format!("{}: {error}", one.nhs_number))?;
            if !number.as_str().starts_with('9') {
                return Err(format!("{}: numbers of invented people begin with 9", one.nhs_number));
            }
            if one.born.parse::<Date>().is_err() {
                return Err(format!("{}: born must be a date such as 2015-04-01", one.nhs_number));
            }
        }
        Ok(residents)
    }

    pub(super) fn by_number(&self, number: &str) -> Option<&Resident> {
        self.all.iter().find(|one| one.nhs_number == number)
    }

    /// Whoever stands for somebody today.
    pub(super) fn today<'a>(&'a self, one: &'a Resident) -> &'a Resident {
        one.superseded_by.as_ref().and_then(|number| self.by_number(number)).unwrap_or(one)
    }

    pub(super) fn retrieve(&self, number: &str) -> Answer {
        if NhsNumber::parse(number).is_err() {
            return Answer::outcome(400, "INVALID_RESOURCE_ID");
        }
        match self.by_number(number) {
            None => Answer::outcome(404, "RESOURCE_NOT_FOUND"),
            Some(one) if one.withdrawn => Answer::outcome(404, "INVALIDATED_RESOURCE"),
            Some(one) => Answer::json(&self.today(one).fhir()),
        }
    }
}

impl Resident {
    /// As PDS tells it.
    pub(super) fn fhir(&self) -> Value {
        let (code, words) = if self.restricted { ("R", "restricted") } else { ("U", "unrestricted") };
        let mut patient = json!({
            "resourceType": "Patient",
            "id": self.nhs_number,
            "identifier": [{ "system": "https://fhir.nhs.uk/Id/nhs-number", "value": self.nhs_number }],
            "meta": { "versionId": "1", "security": [{
                "system": "http://terminology.hl7.org/CodeSystem/v3-Confidentiality", "code": code, "display": words,
            }] },
            "name": [{ "id": "1", "use": "usual", "given": self.given, "family": self.family }],
            "gender": self.gender,
            "birthDate": self.born,
        });
        if self.restricted {
            return patient;
        }
        let mut until: Option<&str> = None;
        let mut addresses = Vec::new();
        for home in &self.homes {
            let mut period = json!({ "start": home.since });
            if let Some(until) = until {
                period["end"] = until.into();
            }
            addresses.push(
                json!({ "use": "home", "period": period, "line": home.lines, "postalCode": home.postcode }),
            );
            until = Some(&home.since);
        }
        patient["address"] = addresses.into();
        let telecom = [("phone", &self.phone), ("email", &self.email)].into_iter();
        let telecom =
            telecom.filter_map(|(system, value)| Some(json!({ "system": system, "value": value.as_ref()? })));
        patient["telecom"] = telecom.collect::<Vec<_>>().into();
        if let Some(practice) = &self.practice {
            let system = "https://fhir.nhs.uk/Id/ods-organization-code";
            patient["generalPractitioner"] =
                json!([{ "identifier": { "system": system, "value": practice } }]);
        }
        patient
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everybody_is_invented() {
        let residents = Residents::invented().unwrap();
        assert!(residents.all.len() >= 10);
        for one in &residents.all {
            assert!(one.homes.iter().all(|home| home.postcode.starts_with("ZM")), "{}", one.nhs_number);
            assert!(one.superseded_by.as_ref().is_none_or(|number| residents.by_number(number).is_some()));
        }
        assert!(Residents::read("[[resident]]\nnhs_number = '4010232137'\nborn = '2015-04-01'").is_err());
    }
}
