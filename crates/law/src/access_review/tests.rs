//! Small worlds, line by line.

use jiff::tz::TimeZone;

use super::{Facts, Gathering, Pattern, Review, Settings, measure, review};

const WORLD: &str = r#"
{"type":"staff","id":"jo","name":"Jo Brown","role":"worker","team":"north","address":"4 Elm Row","postcode":"ZM1 2AB"}
{"type":"staff","id":"sam","name":"Sam Ito","role":"worker","team":"south"}
{"type":"staff","id":"meg","name":"Meg Lowe","role":"team_manager","team":"other"}
{"type":"relationship","kind":"supervisor","staff":"meg","of":"sam"}
{"type":"person","id":"kit","name":"Kit Marr","address":"9 Oak Way","postcode":"ZM2 1AA"}
{"type":"person","id":"rob","name":"Rob Marr","address":"9 Oak Way","postcode":"ZM2 1AA"}
{"type":"person","id":"ned","name":"Ned Brown","address":"12 Elm Row","postcode":"ZM1 2AB"}
{"type":"relationship","kind":"household","person":"kit","other":"rob"}
{"type":"relationship","kind":"allocation","staff":"sam","person":"kit","from":"2026-03-02","until":"2026-06-01"}
"#;

fn facts(more: &str) -> Facts {
    let mut all = Gathering::new(TimeZone::get("Europe/London").unwrap());
    for (number, line) in WORLD.lines().chain(more.lines()).enumerate() {
        all.line(number as u64 + 1, line).unwrap();
    }
    all.finish()
}

fn settings() -> Settings {
    Settings::usual(TimeZone::get("Europe/London").unwrap())
}

fn reviewed(more: &str) -> Review {
    review(&facts(more), &settings())
}

fn links(more: &str) -> Vec<&'static str> {
    reviewed(more).by_link.iter().map(|(link, _)| link.code()).collect()
}

fn read(staff: &str, person: &str, at: &str) -> String {
    format!(r#"{{"type":"read","at":"{at}","staff":"{staff}","person":"{person}"}}"#) + "\n"
}

#[test]
fn a_tie_explains_and_so_does_a_supervisors_a_familys_and_a_stand_ins() {
    let april = "2026-04-01T10:00";
    assert_eq!(links(&read("sam", "kit", april)), ["allocation"]);
    assert_eq!(links(&read("sam", "rob", april)), ["relative"]);
    assert_eq!(links(&read("meg", "kit", april)), ["supervisor"]);
    assert!(links(&read("jo", "kit", april)).is_empty());
    let cover = r#"{"type":"relationship","kind":"cover","staff":"jo","of":"sam","from":"2026-03-31","until":"2026-04-03"}"#;
    assert_eq!(links(&format!("{cover}\n{}", read("jo", "kit", april))), ["cover"]);
}

#[test]
fn a_tie_explains_only_its_time_and_what_it_led_to() {
    assert_eq!(links(&read("sam", "kit", "2026-02-27T10:00")), ["led_to_work"]);
    assert!(links(&read("sam", "kit", "2026-02-20T10:00")).is_empty());
    assert_eq!(links(&read("sam", "kit", "2026-06-10T10:00")), ["allocation"]);
    assert!(links(&read("sam", "kit", "2026-06-20T10:00")).is_empty());
}

#[test]
fn duty_explains_while_on_shift_and_a_request_is_there() {
    let request = r#"{"type":"relationship","kind":"request","person":"ned","from":"2026-04-01T09:00","until":"2026-04-03"}"#;
    let shift = r#"{"type":"relationship","kind":"duty","staff":"jo","from":"2026-04-01T08:00","until":"2026-04-01T16:00"}"#;
    let look = read("jo", "ned", "2026-04-01T10:00");
    assert_eq!(links(&format!("{request}\n{shift}\n{look}")), ["duty"]);
    assert!(links(&format!("{request}\n{look}")).is_empty());
    assert!(links(&format!("{shift}\n{look}")).is_empty());
}

#[test]
fn a_stated_reason_explains_when_work_follows_and_not_otherwise() {
    let look = r#"{"type":"read","at":"2026-04-01T10:00","staff":"meg","person":"ned","basis":"stated_reason","reason":"x"}"#;
    let note = r#"{"type":"work","at":"2026-04-04T10:00","staff":"meg","person":"ned","kind":"note"}"#;
    let late = note.replace("04-04", "04-20");
    assert_eq!(links(&format!("{look}\n{note}")), ["reason_followed"]);
    assert!(links(&format!("{look}\n{late}")).is_empty());
}

#[test]
fn a_neighbour_of_the_same_name_is_asked_about_in_words_the_next_morning() {
    let review = reviewed(&read("jo", "ned", "2026-03-08T21:40"));
    let [item] = &review.items[..] else { panic!("one line, not {}", review.items.len()) };
    assert_eq!(item.pattern, Pattern::Shared);
    assert!(item.raised - item.looks[0].at < 24 * 3600);
    let said = item.reasons.join(" ");
    for words in [
        "Opened at 21:40 on Sunday 8 March 2026. No allocation, request or meeting links Jo Brown to this person.",
        "Same street as the officer.",
        "Same surname as the officer",
        "Out of hours, with no shift.",
    ] {
        assert!(said.contains(words), "{said}");
    }
    assert!(!said.contains("Ned"), "who was looked at is not named: {said}");
}

#[test]
fn a_relative_is_asked_about_even_where_work_explains() {
    let kin = r#"{"type":"relationship","kind":"kin","staff":"sam","person":"kit"}"#;
    let review = reviewed(&format!("{kin}\n{}", read("sam", "kit", "2026-04-01T10:00")));
    assert_eq!(review.explained, 1);
    assert_eq!(review.items.len(), 1);
    assert_eq!(review.items[0].pattern, Pattern::Close);
}

#[test]
fn an_emergency_is_always_queued_and_comes_first() {
    let emergency = r#"{"type":"read","at":"2026-04-01T10:00","staff":"sam","person":"kit","basis":"emergency","reason":"x"}"#;
    let review = reviewed(&format!("{emergency}\n{}", read("jo", "ned", "2026-04-01T11:00")));
    assert_eq!(review.explained, 1, "work with the child explains it, and it is queued all the same");
    let patterns: Vec<Pattern> = review.items.iter().map(|item| item.pattern).collect();
    assert_eq!(patterns, [Pattern::Emergency, Pattern::Shared]);
}

#[test]
fn what_has_no_place_tonight_is_carried_over_and_never_lost() {
    let mut more = String::new();
    for n in 0..25 {
        more += &format!(
            r#"{{"type":"staff","id":"s{n}","surname":"Ash{n}","address":"{n} Fir Row {n}x Street","postcode":"ZM3 {n}AA"}}"#
        );
        more += "\n";
        more += &format!(r#"{{"type":"person","id":"c{n}","surname":"Ash{n}","staff":"s{}"}}"#, (n + 1) % 25);
        more += "\n";
        more += &read(&format!("s{n}"), &format!("c{n}"), "2026-04-01T10:00");
    }
    let review = reviewed(&more);
    let nights: Vec<(usize, usize)> = review
        .nights
        .iter()
        .map(|night| (night.raised, night.carried))
        .take_while(|(raised, _)| *raised > 0)
        .collect();
    assert_eq!(nights, [(10, 15), (10, 5), (5, 0)]);
    assert_eq!(review.noted, 0);
}

#[test]
fn a_hundred_looks_by_one_officer_are_one_line_a_night_and_found() {
    let mut more = String::new();
    for n in 0..60 {
        let day = 1 + n / 3 % 28;
        more += &read("jo", &format!("u{n}"), &format!("2026-04-{day:02}T10:{n:02}"));
    }
    more += r#"{"type":"truth","incident":"1","kind":"many","staff":"jo","from":"2026-04-01","until":"2026-04-30"}"#;
    let facts = facts(&more);
    let review = review(&facts, &settings());
    let measured = measure(&facts, &review);
    assert_eq!(measured.recall(), 1.0);
    assert!(review.items.len() <= 6, "{} lines", review.items.len());
    assert!(review.items.iter().any(|item| item.pattern == Pattern::Browsing));
}

#[test]
fn coming_back_for_weeks_is_found_and_once_is_only_noted() {
    let once = reviewed(&read("jo", "kit", "2026-04-01T10:00"));
    assert_eq!((once.items.len(), once.noted), (0, 1));
    let weekly: String = ["04-01", "04-15", "04-29", "05-13"]
        .map(|day| read("jo", "kit", &format!("2026-{day}T10:00")))
        .concat();
    assert!(reviewed(&weekly).items.iter().any(|item| item.pattern == Pattern::Returns));
}

#[test]
fn what_is_written_down_later_explains_from_then_on() {
    let cover = r#"{"type":"relationship","kind":"cover","staff":"jo","of":"sam","from":"2026-03-31","until":"2026-04-03","recorded":"2026-04-06"}"#;
    let review = reviewed(&format!("{cover}\n{}", read("jo", "kit", "2026-04-01T21:30")));
    assert_eq!(review.explained, 1);
    assert!(review.items.is_empty());
}

#[test]
fn a_bad_line_is_told_by_number_and_says_nothing_of_what_was_in_it() {
    let mut all = Gathering::new(TimeZone::UTC);
    for (line, number) in [
        ("{\"type\":\"read\",\"at\":\"Tuesday\",\"staff\":\"a\",\"person\":\"b\"}", 3),
        ("{\"type\":\"read\"", 4),
        ("[1,2]", 5),
        ("{\"type\":\"read\",\"at\":\"2026-01-01\"}", 6),
        ("{\"type\":\"staff\",\"id\":{\"secret\":1}}", 7),
        ("{\"no\":\"type\"}", 8),
    ] {
        let error = all.line(number, line).unwrap_err();
        assert_eq!(error.number, number);
        assert!(!error.why.contains("Tuesday") && !error.why.contains("secret"), "{}", error.why);
    }
    for fine in ["", "   ", r#"{"type":"weather","sun":true}"#, r#"{"type":"team","id":7,"colour":["red"]}"#]
    {
        all.line(1, fine).unwrap();
    }
    let facts = all.finish();
    assert_eq!(review(&facts, &settings()).reads, 0);
}

#[test]
fn looks_alone_with_no_other_facts_still_rank() {
    let mut all = Gathering::new(TimeZone::UTC);
    for n in 0..200 {
        let line =
            read(&format!("s{}", n % 20), &format!("p{n}"), &format!("2026-01-{:02}T10:00:00Z", 1 + n % 28));
        all.line(n, line.trim()).unwrap();
    }
    for n in 0..90 {
        let line = read("s3", &format!("q{n}"), &format!("2026-01-{:02}T11:00:00Z", 1 + n % 28));
        all.line(n, line.trim()).unwrap();
    }
    let facts = all.finish();
    let review = review(&facts, &settings());
    assert_eq!(review.explained, 0);
    let first = review.items.iter().find(|item| item.pattern == Pattern::Browsing).unwrap();
    assert_eq!(facts.staff[first.staff as usize].id, "s3");
}
