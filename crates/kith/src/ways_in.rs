//! The ways in besides the password: `sign-in.toml` and the files it names, made ready for the pages.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use access::Role;
use anyhow::{Context, Result, bail};
use law::pack::Pack;
use sign_in::http::{Http, HttpRequest, HttpResponse, Unreachable};
use sign_in::passkey::Passkeys;
use sign_in::{ClientAuthentication, GroupMeaning, Provider, Settings};
use ureq::tls::{RootCerts, TlsConfig};
use web::ways_in::WaysIn;

/// A provider that has not answered by then will not.
const PATIENCE: Duration = Duration::from_secs(10);
/// The most a provider may send.
const LARGEST: u64 = 1 << 20;

/// Where the settings are.
#[derive(clap::Args)]
#[group(id = "ways_in")]
pub struct Args {
    /// Who may sign in how: providers, groups of the directory. Left out: passwords and passkeys.
    #[arg(long, env = "KITH_SIGN_IN", value_name = "FILE")]
    sign_in: Option<PathBuf>,
}

impl Args {
    /// Reads the file and checks it against the pack.
    pub fn settings(&self, pack: &Pack) -> Result<Settings> {
        let Some(file) = &self.sign_in else { return Ok(Settings::passwords_only()) };
        let text = std::fs::read_to_string(file).with_context(|| format!("reading {}", file.display()))?;
        let settings = Settings::read(&text).with_context(|| file.display().to_string())?;
        for (name, meaning) in &settings.groups {
            let known = match meaning {
                GroupMeaning::Role(role) => Role::parse(role).is_some(),
                GroupMeaning::Team(team) => pack.teams.team.iter().any(|one| one.id.as_str() == team),
            };
            if !known {
                bail!("{}: groups: {name} means a role or team that does not exist", file.display());
            }
        }
        Ok(settings)
    }

    /// Everything the pages need. `address` is the site's own, as people type it.
    pub fn open(&self, pack: &Pack, address: &str) -> Result<WaysIn> {
        let settings = self.settings(pack)?;
        let address = address.trim_end_matches('/').to_owned();
        let folder = self.sign_in.as_deref().and_then(Path::parent).unwrap_or(Path::new("."));
        let mut providers = BTreeMap::new();
        for (id, one) in &settings.providers {
            let file = match one.client_authentication {
                ClientAuthentication::Secret => &one.client_secret_file,
                ClientAuthentication::PrivateKey => &one.private_key_file,
            };
            let file = folder.join(file.as_ref().context("the settings were checked")?);
            let secret = std::fs::read_to_string(&file)
                .with_context(|| format!("provider.{id}: reading {}", file.display()))?;
            let provider = Provider::new(one.clone(), &secret, format!("{address}/sign-in/from/{id}"))
                .with_context(|| format!("provider.{id}"))?;
            providers.insert(id.clone(), Arc::new(provider));
        }
        let passkeys = Passkeys::at(&address, &pack.council.name);
        if passkeys.is_none() {
            tracing::warn!("passkeys are off: they need an https address with a name");
        }
        Ok(WaysIn { settings, providers, passkeys, http: http(), address })
    }
}

/// HTTP with the machine's own certificates, no redirects and little patience.
fn http() -> Arc<Http> {
    let tls = TlsConfig::builder()
        .root_certs(RootCerts::PlatformVerifier)
        .unversioned_rustls_crypto_provider(Arc::new(rustls::crypto::aws_lc_rs::default_provider()))
        .build();
    let agent: ureq::Agent = ureq::Agent::config_builder()
        .tls_config(tls)
        .max_redirects(0)
        .http_status_as_error(false)
        .timeout_global(Some(PATIENCE))
        .build()
        .into();
    Arc::new(move |request: HttpRequest| -> Result<HttpResponse, Unreachable> {
        let lost = |error: ureq::Error| Unreachable(error.to_string());
        let sent =
            if request.body().is_empty() { agent.run(request.map(|_| ())) } else { agent.run(request) };
        let (parts, mut body) = sent.map_err(lost)?.into_parts();
        let bytes = body.with_config().limit(LARGEST).read_to_vec().map_err(lost)?;
        Ok(HttpResponse::from_parts(parts, bytes))
    })
}
