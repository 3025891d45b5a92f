//! `kith pds mock`: a PDS of invented people on this machine, with settings, a key and a file to try it with.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use ::pds::mock::{self, Mock, Residents};
use anyhow::{Context, Result};

use super::disclosures::new_file;

/// Where.
#[derive(clap::Args)]
pub struct Args {
    /// A folder for pds.toml, a private key made for it, and people.csv. What is there already stays.
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// The port to listen on.
    #[arg(long, default_value_t = 8094)]
    port: u16,
    /// Other people than those that come with Kith.
    #[arg(long, value_name = "FILE.toml")]
    residents: Option<PathBuf>,
}

/// Runs it until it is stopped.
pub fn run(args: &Args) -> Result<ExitCode> {
    let residents = match &args.residents {
        None => Residents::invented(),
        Some(file) => {
            let text =
                std::fs::read_to_string(file).with_context(|| format!("reading {}", file.display()))?;
            Residents::read(&text)
        }
    };
    let residents = residents.map_err(anyhow::Error::msg)?;
    let mock = Mock::start(args.port, residents)
        .with_context(|| format!("port {} is taken: give another with --port", args.port))?;
    std::fs::create_dir_all(&args.folder).with_context(|| args.folder.display().to_string())?;
    let at = |name: &str| args.folder.join(name);
    let settings = format!(
        "# A PDS of invented people, by `kith pds mock`.\nbase_url = \"{}\"\ntoken_url = \"{}\"\napi_key = \"mock\"\n\
         key_id = \"mock-1\"\nprivate_key_file = \"pds.pem\"\nwhy = \"trying it out\"\ncalls_per_second = 50\n",
        mock.base_url(),
        mock.token_url()
    );
    if !at("pds.pem").exists() {
        let pem = mock::private_key().context("no private key could be made")?;
        write(&at("pds.pem"), &pem)?;
    }
    for (name, text) in [("pds.toml", settings.as_str()), ("people.csv", mock::PEOPLE)] {
        if !at(name).exists() {
            write(&at(name), text)?;
        }
    }
    let folder = args.folder.display();
    println!("A PDS of invented people is ready at {}", mock.base_url());
    println!("Try it: kith pds match {folder}/people.csv --out {folder}/out.csv --config {folder}/pds.toml");
    mock.wait();
    Ok(ExitCode::SUCCESS)
}

fn write(path: &Path, text: &str) -> Result<()> {
    new_file(path)?.write_all(text.as_bytes()).with_context(|| path.display().to_string())
}
