//! Mail handed to a small SMTP server of the test's own.

use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

use super::*;
use crate::mail::Mailer;

fn settings(port: u16) -> SmtpSettings {
    SmtpSettings {
        host: "127.0.0.1".to_owned(),
        port,
        tls: Tls::None,
        from: "no-reply@marlshire.example".to_owned(),
        from_name: "Marlshire County Council".to_owned(),
        username: None,
        password: None,
    }
}

fn message() -> Message {
    let to = "kate.williams@example.com".parse().expect("an address");
    Message::from_queue(to, "Your code", "Your code is 123456\n.\nCafé\n").expect("a message")
}

fn now() -> Timestamp {
    "2026-11-28T09:00:00Z".parse().expect("a time")
}

/// Serves one connection, answering each recipient with `answer`; gives back every line the client sent.
async fn server(answer: &'static str) -> (u16, JoinHandle<Vec<String>>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let port = listener.local_addr().expect("bound").port();
    let task = tokio::spawn(async move {
        let (stream, _) = listener.accept().await.expect("a client");
        let (reader, mut writer) = stream.into_split();
        let mut lines = BufReader::new(reader).lines();
        let mut heard = Vec::new();
        let mut in_text = false;
        writer.write_all(b"220 test\r\n").await.expect("written");
        while let Ok(Some(line)) = lines.next_line().await {
            heard.push(line.clone());
            let reply = match line.as_str() {
                "." if in_text => {
                    in_text = false;
                    "250 taken"
                }
                _ if in_text => continue,
                "DATA" => {
                    in_text = true;
                    "354 go on"
                }
                "QUIT" => "221 bye",
                _ if line.starts_with("RCPT") => answer,
                _ => "250 fine",
            };
            writer.write_all(format!("{reply}\r\n").as_bytes()).await.expect("written");
            if line == "QUIT" || heard.last().is_some_and(|last| last == ".") {
                break;
            }
        }
        heard
    });
    (port, task)
}

#[tokio::test]
async fn a_message_arrives_whole_with_one_recipient() {
    let (port, heard) = server("250 fine").await;
    let mailer = Mailer::Smtp(Smtp::new(&settings(port)).expect("settings that work"));
    mailer.send(Uuid::from_u128(7), &message(), now()).await.expect("sent");
    let heard = heard.await.expect("the server ran");
    let all = heard.join("\n");
    assert_eq!(heard.iter().filter(|line| line.starts_with("RCPT")).count(), 1, "{all}");
    for expected in [
        "MAIL FROM:<no-reply@marlshire.example>",
        "RCPT TO:<kate.williams@example.com>",
        "Subject: Your code",
        "Date: Sat, 28 Nov 2026 09:00:00 +0000",
        "Message-ID: <00000000-0000-0000-0000-000000000007@marlshire.example>",
        "Auto-Submitted: auto-generated",
        "Content-Type: text/plain; charset=utf-8",
        "Your code is 123456",
        "..",
    ] {
        assert!(heard.iter().any(|line| line.starts_with(expected)), "{expected} not in\n{all}");
    }
    assert!(all.contains("Marlshire County Council"), "{all}");
}

#[tokio::test]
async fn a_refusal_says_its_code_and_not_the_address() {
    let (port, heard) = server("550 kate.williams@example.com is unknown").await;
    let error =
        Smtp::new(&settings(port)).expect("works").send(Uuid::nil(), &message(), now()).await.unwrap_err();
    assert_eq!(error, MailError::Refused { code: Some(550) });
    assert!(!format!("{error} {error:?}").contains("kate"));
    drop(heard);
}

#[tokio::test]
async fn a_busy_server_and_a_closed_port_are_worth_another_try() {
    let (port, _heard) = server("451 busy").await;
    let busy = Smtp::new(&settings(port)).expect("works").send(Uuid::nil(), &message(), now()).await;
    assert_eq!(busy, Err(MailError::TryLater));
    let closed =
        TcpListener::bind("127.0.0.1:0").await.expect("a free port").local_addr().expect("bound").port();
    let nobody = Smtp::new(&settings(closed)).expect("works").send(Uuid::nil(), &message(), now()).await;
    assert_eq!(nobody, Err(MailError::TryLater));
}

#[test]
fn settings_that_cannot_work_are_named() {
    let problem = |change: fn(&mut SmtpSettings)| {
        let mut settings = settings(25);
        change(&mut settings);
        Smtp::new(&settings).err()
    };
    assert_eq!(problem(|_| ()), None);
    assert_eq!(problem(|s| s.tls = Tls::Implicit), None);
    assert_eq!(problem(|s| s.tls = Tls::Starttls), None);
    assert_eq!(problem(|s| s.host = "mail.marlshire.example".to_owned()), Some(MailError::Setting("tls")));
    assert_eq!(
        problem(|s| s.from = "a@b.example\r\nBcc: x@y.example".to_owned()),
        Some(MailError::Setting("from"))
    );
    assert_eq!(
        problem(|s| s.from_name = "M\r\nBcc: x@y.example".to_owned()),
        Some(MailError::Setting("from_name"))
    );
    assert_eq!(problem(|s| s.username = Some("u".to_owned())), Some(MailError::Setting("password")));
    assert_eq!(problem(|s| s.password = Some("p".to_owned().into())), Some(MailError::Setting("username")));
}

#[test]
fn odd_text_never_becomes_a_header() {
    let smtp = Smtp::new(&settings(25)).expect("works");
    let to = "kate@example.com".parse().expect("an address");
    let sneaky =
        Message::from_queue(to, "Zoë", "\r\nBcc: x@example.com\r\n\r\nX-Other: 1").expect("a message");
    let text = String::from_utf8(smtp.email(Uuid::nil(), &sneaky, now()).expect("built").formatted())
        .expect("ASCII");
    let (headers, body) = text.split_once("\r\n\r\n").expect("headers end");
    assert!(!headers.contains("Bcc") && !headers.contains("X-Other"), "{headers}");
    assert!(body.contains("Bcc"));
    assert!(headers.is_ascii());
}
