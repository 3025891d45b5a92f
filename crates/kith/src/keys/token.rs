//! Where the token is that opens the master key file.

use std::path::{Path, PathBuf};

use anyhow::{Result, bail};
use hsm::Token;

/// A token, named by settings so that nothing secret stands on a command line.
#[derive(clap::Args)]
pub struct TokenSettings {
    /// The library that speaks to the token (PKCS#11), if a key file was sealed by one.
    #[arg(long, env = "KITH_PKCS11_MODULE", value_name = "PATH")]
    pub pkcs11_module: Option<PathBuf>,
    /// What the token is called.
    #[arg(long, env = "KITH_PKCS11_TOKEN", value_name = "LABEL")]
    pub token: Option<String>,
    /// A file that holds the token's user PIN and that only this user may read.
    #[arg(long, env = "KITH_PKCS11_PIN_FILE", value_name = "PATH")]
    pub pin_file: Option<PathBuf>,
}

impl TokenSettings {
    /// Whether any of them is given.
    pub fn any(&self) -> bool {
        self.pkcs11_module.is_some() || self.token.is_some() || self.pin_file.is_some()
    }

    /// Opens the token, for the key file at `path`.
    pub fn open(&self, path: &Path) -> Result<Token> {
        let (Some(module), Some(label), Some(pin_file)) = (&self.pkcs11_module, &self.token, &self.pin_file)
        else {
            bail!(
                "{} needs a token: give all of --pkcs11-module, --token and --pin-file, or KITH_PKCS11_MODULE, \
                 KITH_PKCS11_TOKEN and KITH_PKCS11_PIN_FILE",
                path.display()
            );
        };
        if !pin_file.exists() {
            bail!(
                "there is no PIN file at {}. Write the PIN into it and type: chmod 0400 FILE",
                pin_file.display()
            );
        }
        Ok(Token::open(module, label, &::keys::private_line(pin_file)?)?)
    }
}
