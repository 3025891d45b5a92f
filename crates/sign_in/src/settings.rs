//! `sign-in.toml`: which providers a council signs in with. Shapes of the known ones are in `profiles/`.

use std::collections::BTreeMap;
use std::path::PathBuf;

use serde::Deserialize;

/// The profiles that come with Kith: what is the same for every council.
const PROFILES: [(&str, &str); 3] = [
    ("entra", include_str!("../profiles/entra.toml")),
    ("cis2", include_str!("../profiles/cis2.toml")),
    ("one-login", include_str!("../profiles/one-login.toml")),
];

/// The whole file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Settings {
    /// Providers by their name in addresses: lower-case letters, digits and hyphens.
    pub providers: BTreeMap<String, ProviderSettings>,
    /// Whether a password opens the door too. Where everybody has a provider, `passwords = false` closes it.
    pub passwords: bool,
    /// What the council's directory calls each role and team (SCIM groups, columns of the staff file).
    pub groups: BTreeMap<String, GroupMeaning>,
    /// The provider whose subject is the directory's `externalId`: joiners by SCIM can sign in with it at once.
    pub scim_identity: Option<String>,
}

/// What a group of the directory means here.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum GroupMeaning {
    /// A role, by its code: `duty_officer`.
    Role(String),
    /// A team, by its name in `teams.toml`.
    Team(String),
}

/// One provider.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProviderSettings {
    /// What the button says: "Sign in with …".
    pub name: String,
    /// The issuer, exactly as it writes itself.
    pub issuer: String,
    /// The number or name it gave this application.
    pub client_id: String,
    /// How this application proves itself.
    pub client_authentication: ClientAuthentication,
    /// File with the client secret, for `secret`.
    #[serde(default)]
    pub client_secret_file: Option<PathBuf>,
    /// File with the private key (PKCS#8, PEM: EC P-256 or RSA), for `private_key`.
    #[serde(default)]
    pub private_key_file: Option<PathBuf>,
    /// What the provider calls that key.
    #[serde(default)]
    pub key_id: Option<String>,
    /// What is asked for.
    pub scopes: Vec<String>,
    /// The claim that says who it is.
    pub subject: String,
    /// The one algorithm ID tokens may be signed with: RS256, PS256, ES256 and their longer kin.
    pub signing_alg: String,
    /// Whether claims are also read from the user information endpoint.
    #[serde(default)]
    pub user_info: bool,
    /// What shows that the provider asked for a second step. Without it Kith asks for one of its own.
    #[serde(default)]
    pub assurance: Option<Assurance>,
    /// Claims that must have this value, or a list that must contain it.
    #[serde(default)]
    pub must: BTreeMap<String, String>,
    /// Claims that `must` has to name, or the settings are not complete.
    #[serde(default)]
    pub must_name: Vec<String>,
    /// Further parameters of the authorisation request.
    #[serde(default)]
    pub ask: BTreeMap<String, String>,
}

/// A claim, and the values of it that show a second step.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Assurance {
    /// The claim: a word or a list of words.
    pub claim: String,
    /// Any of these will do.
    pub any_of: Vec<String>,
}

/// How this application proves itself at the token endpoint.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClientAuthentication {
    /// A shared secret.
    Secret,
    /// A signed assertion (`private_key_jwt`, RFC 7523).
    PrivateKey,
}

/// What is wrong with the file, in words for whoever wrote it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct SettingsProblem(pub String);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    provider: BTreeMap<String, toml::Table>,
    passwords: Option<bool>,
    #[serde(default)]
    groups: BTreeMap<String, GroupMeaning>,
    scim: Option<Scim>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Scim {
    identity: Option<String>,
}

impl Settings {
    /// Reads the file. A field a provider does not set comes from its profile.
    ///
    /// # Errors
    /// [`SettingsProblem`]: the first mistake.
    pub fn read(text: &str) -> Result<Settings, SettingsProblem> {
        let file: File = toml::from_str(text).map_err(|error| SettingsProblem(error.to_string()))?;
        let mut providers = BTreeMap::new();
        for (id, table) in file.provider {
            let settings = provider(&id, table)?;
            providers.insert(id, settings);
        }
        let scim_identity = file.scim.and_then(|scim| scim.identity);
        if let Some(wanted) = scim_identity.as_ref().filter(|wanted| !providers.contains_key(*wanted)) {
            return problem(format!("scim.identity: there is no provider {wanted}"));
        }
        let passwords = file.passwords.unwrap_or(true);
        if !passwords && providers.is_empty() {
            return problem("passwords = false, and no provider: nobody could sign in".to_owned());
        }
        let mut meanings: Vec<&GroupMeaning> = Vec::new();
        for (name, meaning) in &file.groups {
            if meanings.contains(&meaning) {
                return problem(format!("groups: {name} means what another group means already"));
            }
            meanings.push(meaning);
        }
        Ok(Settings { providers, passwords, groups: file.groups, scim_identity })
    }

    /// No providers: passwords and passkeys only.
    pub fn passwords_only() -> Settings {
        Settings { passwords: true, ..Settings::default() }
    }
}

fn provider(id: &str, mut table: toml::Table) -> Result<ProviderSettings, SettingsProblem> {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    if id.is_empty()
        || id.len() > 40
        || !id.starts_with(|c: char| c.is_ascii_lowercase())
        || !id.chars().all(plain)
    {
        return problem(format!("provider.{id}: the name must be lower-case letters, digits and hyphens"));
    }
    if let Some(profile) = table.remove("profile") {
        let wanted = profile.as_str().unwrap_or_default().to_owned();
        let Some((_, text)) = PROFILES.iter().find(|(name, _)| *name == wanted) else {
            let known = PROFILES.map(|(name, _)| name).join(", ");
            return problem(format!("provider.{id}: there is no profile “{wanted}”; there are {known}"));
        };
        let profile: toml::Table =
            toml::from_str(text).map_err(|error| SettingsProblem(error.to_string()))?;
        for (field, value) in profile {
            table.entry(field).or_insert(value);
        }
    }
    let settings: ProviderSettings =
        table.try_into().map_err(|error| SettingsProblem(format!("provider.{id}: {error}")))?;
    check(id, &settings)?;
    Ok(settings)
}

fn check(id: &str, settings: &ProviderSettings) -> Result<(), SettingsProblem> {
    let local =
        settings.issuer.starts_with("http://localhost") || settings.issuer.starts_with("http://127.0.0.1");
    if !settings.issuer.starts_with("https://") && !local {
        return problem(format!("provider.{id}: the issuer must begin with https://"));
    }
    if !crate::provider::ALGORITHMS.contains(&settings.signing_alg.as_str()) {
        let known = crate::provider::ALGORITHMS.join(", ");
        return problem(format!(
            "provider.{id}: signing_alg must be one of {known}: a signature by public key"
        ));
    }
    if let Some(missing) = settings.must_name.iter().find(|name| !settings.must.contains_key(*name)) {
        return problem(format!("provider.{id}: must = {{ {missing} = \"…\" }} is missing"));
    }
    let (needed, file) = match settings.client_authentication {
        ClientAuthentication::Secret => ("client_secret_file", &settings.client_secret_file),
        ClientAuthentication::PrivateKey => ("private_key_file", &settings.private_key_file),
    };
    if file.is_none() {
        return problem(format!("provider.{id}: {needed} is missing"));
    }
    Ok(())
}

fn problem<T>(words: String) -> Result<T, SettingsProblem> {
    Err(SettingsProblem(words))
}

#[cfg(test)]
mod tests {
    use super::*;

    const ENTRA: &str = r#"
        [provider.entra]
        profile = "entra"
        name = "your Marlshire account"
        issuer = "https://login.microsoftonline.com/0f0f/v2.0"
        client_id = "kith"
        client_secret_file = "/etc/kith/entra.secret"
        must = { tid = "0f0f" }
    "#;

    #[test]
    fn a_profile_fills_in_what_is_the_same_everywhere() {
        let settings = Settings::read(ENTRA).expect("it is complete");
        let entra = &settings.providers["entra"];
        assert_eq!((entra.subject.as_str(), entra.signing_alg.as_str()), ("oid", "RS256"));
        assert!(settings.passwords);
        let shown =
            Settings::read(&ENTRA.replace("must =", "signing_alg = \"PS256\"\nmust =")).expect("read");
        assert_eq!(shown.providers["entra"].signing_alg, "PS256", "the council's own field wins");
    }

    #[test]
    fn a_mistake_is_said_in_words() {
        let said = |text: &str| Settings::read(text).expect_err("it has a mistake").0;
        assert!(said(&ENTRA.replace("must = { tid = \"0f0f\" }", "")).contains("must = { tid"));
        assert!(said(&ENTRA.replace("https://login", "http://login")).contains("https://"));
        assert!(said(&ENTRA.replace("\"entra\"", "\"entre\"")).contains("no profile “entre”"));
        assert!(said(&ENTRA.replace("must =", "signing_alg = \"none\"\nmust =")).contains("signing_alg"));
        assert!(said(&ENTRA.replace("must =", "signing_alg = \"HS256\"\nmust =")).contains("signing_alg"));
        assert!(said(&ENTRA.replace("client_secret_file", "client_secret")).contains("client_secret"));
        assert!(said("passwords = false").contains("nobody could sign in"));
        assert!(said("[scim]\nidentity = \"entra\"").contains("no provider entra"));
        assert!(
            said("[groups]\nA = { role = \"worker\" }\nB = { role = \"worker\" }")
                .contains("means what another")
        );
    }
}
