//! Just enough of PostgreSQL's protocol to run a script and read rows as text.
//!
//! The npm-packaged PostgreSQL comes without `psql`, and a database has to be created before anything can connect to it.
//! See "Message Formats" in PostgreSQL's manual. Only for our own Unix socket: there are no passwords and no TLS.

use std::io::{self, Read, Write};
use std::os::unix::net::UnixStream;
use std::path::Path;

use crate::{Error, USER, url};

/// Version 3.0 of the protocol: the major number in the upper half.
const PROTOCOL: i32 = 3 << 16;

/// One row, each value as text; `None` is SQL's NULL.
pub(crate) type Row = Vec<Option<String>>;

/// Runs all statements of `sql`, in one transaction unless they say otherwise, and returns the rows of them all.
pub(crate) fn run_sql(socket_dir: &Path, database: &str, sql: &str) -> Result<Vec<Row>, Error> {
    let path = socket_dir.join(format!(".s.PGSQL.{}", url::PORT));
    let mut stream = UnixStream::connect(&path).map_err(Error::io("connect to", &path))?;
    let outcome = converse(&mut stream, database, sql).map_err(Error::io("talk to", &path))?;
    outcome.map_err(Error::Refused)
}

/// The outer error is a broken conversation, the inner one the server's refusal.
fn converse(stream: &mut UnixStream, database: &str, sql: &str) -> io::Result<Result<Vec<Row>, String>> {
    let mut hello = PROTOCOL.to_be_bytes().to_vec();
    for word in ["user", USER, "database", database, "client_encoding", "UTF8", ""] {
        hello.extend(word.as_bytes());
        hello.push(0);
    }
    stream.write_all(&((hello.len() + 4) as i32).to_be_bytes())?;
    stream.write_all(&hello)?;
    if let Err(refused) = answer(stream)? {
        return Ok(Err(refused));
    }
    send(stream, b'Q', &[sql.as_bytes(), &[0]].concat())?;
    let outcome = answer(stream)?;
    send(stream, b'X', &[])?;
    Ok(outcome)
}

/// Reads until the server is ready for the next query, or has said why it will not talk to us at all.
fn answer(stream: &mut UnixStream) -> io::Result<Result<Vec<Row>, String>> {
    let mut rows = Vec::new();
    let mut refused = None;
    loop {
        let (kind, body) = match receive(stream) {
            Ok(message) => message,
            // After a fatal error the server hangs up; what it said before that is what matters.
            Err(error) => return refused.map_or(Err(error), |why| Ok(Err(why))),
        };
        match kind {
            b'Z' => return Ok(refused.map_or(Ok(rows), Err)),
            b'D' => rows.push(row(&body)?),
            b'E' => refused = Some(complaint(&body)),
            b'R' if body != [0; 4] => return Err(unexpected("it asks for a password")),
            // COPY FROM STDIN: we have no data to offer, so say so, or both sides would wait for ever.
            b'G' => send(stream, b'f', b"COPY FROM STDIN is not supported here\0")?,
            _ => {}
        }
    }
}

fn send(stream: &mut UnixStream, kind: u8, body: &[u8]) -> io::Result<()> {
    stream.write_all(&[kind])?;
    stream.write_all(&((body.len() + 4) as i32).to_be_bytes())?;
    stream.write_all(body)
}

fn receive(stream: &mut UnixStream) -> io::Result<(u8, Vec<u8>)> {
    let mut head = [0; 5];
    stream.read_exact(&mut head)?;
    let length = i32::from_be_bytes([head[1], head[2], head[3], head[4]]);
    let length = usize::try_from(length - 4).map_err(|_| unexpected("a message of negative length"))?;
    let mut body = vec![0; length];
    stream.read_exact(&mut body)?;
    Ok((head[0], body))
}

/// A row is the number of values, then for each its length (-1 for NULL) and its bytes.
fn row(body: &[u8]) -> io::Result<Row> {
    let mut rest = body.get(2..).ok_or_else(|| unexpected("a row without a count"))?;
    let mut values = Vec::new();
    while let Some((length, after)) = rest.split_first_chunk::<4>() {
        rest = after;
        let Ok(length) = usize::try_from(i32::from_be_bytes(*length)) else {
            values.push(None);
            continue;
        };
        let (value, after) = rest.split_at_checked(length).ok_or_else(|| unexpected("a row cut short"))?;
        values.push(Some(String::from_utf8_lossy(value).into_owned()));
        rest = after;
    }
    Ok(values)
}

/// A complaint is a list of fields, each a letter and a text; M is the message, D the detail, W the place in a function.
fn complaint(body: &[u8]) -> String {
    let fields: Vec<_> = body.split(|byte| *byte == 0).filter_map(|field| field.split_first()).collect();
    let field = |wanted: u8| {
        fields
            .iter()
            .find(|(letter, _)| **letter == wanted)
            .map(|(_, text)| String::from_utf8_lossy(text).into_owned())
    };
    let parts = [
        field(b'M'),
        field(b'D'),
        field(b'H'),
        field(b'P').map(|at| format!("at character {at}")),
        field(b'W'),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join("; ")
}

fn unexpected(what: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, format!("the server sent something unexpected: {what}"))
}
