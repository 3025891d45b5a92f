//! What the NHS holds of a person, as `GET /Patient/{nhs number}` tells it.

use jiff::civil::Date;
use law::identifiers::NhsNumber;
use serde_json::Value;

use crate::address::Address;
use crate::answer::{kind, number_of, resource};
use crate::hidden::hidden;
use crate::outside::Response;
use crate::trouble::Trouble;

/// A person as the NHS knows them. `Debug` shows nothing of it.
#[derive(Clone, PartialEq, Eq)]
pub struct Patient {
    /// Their number today. Another than was asked for means that that one was superseded.
    pub nhs_number: NhsNumber,
    /// Their names, the usual one first.
    pub names: Vec<Name>,
    /// Date of birth.
    pub born: Option<Date>,
    /// Gender, in PDS's words.
    pub gender: Option<String>,
    /// How to find and reach them.
    pub whereabouts: Whereabouts,
}

/// A name.
#[derive(Clone, PartialEq, Eq)]
pub struct Name {
    /// Given names, the first name first.
    pub given: Vec<String>,
    /// Family name.
    pub family: String,
}

/// How to find and reach somebody.
#[derive(Clone, PartialEq, Eq)]
pub enum Whereabouts {
    /// The NHS tells it. What is empty is not known to it.
    Told {
        /// Addresses, today's home first.
        addresses: Vec<Address>,
        /// Telephone numbers.
        phones: Vec<String>,
        /// Email addresses.
        emails: Vec<String>,
        /// The code of their GP's practice.
        practice: Option<String>,
    },
    /// The record is restricted: the NHS does not say where they live, because somebody must not find out. That says nothing
    /// about what is on file here, which must stay as it is.
    Withheld,
}

hidden!(Patient, Name, Whereabouts);

impl Patient {
    /// Whether the record is restricted, also called sensitive.
    pub fn is_restricted(&self) -> bool {
        self.whereabouts == Whereabouts::Withheld
    }

    /// Addresses, today's home first; none where they are withheld.
    pub fn addresses(&self) -> &[Address] {
        match &self.whereabouts {
            Whereabouts::Told { addresses, .. } => addresses,
            Whereabouts::Withheld => &[],
        }
    }
}

/// Reads the answer to `GET /Patient/{nhs number}`.
pub(crate) fn patient(response: &Response) -> Result<Patient, Trouble> {
    let body = resource(response)?;
    if kind(&body) != "Patient" {
        return Err(Trouble::Malformed("it holds no patient"));
    }
    let number = body["id"].as_str().ok_or(Trouble::Malformed("the patient has no number"))?;
    let security: Vec<_> =
        list(&body["meta"]["security"]).iter().filter_map(|it| it["code"].as_str()).collect();
    if security.contains(&"REDACTED") {
        return Err(Trouble::Invalidated);
    }
    // Whatever is not said to be open is taken as restricted, even if an address came along.
    let open = !security.is_empty() && security.iter().all(|code| *code == "U");
    Ok(Patient {
        nhs_number: number_of(number)?,
        names: names(&body),
        born: body["birthDate"].as_str().and_then(|text| text.parse().ok()),
        gender: text(&body["gender"]),
        whereabouts: if open { told(&body) } else { Whereabouts::Withheld },
    })
}

fn names(body: &Value) -> Vec<Name> {
    let mut names: Vec<_> = list(&body["name"]).iter().collect();
    names.sort_by_key(|name| name["use"] != "usual");
    let read = names.into_iter().map(|name| Name {
        given: list(&name["given"]).iter().filter_map(text).collect(),
        family: text(&name["family"]).unwrap_or_default(),
    });
    read.filter(|name| !name.given.is_empty() || !name.family.is_empty()).collect()
}

fn told(body: &Value) -> Whereabouts {
    let mut addresses: Vec<_> = list(&body["address"]).iter().collect();
    let begun = |address: &Value| address["period"]["start"].as_str().unwrap_or_default().to_owned();
    addresses.sort_by_key(|address| {
        let ended = address["period"]["end"].is_string();
        (ended, address["use"] != "home", std::cmp::Reverse(begun(address)))
    });
    let of = |system: &str| {
        let telecom = list(&body["telecom"]).iter().filter(|one| one["system"] == system);
        telecom.filter_map(|one| text(&one["value"])).collect::<Vec<_>>()
    };
    Whereabouts::Told {
        addresses: addresses
            .into_iter()
            .map(|address| Address {
                lines: list(&address["line"]).iter().filter_map(text).collect(),
                postcode: text(&address["postalCode"]).unwrap_or_default(),
            })
            .filter(|address| !address.lines.is_empty() || !address.postcode.is_empty())
            .collect(),
        phones: of("phone"),
        emails: of("email"),
        practice: text(&body["generalPractitioner"][0]["identifier"]["value"]),
    }
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map(Vec::as_slice).unwrap_or_default()
}

/// Text with something in it, on one line.
fn text(value: &Value) -> Option<String> {
    let text = value.as_str()?.split_whitespace().collect::<Vec<_>>().join(" ");
    (!text.is_empty()).then_some(text)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn read(body: Value) -> Result<Patient, Trouble> {
        patient(&Response { status: 200, retry_after: None, body: body.to_string().into_bytes() })
    }

    fn robin(security: Value) -> Value {
        json!({
            "resourceType": "Patient", "id": "9000000009", "meta": { "security": security }, "birthDate": "2015-06-03",
            "gender": "female",
            "name": [
                { "use": "nickname", "given": ["Rob"], "family": "Quill" },
                { "use": "usual", "given": ["Robin", "Ash"], "family": "Quill" },
            ],
            "address": [
                { "use": "home", "line": ["2 Old Row"], "postalCode": "ZM1 1AA", "period": { "start": "2015-01-01", "end": "2020-01-01" } },
                { "use": "temp", "line": ["3 Far Row"], "postalCode": "ZM1 1AB", "period": { "start": "2024-01-01" } },
                { "use": "home", "line": ["4  New Row", ""], "postalCode": "ZM1 1AD", "period": { "start": "2020-01-01" } },
            ],
            "telecom": [{ "system": "phone", "value": "01632 960587" }, { "system": "email", "value": "q@kith.example" }],
            "generalPractitioner": [{ "identifier": { "value": "Y12345" } }],
        })
    }

    #[test]
    fn todays_home_and_the_usual_name_come_first() {
        let patient = read(robin(json!([{ "code": "U" }]))).unwrap();
        assert_eq!(patient.names[0].given, ["Robin", "Ash"]);
        let lines: Vec<_> = patient.addresses().iter().map(|address| address.lines.concat()).collect();
        assert_eq!(lines, ["4 New Row", "3 Far Row", "2 Old Row"]);
        let Whereabouts::Told { phones, emails, practice, .. } = patient.whereabouts else { panic!("told") };
        assert_eq!((phones.len(), emails.len(), practice.as_deref()), (1, 1, Some("Y12345")));
    }

    #[test]
    fn of_a_restricted_record_no_address_is_kept_even_if_one_came() {
        for security in
            [json!([{ "code": "R" }]), json!([{ "code": "U" }, { "code": "V" }]), json!([]), json!(null)]
        {
            let patient = read(robin(security.clone())).unwrap();
            assert!(patient.is_restricted() && patient.addresses().is_empty(), "{security}");
            assert_eq!(patient.names.len(), 2);
        }
    }

    #[test]
    fn a_withdrawn_record_and_what_is_no_patient_are_told_apart() {
        assert_eq!(read(robin(json!([{ "code": "REDACTED" }]))), Err(Trouble::Invalidated));
        assert!(matches!(read(json!({ "resourceType": "Bundle" })), Err(Trouble::Malformed(_))));
        let wrong = json!({ "resourceType": "Patient", "id": "9000000000" });
        assert!(matches!(read(wrong), Err(Trouble::Malformed(_))));
        let bare = read(
            json!({ "resourceType": "Patient", "id": "9000000009", "meta": { "security": [{ "code": "U" }] } }),
        );
        assert_eq!(bare.unwrap().names.len(), 0);
    }
}
