//! The template every test's databases are copied from: built once a machine for each state of the migrations and of the
//! cast, by whichever test comes first.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use ::access::Role;
use keys::SeededRandomness;
use law::pack::Pack;
use marlshire::cast;
use sqlx::Connection as _;
use uuid::Uuid;

use super::databases::{Names, SNAPSHOT, admin, exists, run, server, sweep};
use super::{NOW, TOTP_SECRET, keyring};
use crate::staff::account::{self, NewAccount};
use crate::{Actor, Connection, Store, Work};

const PREFIX: &str = "kith_template_";

/// One at a time builds the template, whatever process it is in. Any number will do that nobody else locks.
const BUILDING: i64 = 0x6b69_7468;

const SEED: u64 = 1;

/// The Marlshire pack as its files say now.
pub(super) fn pack() -> Pack {
    Pack::from_files(pack_files()).unwrap_or_else(|problems| panic!("the Marlshire pack: {problems:?}"))
}

/// Stores the pack, or finds it already stored.
pub(super) async fn store_pack(work: &mut Work) -> Uuid {
    let files = pack_files();
    let digest = digest(&files).to_be_bytes();
    let files = serde_json::to_value(std::collections::BTreeMap::from_iter(files)).expect("text is JSON");
    crate::pack::store(work, "Marlshire County Council", &digest, &files).await.expect("the pack is stored")
}

/// The template's names. It stands when this returns: built now, unless somebody has.
pub(super) async fn ready() -> crate::Result<Names> {
    static STATE: OnceLock<u64> = OnceLock::new();
    let names = Names::of(&format!("{PREFIX}{:016x}", STATE.get_or_init(state)));
    let mut admin = admin().await?;
    if exists(&mut admin, &names.record).await? {
        return Ok(names);
    }
    sqlx::query("select pg_advisory_lock($1)").bind(BUILDING).execute(&mut admin).await?;
    // The record's is renamed last: where it stands, both do.
    if !exists(&mut admin, &names.record).await? {
        sweep(&mut admin, PREFIX).await?;
        let building = Names::of("kith_template_building");
        for name in [&building.record, &building.keys, &names.keys] {
            run(&mut admin, format!("drop database if exists \"{name}\" with (force)")).await?;
        }
        run(&mut admin, format!("create database \"{}\"", building.record)).await?;
        run(&mut admin, format!("create database \"{}\"", building.keys)).await?;
        fill(&building).await?;
        run(&mut admin, format!("alter database \"{}\" rename to \"{}\"", building.keys, names.keys)).await?;
        run(&mut admin, format!("alter database \"{}\" rename to \"{}\"", building.record, names.record))
            .await?;
    }
    admin.close().await?;
    Ok(names)
}

async fn fill(names: &Names) -> crate::Result<()> {
    let (record_url, keys_url) = (server().url(&names.record), server().url(&names.keys));
    let at = Connection { record_url, keys_url, pool_size: 2 };
    let store = Store::connect(&at, keyring(), SeededRandomness::new(SEED)).await?;
    store.migrate().await?;
    let mut work = store.begin(Actor::System("test"), NOW).await?;
    store_pack(&mut work).await;
    let teams = cast::teams();
    for team in &teams {
        // The cast's ids are fixed, and the pack does not know them.
        sqlx::query("insert into access.team (id, slug, name, contact) values ($1, $2, $3, $4)")
            .bind(team.id)
            .bind(team.slug)
            .bind(team.name)
            .bind(team.contact)
            .execute(work.sql())
            .await?;
    }
    for member in cast::STAFF {
        let role = Role::parse(member.role).expect("the cast's roles are law's");
        let team =
            member.team.and_then(|slug| teams.iter().find(|team| team.slug == slug)).map(|team| team.id);
        let new = NewAccount {
            sign_in_name: member.sign_in_name,
            display_name: member.display_name,
            email: &format!("{}@marlshire.example", member.sign_in_name),
            job_title: member.job_title,
            password_hash: None,
            totp_secret: Some(&TOTP_SECRET),
            person: member.person_id,
            roles: &[role],
            teams: team.as_slice(),
        };
        account::create(&mut work, member.id, &new).await?;
    }
    work.commit().await?;
    for pool in [&store.pool, &store.keys] {
        sqlx::raw_sql(SNAPSHOT).execute(pool).await?;
    }
    store.close().await;
    Ok(())
}

/// Changes with everything that is in the template.
fn state() -> u64 {
    let mut hasher = DefaultHasher::new();
    for migrations in [sqlx::migrate!("../../migrations/record"), sqlx::migrate!("../../migrations/keys")] {
        migrations.iter().for_each(|migration| migration.checksum.hash(&mut hasher));
    }
    crate::store::REPLACEABLE.hash(&mut hasher);
    (include_str!("template.rs"), SNAPSHOT).hash(&mut hasher);
    format!("{:?}{:?}{NOW}", cast::STAFF, cast::teams()).hash(&mut hasher);
    digest(&pack_files()).hash(&mut hasher);
    hasher.finish()
}

fn digest(files: &[(String, String)]) -> u64 {
    let mut hasher = DefaultHasher::new();
    files.hash(&mut hasher);
    hasher.finish()
}

/// Path inside the pack and text, in order of path.
fn pack_files() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../councils/marlshire");
    let mut files = Vec::new();
    read_folder(&root, &root, &mut files);
    files.sort();
    files
}

fn read_folder(root: &Path, folder: &Path, files: &mut Vec<(String, String)>) {
    let entries = std::fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    for path in paths {
        if path.is_dir() {
            read_folder(root, &path, files);
        } else {
            let inside = path.strip_prefix(root).expect("it was found inside").to_string_lossy().into_owned();
            let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{inside}: {error}"));
            files.push((inside, text));
        }
    }
}
