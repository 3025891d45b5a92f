//! `cargo xtask assets`: fills `crates/web/assets/dist` with everything a page loads and the components it is
//! rendered from, so that the server reads and embeds that one folder; and the typefaces of letters, see [`crate::fonts`].
//!
//! ```text
//! app-<hash>.css  app-<hash>.js  govuk-<hash>.js  moj-<hash>.js  images/  components/  licences/  manifest.json
//! ```
//!
//! `manifest.json` maps `app.css` to `app-<hash>.css`, `images/kith.svg` to `images/kith-<hash>.svg` and so on. Nothing here is committed. The header and footer
//! of GOV.UK and the header of MOJ are left out: they bear the crown or the crest, which a council may not show.

use crate::fonts;
use anyhow::{Context, Result, ensure};
use serde_json::{Map, Value};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const GOVUK: &str = "node_modules/govuk-frontend";
const MOJ: &str = "node_modules/@ministryofjustice/frontend";

/// Folders of components, and a file, that bear the crown, the crest or another service's brand.
const BRANDED: &[&str] = &[
    "govuk/components/header",
    "govuk/components/footer",
    "govuk/macros/logo.njk",
    "moj/components/header",
    "moj/components/domain-specific",
];

/// Builds the folder, unless nothing it is made from has changed.
pub fn run() -> Result<()> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().context("xtask stands in the repository")?;
    let assets = root.join("crates/web/assets");
    let dist = assets.join("dist");
    let inputs = inputs(root, &assets)?;
    let same = manifest(&dist).is_some_and(|it| it.get("inputs") == Some(&Value::from(inputs.as_str())));
    if same && fonts::there(root) {
        println!("assets: up to date");
        return Ok(());
    }
    install_packages(root)?;
    fonts::copy(root)?;

    // Built aside and swapped in, so that a failed build leaves the last good one.
    let next = assets.join("dist.next");
    remove(&next)?;
    fs::create_dir_all(next.join("images"))?;
    let mut manifest = Map::new();
    manifest.insert("inputs".to_owned(), Value::from(inputs));
    let css = compile_css(root, &assets)?;
    write_hashed(&next, "app", "css", &css, &mut manifest)?;
    let govuk = read_script(&root.join(GOVUK).join("dist/govuk/govuk-frontend.min.js"))?;
    let govuk = write_hashed(&next, "govuk", "js", &govuk, &mut manifest)?;
    let moj = read_script(&root.join(MOJ).join("moj/moj-frontend.min.js"))?;
    let moj = write_hashed(&next, "moj", "js", &moj, &mut manifest)?;
    let app = read(&assets.join("js/app.js"))?
        .replace("from 'govuk'", &format!("from './{govuk}'"))
        .replace("from 'moj'", &format!("from './{moj}'"));
    write_hashed(&next, "app", "js", &app, &mut manifest)?;

    copy_images(root, &assets, &css, &next, &mut manifest)?;
    copy_components(&root.join(GOVUK).join("dist"), "govuk", &next.join("components"))?;
    copy_components(&root.join(MOJ), "moj", &next.join("components"))?;
    copy_licences(root, &next.join("licences"))?;
    fs::write(next.join("manifest.json"), serde_json::to_string_pretty(&manifest)?)?;
    remove(&dist)?;
    fs::rename(&next, &dist)?;
    println!("assets: built {}", dist.display());
    Ok(())
}

/// A fingerprint of everything the folder is made from.
fn inputs(root: &Path, assets: &Path) -> Result<String> {
    let mut files = vec![root.join("package-lock.json"), root.join("xtask/src/assets.rs")];
    for folder in ["scss", "js", "images"] {
        files.extend(walk(&assets.join(folder))?);
    }
    let mut text = Vec::new();
    for file in files {
        text.extend(file.strip_prefix(root)?.to_string_lossy().bytes());
        text.extend(fs::read(&file).with_context(|| format!("reading {}", file.display()))?);
    }
    Ok(fingerprint(&text))
}

fn manifest(dist: &Path) -> Option<Value> {
    serde_json::from_str(&fs::read_to_string(dist.join("manifest.json")).ok()?).ok()
}

/// Runs `npm ci` where the packages are missing or are not those of the lock file.
fn install_packages(root: &Path) -> Result<()> {
    let installed = root.join("node_modules/.package-lock.json");
    let lock = root.join("package-lock.json");
    let fresh = match (fs::metadata(&installed), fs::metadata(&lock)) {
        (Ok(installed), Ok(lock)) => installed.modified()? >= lock.modified()?,
        _ => false,
    };
    if fresh {
        return Ok(());
    }
    println!("assets: npm ci (GOV.UK Frontend, MOJ Frontend and sass, as package-lock.json says)");
    let status = Command::new("npm").args(["ci", "--no-audit", "--no-fund"]).current_dir(root).status();
    ensure!(status.context("npm is missing: install Node.js 20 or later")?.success(), "npm ci failed");
    Ok(())
}

fn compile_css(root: &Path, assets: &Path) -> Result<String> {
    let output = Command::new("node")
        .arg("node_modules/sass/sass.js")
        .args(["--load-path=.", "--style=compressed", "--no-source-map", "--quiet-deps", "--no-charset"])
        .arg(assets.join("scss/app.scss"))
        .current_dir(root)
        .output()
        .context("node is missing: install Node.js 20 or later")?;
    ensure!(output.status.success(), "sass: {}", String::from_utf8_lossy(&output.stderr));
    let css = String::from_utf8(output.stdout)?;
    for branded in ["GDS Transport", "crest", "crown", "@font-face"] {
        ensure!(!css.contains(branded), "the style sheet mentions {branded}, which a council may not use");
    }
    Ok(css)
}

/// A script without the reference to its source map, which is not shipped.
fn read_script(path: &Path) -> Result<String> {
    let script = read(path)?;
    Ok(script.split("//# sourceMappingURL=").next().unwrap_or(&script).to_owned())
}

/// Writes `<name>-<hash>.<kind>`, notes it in the manifest and gives its file name.
fn write_hashed(
    folder: &Path,
    name: &str,
    kind: &str,
    text: &str,
    manifest: &mut Map<String, Value>,
) -> Result<String> {
    let file = format!("{name}-{}.{kind}", fingerprint(text.as_bytes()));
    fs::write(folder.join(&file), text)?;
    manifest.insert(format!("{name}.{kind}"), Value::from(file.as_str()));
    Ok(file)
}

/// Writes Kith's own images under hashed names, and copies those of MOJ's that the style sheet asks for.
fn copy_images(
    root: &Path,
    assets: &Path,
    css: &str,
    next: &Path,
    manifest: &mut Map<String, Value>,
) -> Result<()> {
    for image in walk(&assets.join("images"))? {
        let kind = image.extension().context("an image has a kind")?.to_string_lossy().into_owned();
        let name = format!("images/{}", image.file_stem().context("an image has a name")?.to_string_lossy());
        write_hashed(next, &name, &kind, &read(&image)?, manifest)?;
    }
    for rest in css.split("images/").skip(1) {
        let name: String =
            rest.chars().take_while(|c| c.is_ascii_alphanumeric() || "-_.".contains(*c)).collect();
        let source = root.join(MOJ).join("moj/assets/images").join(&name);
        fs::copy(&source, next.join("images").join(&name)).with_context(|| format!("the image {name}"))?;
    }
    Ok(())
}

/// Copies the templates and lists of parameters that pages are rendered from.
fn copy_components(package: &Path, under: &str, to: &Path) -> Result<()> {
    for part in ["components", "macros"] {
        let folder = package.join(under).join(part);
        if !folder.is_dir() {
            continue;
        }
        for file in walk(&folder)? {
            let name = file.strip_prefix(package)?;
            let wanted =
                name.extension().is_some_and(|kind| kind == "njk") || name.ends_with("macro-options.json");
            if !wanted || BRANDED.iter().any(|branded| name.starts_with(branded)) {
                continue;
            }
            let target = to.join(name);
            fs::create_dir_all(target.parent().context("a file stands in a folder")?)?;
            fs::copy(&file, target)?;
        }
    }
    Ok(())
}

fn copy_licences(root: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to)?;
    for (package, name) in [(GOVUK, "govuk-frontend.txt"), (MOJ, "moj-frontend.txt")] {
        let licence = ["LICENSE.txt", "LICENSE", "LICENCE", "LICENSE.md"]
            .iter()
            .map(|file| root.join(package).join(file))
            .find(|file| file.is_file());
        // A package without the file says its licence in package.json.
        let licence = licence.unwrap_or_else(|| root.join(package).join("package.json"));
        fs::copy(&licence, to.join(name))?;
    }
    Ok(())
}

/// All files below a folder, sorted.
fn walk(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).with_context(|| format!("reading {}", folder.display()))? {
        let path = entry?.path();
        if path.is_dir() { files.extend(walk(&path)?) } else { files.push(path) }
    }
    files.sort();
    Ok(files)
}

fn read(path: &Path) -> Result<String> {
    fs::read_to_string(path).with_context(|| format!("reading {}", path.display()))
}

fn remove(folder: &Path) -> Result<()> {
    if folder.is_dir() { Ok(fs::remove_dir_all(folder)?) } else { Ok(()) }
}

/// FNV-1a: enough to give a changed file another name.
fn fingerprint(bytes: &[u8]) -> String {
    let hash = bytes.iter().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3)
    });
    format!("{hash:016x}")
}
