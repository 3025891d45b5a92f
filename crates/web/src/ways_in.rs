//! The ways in: which providers a council signs in with, whether passkeys work here, and what the directory is told.

use std::collections::BTreeMap;
use std::sync::Arc;

use sign_in::http::{Http, Unreachable};
use sign_in::passkey::Passkeys;
use sign_in::{Problem, Provider, Settings};

/// Everything but the password.
pub struct WaysIn {
    /// As the council wrote them.
    pub settings: Settings,
    /// Providers by name, ready to be asked.
    pub providers: BTreeMap<String, Arc<Provider>>,
    /// Passkeys, where the site's address allows them.
    pub passkeys: Option<Passkeys>,
    /// How providers are reached.
    pub http: Arc<Http>,
    /// The site's own address, such as `https://kith.marlshire.example`.
    pub address: String,
}

impl WaysIn {
    /// Passwords, and passkeys where the address allows: no provider.
    pub fn without_providers(address: &str, council: &str) -> WaysIn {
        WaysIn {
            settings: Settings::passwords_only(),
            providers: BTreeMap::new(),
            passkeys: Passkeys::at(address, council),
            http: Arc::new(|_| Err(Unreachable("there is no provider".into()))),
            address: address.to_owned(),
        }
    }

    /// Asks a provider something, away from the threads that serve pages.
    pub async fn ask<T: Send + 'static>(
        &self,
        provider: &Arc<Provider>,
        question: impl FnOnce(&Provider, &Http) -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        let (provider, http) = (provider.clone(), self.http.clone());
        tokio::task::spawn_blocking(move || question(&provider, &*http))
            .await
            .unwrap_or_else(|_| Err(Problem::Unreachable("asking the provider broke".into())))
    }

    /// What the buttons say.
    pub fn buttons(&self) -> Vec<serde_json::Value> {
        let button = |(id, provider): (&String, &Arc<Provider>)| serde_json::json!({ "id": id, "name": provider.settings.name });
        self.providers.iter().map(button).collect()
    }
}
