//! Starting, using and stopping a private server.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread::sleep;
use std::time::Duration;

use crate::unprivileged::{ServerUser, run_as};
use crate::{Error, Installation, Options, cluster, lock, postmaster, process, unprivileged, url, wire};

/// How often a start is tried again while the remains of a killed server are still about, and how long between.
const TRIES: u32 = 20;
const BETWEEN_TRIES: Duration = Duration::from_millis(500);

/// A running private server that this process uses.
///
/// Several processes may use the same one: the first starts it, the others attach, and whoever stops or drops last
/// stops it. A process that is killed stops nothing; the next start attaches to the server it left behind.
#[derive(Debug)]
pub struct Server {
    installation: Installation,
    dir: PathBuf,
    socket_dir: PathBuf,
    user: Option<ServerUser>,
    leave_running: bool,
    /// Held while we use the server; `None` once stopped.
    in_use: Option<File>,
}

impl Server {
    /// Starts the server whose files are in `dir`, setting it up first if `dir` is empty or missing; attaches to it if
    /// it runs already (then `options` change nothing).
    ///
    /// `dir` must be ours alone: it is made private to the user who runs the server. As root that is the owner of the
    /// data if there is any, else `postgres` or `nobody`, who must be able to get to `dir`; see
    /// [`crate::data_directory`] and [`crate::let_server_user_pass`].
    pub fn start(installation: &Installation, dir: &Path, options: Options) -> Result<Server, Error> {
        let dir = std::path::absolute(dir).map_err(Error::io("resolve", dir))?;
        let user = ServerUser::for_data(&cluster::data(&dir))?;
        if let Some(user) = &user {
            user.must_reach(installation.bin(), &unprivileged::cache_directory()?)?;
            if let Some(parent) = dir.parent() {
                user.must_reach(parent, &unprivileged::data_directory()?)?;
            }
        }
        unprivileged::make_private(&dir, user.as_ref())?;
        let dir = dir.canonicalize().map_err(Error::io("resolve", &dir))?;

        let starting = lock::starting(&dir)?;
        cluster::prepare(installation, &dir, &options, user.as_ref())?;
        let socket_dir = match postmaster::running(&cluster::data(&dir))? {
            Some(socket_dir) => socket_dir,
            None => launch(installation, &dir, &options, user.as_ref())?,
        };
        let in_use = Some(lock::in_use(&dir)?);
        drop(starting);
        let installation = installation.clone();
        Ok(Server { installation, dir, socket_dir, user, leave_running: options.leave_running, in_use })
    }

    /// The URL of a database here, as libpq and sqlx read it.
    pub fn url(&self, database: &str) -> String {
        url::for_socket(&self.socket_dir, database)
    }

    /// The private directory of the socket.
    pub fn socket_dir(&self) -> &Path {
        &self.socket_dir
    }

    /// The programs that run this server.
    pub fn installation(&self) -> &Installation {
        &self.installation
    }

    /// Creates an empty database; it is an error if there is one of that name.
    pub fn create_database(&self, name: &str) -> Result<(), Error> {
        self.run_sql("postgres", &format!("CREATE DATABASE {}", identifier(name))).map(drop)
    }

    /// Creates an empty database unless there is one of that name. Returns whether it is new.
    pub fn ensure_database(&self, name: &str) -> Result<bool, Error> {
        let wanted = name.replace('\'', "''");
        let there =
            self.run_sql("postgres", &format!("SELECT 1 FROM pg_database WHERE datname = '{wanted}'"))?;
        if there.is_empty() {
            self.create_database(name)?;
        }
        Ok(there.is_empty())
    }

    /// Drops a database if it exists, throwing out whoever is connected to it.
    pub fn drop_database(&self, name: &str) -> Result<(), Error> {
        self.run_sql("postgres", &format!("DROP DATABASE IF EXISTS {} WITH (FORCE)", identifier(name)))
            .map(drop)
    }

    /// Runs a script in `database` and returns the rows it produced, each value as text and NULL as `None`. All or
    /// nothing of it takes effect, unless it contains transaction commands itself.
    pub fn run_sql(&self, database: &str, sql: &str) -> Result<Vec<Vec<Option<String>>>, Error> {
        wire::run_sql(&self.socket_dir, database, sql)
    }

    /// Lets go of the server, and stops it if nobody else uses it. Returns whether it was stopped.
    pub fn stop(mut self) -> Result<bool, Error> {
        self.leave()
    }

    fn leave(&mut self) -> Result<bool, Error> {
        let Some(in_use) = self.in_use.take() else { return Ok(false) };
        let _starting = lock::starting(&self.dir)?;
        lock::let_go(&self.dir, in_use)?;
        if self.leave_running || lock::is_in_use(&self.dir)? {
            return Ok(false);
        }
        stop_now(&self.installation, &self.dir, self.user.as_ref())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // Nobody is left to tell; the next start attaches to what could not be stopped.
        let _ = self.leave();
    }
}

/// Starts the server and waits until it accepts connections. Returns where it listens.
fn launch(
    installation: &Installation,
    dir: &Path,
    options: &Options,
    user: Option<&ServerUser>,
) -> Result<PathBuf, Error> {
    let socket_dir = cluster::socket_dir(dir, options, user)?;
    postmaster::clear_leftovers(&socket_dir);
    let configuration = cluster::data(dir).join("postgresql.conf");
    fs::write(&configuration, options.configuration(&socket_dir.to_string_lossy()))
        .map_err(Error::io("write", &configuration))?;

    for left in (0..TRIES).rev() {
        // A fresh log, so that what we read in it is about this start.
        let _ = fs::remove_file(cluster::log(dir));
        let mut command = pg_ctl(installation, dir, user);
        command.args(["start", "--wait", "--timeout=120", "--silent", "--log"]).arg(cluster::log(dir));
        let Err(error) = process::run("starting PostgreSQL", &mut command) else { break };
        let log = fs::read_to_string(cluster::log(dir)).unwrap_or_default();
        // After the main process was killed its helpers take a moment to notice.
        if left > 0 && log.contains("pre-existing shared memory block") {
            sleep(BETWEEN_TRIES);
            continue;
        }
        let Error::Program { what, output } = error else { return Err(error) };
        return Err(Error::Program { what, output: format!("{output}\n{}", last_lines(&log, 10)) });
    }
    Ok(socket_dir)
}

/// Stops the server in `dir` whoever uses it: sessions are ended, nothing committed is lost. Returns whether one ran.
pub(crate) fn stop_now(
    installation: &Installation,
    dir: &Path,
    user: Option<&ServerUser>,
) -> Result<bool, Error> {
    if postmaster::running(&cluster::data(dir))?.is_none() {
        return Ok(false);
    }
    let mut command = pg_ctl(installation, dir, user);
    command.args(["stop", "--mode=fast", "--wait", "--timeout=120", "--silent"]);
    process::run("stopping PostgreSQL", &mut command)?;
    Ok(true)
}

fn pg_ctl(installation: &Installation, dir: &Path, user: Option<&ServerUser>) -> Command {
    let mut command = Command::new(installation.program("pg_ctl"));
    command.arg("--pgdata").arg(cluster::data(dir));
    cluster::without_outside_settings(&mut command);
    run_as(&mut command, user);
    command
}

/// A name as SQL quotes it.
fn identifier(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

fn last_lines(text: &str, count: usize) -> String {
    let lines: Vec<&str> = text.lines().collect();
    lines[lines.len().saturating_sub(count)..].join("\n")
}
