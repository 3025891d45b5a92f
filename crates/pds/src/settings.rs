//! `pds.toml`: where PDS is, as whom it is asked, and what is never sent.

use std::path::PathBuf;

use serde::Deserialize;

use crate::field::Field;
use crate::hidden::hidden;
use crate::strategies::Choice;

/// Where the NHS's live service is.
pub const LIVE_BASE: &str = "https://api.service.nhs.uk/personal-demographics/FHIR/R4";
/// Where its access tokens come from.
pub const LIVE_TOKEN: &str = "https://api.service.nhs.uk/oauth2/token";

/// The whole file. `Debug` does not show the application's key.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// Where PDS is, without the slash at the end.
    #[serde(default = "live_base")]
    pub base_url: String,
    /// Where access tokens come from.
    #[serde(default = "live_token")]
    pub token_url: String,
    /// The application's key at NHS England's portal.
    pub api_key: String,
    /// What the public key is called there (`kid`).
    pub key_id: String,
    /// The private key's file, from the folder of this one: RSA, PEM.
    pub private_key_file: PathBuf,
    /// Why NHS numbers are traced: it stands in every disclosure.
    pub why: String,
    /// What is never sent, whatever a rule says.
    #[serde(default)]
    pub never_send: Vec<Field>,
    /// The most calls a second. NHS England lets a new application make five.
    #[serde(default = "five")]
    pub calls_per_second: u32,
    /// How often a call is tried that PDS did not answer.
    #[serde(default = "five")]
    pub tries: u32,
    /// The strategy that is used where nobody says another: `4` for its newest version, `4.1` for that one.
    #[serde(default = "four")]
    pub strategy: String,
    /// A file of strategies of the council's own, from the folder of this one. Left out: Kith's.
    pub strategies: Option<PathBuf>,
    /// How a file's column of addresses is written.
    #[serde(default)]
    pub addresses: AddressFormat,
    /// What columns of a file are called, besides the names Kith knows.
    #[serde(default)]
    pub columns: Columns,
}

hidden!(Settings);

/// How a column of addresses is written. The two are DfE's.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AddressFormat {
    /// `id~line 1~line 2~…~postcode`, addresses separated by `|`, the newest last.
    #[default]
    TildePipe,
    /// `line 1, line 2, …, postcode`, addresses separated by `;`, the newest first.
    CommaSemicolon,
}

/// What columns of a file are called. Those named here come before the names Kith knows.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Columns {
    /// The id of the record.
    pub id: Vec<String>,
    /// Given names.
    pub given: Vec<String>,
    /// Family name.
    pub family: Vec<String>,
    /// Date of birth.
    pub birth_date: Vec<String>,
    /// Gender.
    pub gender: Vec<String>,
    /// Postcode.
    pub postcode: Vec<String>,
    /// Email address.
    pub email: Vec<String>,
    /// Telephone number.
    pub phone: Vec<String>,
    /// NHS number.
    pub nhs_number: Vec<String>,
    /// Addresses, in the format of `addresses`.
    pub addresses: Vec<String>,
}

/// Why a settings file cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct NotSettings(String);

impl Settings {
    /// Reads and checks the file.
    pub fn read(text: &str) -> Result<Settings, NotSettings> {
        let mut settings: Settings = toml::from_str(text).map_err(|error| {
            // The library's own words would show the whole line.
            let line =
                error.span().map_or(0, |span| text[..span.start.min(text.len())].matches('\n').count()) + 1;
            NotSettings(format!("line {line}: {}", error.message()))
        })?;
        for url in [&mut settings.base_url, &mut settings.token_url] {
            *url = url.trim_end_matches('/').to_owned();
        }
        match settings.complaint() {
            Some(complaint) => Err(NotSettings(complaint)),
            None => Ok(settings),
        }
    }

    fn complaint(&self) -> Option<String> {
        for (name, url) in [("base_url", &self.base_url), ("token_url", &self.token_url)] {
            if host(url).is_none() {
                let only = "write it with https://; http:// is for a service on this machine only";
                return Some(format!("{name} is no address that may be used: {only}"));
            }
        }
        for (name, text) in [("api_key", &self.api_key), ("key_id", &self.key_id), ("why", &self.why)] {
            if text.trim().is_empty() {
                return Some(format!("{name} is empty"));
            }
        }
        if self
            .never_send
            .iter()
            .any(|field| matches!(field, Field::Family | Field::BirthDate | Field::NhsNumber))
        {
            return Some(
                "never_send: nobody can be asked about without family name and date of birth".into(),
            );
        }
        if let Err(wrong) = self.strategy.parse::<Choice>() {
            return Some(format!("strategy: {wrong}"));
        }
        if !(1..=100).contains(&self.calls_per_second) {
            return Some("calls_per_second must be from 1 to 100".into());
        }
        (!(1..=10).contains(&self.tries)).then(|| "tries must be from 1 to 10".into())
    }

    /// The host that questions go to.
    pub fn to(&self) -> &str {
        host(&self.base_url).unwrap_or_default()
    }
}

/// The host of an address, if personal data may go there: by TLS, or not off this machine.
fn host(url: &str) -> Option<&str> {
    let (scheme, rest) = url.split_once("://")?;
    let authority = rest.split(['/', '?', '#']).next()?;
    let name = authority.rsplit_once(':').map_or(authority, |(name, _)| name);
    let plain =
        !authority.is_empty() && !authority.contains('@') && !url.contains(|it: char| it.is_whitespace());
    let here = matches!(name, "localhost" | "127.0.0.1");
    (plain && (scheme == "https" || (scheme == "http" && here))).then_some(authority)
}

fn live_base() -> String {
    LIVE_BASE.into()
}

fn live_token() -> String {
    LIVE_TOKEN.into()
}

fn four() -> String {
    "4".into()
}

fn five() -> u32 {
    5
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str =
        "api_key = 'a'\nkey_id = 'kith-1'\nprivate_key_file = 'pds.pem'\nwhy = 'direct care'\n";

    fn complaint(more: &str) -> String {
        Settings::read(&format!("{more}\n{FILE}")).unwrap_err().to_string()
    }

    #[test]
    fn the_live_service_is_the_default() {
        let settings = Settings::read(FILE).unwrap();
        assert_eq!((settings.to(), settings.token_url.as_str()), ("api.service.nhs.uk", LIVE_TOKEN));
        assert_eq!((settings.calls_per_second, settings.tries), (5, 5));
    }

    #[test]
    fn personal_data_goes_nowhere_without_tls() {
        for url in [
            "http://pds.example/FHIR",
            "ftp://a",
            "https://",
            "https://a b",
            "https://user@pds.example",
            "pds",
        ] {
            assert!(complaint(&format!("base_url = '{url}'")).starts_with("base_url is no address"), "{url}");
        }
        assert!(complaint("token_url = 'http://localhost.example/'").starts_with("token_url"));
        let here = Settings::read(&format!("base_url = 'http://127.0.0.1:8080/R4/'\n{FILE}")).unwrap();
        assert_eq!((here.base_url.as_str(), here.to()), ("http://127.0.0.1:8080/R4", "127.0.0.1:8080"));
    }

    #[test]
    fn what_is_wrong_is_named() {
        assert!(complaint("never_send = ['family']").starts_with("never_send"));
        assert!(complaint("calls_per_second = 0").contains("calls_per_second"));
        assert!(complaint("tries = 99").contains("tries"));
        assert!(complaint("strategy = 'best'").starts_with("strategy: write a strategy as 4"));
        assert!(complaint("secret = 'x'").starts_with("line 1: unknown field `secret`"));
        let said = Settings::read(&format!("{FILE}tries = many")).unwrap_err().to_string();
        assert!(said.starts_with("line 5: "), "{said}");
        assert_eq!(format!("{:?}", Settings::read(FILE)), "Ok(Settings(hidden))");
        assert!(Settings::read("api_key = 'a'").unwrap_err().to_string().contains("key_id"));
        assert!(
            Settings::read(&FILE.replace("direct care", " "))
                .unwrap_err()
                .to_string()
                .contains("why is empty")
        );
    }
}
