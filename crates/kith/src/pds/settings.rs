//! `pds.toml` and the files it names.

use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use ::pds::strategies::Strategies;
use ::pds::{Settings, SigningKey};
use anyhow::{Context, Result, bail};

/// Reads a settings file. The second is the folder from which the files it names are looked for.
pub fn read(file: &Path) -> Result<(Settings, PathBuf)> {
    let text = std::fs::read_to_string(file).with_context(|| format!("reading {}", file.display()))?;
    let settings = Settings::read(&text).with_context(|| file.display().to_string())?;
    let folder = file.parent().filter(|it| !it.as_os_str().is_empty()).unwrap_or(Path::new("."));
    Ok((settings, folder.to_owned()))
}

/// The private key. It is never shown, and a file that others may read is refused.
pub fn key(settings: &Settings, folder: &Path) -> Result<SigningKey> {
    let file = folder.join(&settings.private_key_file);
    let place = || format!("private_key_file: {}", file.display());
    let pem = zeroize::Zeroizing::new(std::fs::read_to_string(&file).with_context(place)?);
    if std::fs::metadata(&file).with_context(place)?.permissions().mode() & 0o077 != 0 {
        let shown = file.display();
        bail!("others on this machine may read the private key {shown}. Type: chmod 600 {shown}");
    }
    SigningKey::from_pem(&pem).map_err(anyhow::Error::msg).with_context(place)
}

/// The council's own strategies, or Kith's.
pub fn strategies(settings: Option<&Settings>, folder: &Path) -> Result<Strategies> {
    match settings.and_then(|settings| settings.strategies.as_ref()) {
        None => Ok(Strategies::built_in()?),
        Some(file) => {
            let file = folder.join(file);
            let text =
                std::fs::read_to_string(&file).with_context(|| format!("reading {}", file.display()))?;
            Strategies::read(&text).with_context(|| file.display().to_string())
        }
    }
}
