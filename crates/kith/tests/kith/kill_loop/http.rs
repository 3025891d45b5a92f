//! As little of a browser as shows what really arrived: also half an answer, which a library would hide.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use ledger::Receipt;

/// Longer than Kith lets any page take.
const PATIENCE: Duration = Duration::from_secs(60);

/// Where the server is: each start takes another port.
#[derive(Clone, Default)]
pub struct Address(Arc<Mutex<String>>);

impl Address {
    pub fn now(&self) -> String {
        self.0.lock().unwrap().clone()
    }

    pub fn set(&self, address: &str) {
        address.clone_into(&mut self.0.lock().unwrap());
    }
}

/// What arrived. Nothing has status 0.
#[derive(Default)]
pub struct Answer {
    pub status: u16,
    head: String,
    pub body: String,
}

impl Answer {
    /// Opens a page.
    pub fn to_get(address: &str, path: &str, cookie: &str) -> Answer {
        let head = format!("GET {path} HTTP/1.1\r\nHost: {address}\r\nCookie: kith_session={cookie}\r\n");
        Answer::to(address, &format!("{head}Connection: close\r\n\r\n"))
    }

    /// Sends a form. The fields need no escapes.
    pub fn to_post(address: &str, path: &str, cookie: &str, form: &str) -> Answer {
        let head = format!("POST {path} HTTP/1.1\r\nHost: {address}\r\nCookie: kith_session={cookie}\r\n");
        let kind = "Content-Type: application/x-www-form-urlencoded";
        let length = form.len();
        Answer::to(
            address,
            &format!("{head}{kind}\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{form}"),
        )
    }

    fn to(address: &str, request: &str) -> Answer {
        let mut bytes = Vec::new();
        let _ = exchange(address, request, &mut bytes);
        Answer::read(&String::from_utf8_lossy(&bytes))
    }

    /// Without the whole head nobody's data has arrived.
    fn read(text: &str) -> Answer {
        let Some((head, body)) = text.split_once("\r\n\r\n") else { return Answer::default() };
        let status = head.split(' ').nth(1).and_then(|code| code.parse().ok()).unwrap_or_default();
        Answer { status, head: head.to_owned(), body: body.to_owned() }
    }

    /// Whether the page arrived to its end.
    pub fn is_whole_page(&self) -> bool {
        self.status == 200 && self.body.trim_end().ends_with("</html>")
    }

    fn headers<'a>(&'a self, wanted: &'a str) -> impl Iterator<Item = &'a str> {
        let lines = self.head.lines().filter_map(|line| line.split_once(": "));
        lines.filter(move |(name, _)| name.eq_ignore_ascii_case(wanted)).map(|(_, value)| value)
    }

    /// Where it sends the browser.
    pub fn location(&self) -> &str {
        self.headers("location").next().unwrap_or_default()
    }

    /// Its receipts, as a proxy would log them.
    pub fn receipts(&self) -> Vec<String> {
        self.headers("kith-receipt").map(str::to_owned).collect()
    }

    /// The leaves its receipts promise, in hexadecimal.
    pub fn leaves(&self) -> Vec<String> {
        let receipts = self.headers("kith-receipt").map(|line| Receipt::parse(line).unwrap());
        let leaves = receipts.flat_map(|receipt| receipt.leaves);
        leaves.map(|leaf| leaf.iter().map(|byte| format!("{byte:02x}")).collect()).collect()
    }

    /// The token of the form on it.
    pub fn form_token(&self) -> Option<String> {
        let (before, after) = self.body.split_once("name=\"csrf\"")?;
        let tag = format!("{}{}", before.rsplit('<').next()?, after.split('>').next()?);
        let value = tag.split_once("value=\"")?.1.split('"').next()?;
        (!value.is_empty()).then(|| value.to_owned())
    }
}

fn exchange(address: &str, request: &str, bytes: &mut Vec<u8>) -> std::io::Result<()> {
    let mut stream = TcpStream::connect(address)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.write_all(request.as_bytes())?;
    // What came before the connection broke stays in `bytes`.
    stream.read_to_end(bytes).map(drop)
}

#[test]
fn half_an_answer_is_told_from_a_whole_one() {
    let head = "HTTP/1.1 200 OK\r\nKith-Receipt: v1 x\r\nlocation: /home";
    let whole = Answer::read(&format!("{head}\r\n\r\n<html><input value=\"t\" name=\"csrf\"></html>\n"));
    assert!(whole.is_whole_page() && whole.location() == "/home" && whole.receipts() == ["v1 x"]);
    assert_eq!(whole.form_token().as_deref(), Some("t"));
    let half = Answer::read(&format!("{head}\r\n\r\n<html>Char"));
    assert!(!half.is_whole_page() && half.status == 200 && half.body.contains("Char"));
    assert_eq!(Answer::read(head).status, 0);
}
