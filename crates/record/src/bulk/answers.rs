//! What somebody who asks would have typed: answers at the true paths of the council's request form.

use std::collections::BTreeMap;

use jiff::civil::Date;
use law::date_of_birth::DateOfBirth;
use law::form::{Answers, Audience, Form, Value, prune};
use marlshire::rows::{Request, RequestSubject};

use super::said;

/// The answers of a request, as they would have reached the record: only those its reader was asked.
pub(super) fn of(request: &Request, subjects: &[&RequestSubject], form: &Form) -> Answers {
    let audience = match request.audience {
        "public" => Audience::Public,
        "professional" => Audience::Professional,
        _ => Audience::Desk,
    };
    let asking = Asking { request, kind: kind(request) };
    let mut answers = Answers::new();
    asking.arrival(&mut answers);
    asking.who(&mut answers);
    asking.what_for(&mut answers);
    let children: Vec<_> = subjects.iter().filter(|row| row.part == "child").collect();
    for child in children {
        asking.child(&mut answers, child);
    }
    let adults: Vec<_> = subjects.iter().filter(|row| row.part == "adult").collect();
    for adult in adults {
        asking.adult(&mut answers, adult);
    }
    asking.family_knows(&mut answers);
    asking.worries(&mut answers);
    prune(form, audience, &answers)
}

/// Who asks, as the form's first question has it.
fn kind(request: &Request) -> &'static str {
    match request.referrer_role {
        "Parent or carer" => "parent_or_carer",
        "Young person" => "young_person",
        _ if request.referrer_organisation.is_some() => "professional",
        _ => "friend_or_family",
    }
}

struct Asking<'a> {
    request: &'a Request,
    kind: &'static str,
}

impl Asking<'_> {
    /// One of several ways to answer a question: always the same for the same request, and not the same place in every
    /// list.
    fn pick<T: Copy>(&self, question: &str, ways: &[T]) -> T {
        let bytes = self.request.id.as_bytes().iter().copied().chain(question.bytes());
        // FNV-1a: any spread will do.
        let spread =
            bytes.fold(0x811c_9dc5_u32, |sum, byte| (sum ^ u32::from(byte)).wrapping_mul(0x0100_0193));
        ways[(spread >> 7) as usize % ways.len()]
    }

    /// Whether this is the family's own voice.
    fn is_family(&self) -> bool {
        matches!(self.kind, "parent_or_carer" | "young_person")
    }

    fn arrival(&self, to: &mut Answers) {
        let at = self.request.received_at;
        to.set_text("method", self.request.method);
        to.set("received_on", day(at.date()));
        to.set_text("received_time", format!("{:02}:{:02}", at.hour(), at.minute()));
        to.set_text("source_code", self.request.source_code);
        to.set_text("record_kind", if self.request.method == "phone" { "summary" } else { "verbatim" });
        to.set_text("knowledge_kind", self.pick("knowledge_kind", &["witnessed", "reported", "both"]));
        to.set_text("immediate_safety", self.pick("immediate_safety", &["safe", "safe", "not-known"]));
    }

    fn who(&self, to: &mut Answers) {
        let request = self.request;
        to.set_text("requester_kind", self.kind);
        to.set_text("urgent_today", "no");
        to.set_text("wants_anonymity", if request.anonymous { "anonymous" } else { "named" });
        let name = request.referrer_name.as_deref().unwrap_or_default();
        let (first, last) = name.split_once(' ').unwrap_or((name, ""));
        to.set_text("your_first_name", first);
        to.set_text("your_last_name", if last.is_empty() { "Not given" } else { last });
        to.set_text("your_phone", request.referrer_contact.clone().unwrap_or_default());
        to.set("reply_by", chosen(&["call", "text"]));
        if self.kind == "professional" {
            let organisation = request.referrer_organisation.as_deref().unwrap_or_default();
            to.set_text("your_email", email(first, last, organisation));
            to.set_text("your_role", request.referrer_role);
            to.set_text("your_organisation", organisation);
            to.set_text("your_sector", sector(request.source_code));
            to.set_text(
                "seen_how_often",
                self.pick("seen_how_often", &["daily", "weekly", "monthly", "rarely"]),
            );
        }
        to.set_text("your_relationship", request.referrer_role);
    }

    fn what_for(&self, to: &mut Answers) {
        to.set(
            "help_wanted",
            chosen(&[
                self.pick("help_wanted", &["family_help", "advice", "targeted_youth", "family_hub_activity"])
            ]),
        );
        to.set_text("level_of_need", self.pick("level_of_need", &["2", "2", "3", "3", "4"]));
    }

    fn child(&self, to: &mut Answers, child: &RequestSubject) {
        let at = |question: &str| format!("children.{}.{question}", child.position);
        to.set_text(at("first_name"), child.first_name.clone().unwrap_or_else(|| "Baby".to_owned()));
        to.set(at("last_name"), child.last_name.clone().map_or(Value::NotKnown, Value::Text));
        to.set_text(at("known_as"), child.known_as.clone().unwrap_or_default());
        to.set_text(at("born"), if child.stated.is_expected() { "unborn" } else { "born" });
        match child.stated {
            DateOfBirth::Exact { date } => to.set(at("date_of_birth"), day(date)),
            DateOfBirth::Expected { date } => to.set(at("due_date"), day(date)),
            _ => to.set(at("date_of_birth"), Value::NotKnown),
        }
        to.set_text(at("part_of_request"), child.standing);
        match &child.postcode {
            _ if child.position > 1 => to.set_text(at("lives_where"), "with-first"),
            Some(postcode) => {
                to.set_text(at("lives_where"), "elsewhere");
                to.set(
                    at("child_address"),
                    Value::Parts(BTreeMap::from([("postcode".to_owned(), postcode.clone())])),
                );
            }
            None => to.set_text(at("lives_where"), "not-known"),
        }
        to.set_text(at("attendance_worry"), self.pick(&at("attendance_worry"), &["no", "not-known", "no"]));
        to.set_text(at("disability"), self.pick(&at("disability"), &["no", "no", "not-known"]));
        to.set_text(at("child_knows"), self.pick(&at("child_knows"), &["yes", "no", "not-known"]));
        to.set_text(at("child_words"), self.pick(&at("child_words"), said::BY_CHILDREN));
    }

    fn adult(&self, to: &mut Answers, adult: &RequestSubject) {
        let at = |question: &str| format!("adults.{}.{question}", adult.position);
        to.set_text(at("adult_first_name"), adult.first_name.clone().unwrap_or_else(|| "Mum".to_owned()));
        to.set_text(at("adult_last_name"), adult.last_name.clone().unwrap_or_default());
        if let DateOfBirth::Exact { date } = adult.stated {
            to.set(at("adult_date_of_birth"), day(date));
        }
        to.set_text(at("adult_relationship"), adult.relation.unwrap_or("parent"));
        to.set_text(at("lives_in_home"), "yes");
        to.set_text(
            at("parental_responsibility"),
            self.pick(&at("parental_responsibility"), &["yes", "yes", "not-known"]),
        );
        to.set_text(
            at("agreed_to_take_part"),
            self.pick(&at("agreed_to_take_part"), &["yes", "yes", "not-asked"]),
        );
        to.set(at("agreed_on"), day(self.request.received_at.date()));
        to.set_text(at("agreed_how"), "spoken");
    }

    fn family_knows(&self, to: &mut Answers) {
        let told = self.request.parents_know == "yes";
        to.set_text("discussed_with_parents", if told { "yes" } else { "no" });
        to.set_text(
            "not_discussed_reason",
            if self.request.parents_know == "no" { "not_safe_yet" } else { "could_not_reach" },
        );
        to.set_text("not_discussed_detail", self.pick("not_discussed_detail", said::WHY_NOT_TOLD));
        to.set_text("family_seen", self.pick("family_seen", &["yes", "no"]));
        to.set_text("parents_know", if told { "yes" } else { "no" });
        to.set_text("may_tell_parents", "not-yet");
        to.set("do_not_share_with", chosen(&["none"]));
        to.set("may_share_with", if told { chosen(&["schools", "health"]) } else { chosen(&["not-asked"]) });
    }

    fn worries(&self, to: &mut Answers) {
        to.set_text("happening", self.request.presenting.clone().unwrap_or_default());
        to.set_text("worry_scale", self.pick("worry_scale", &["4", "5", "6", "7", "8"]));
        let (worries, help) = match self.is_family() {
            true => (said::FAMILY_WORRIES, said::FAMILY_ASKS),
            false => (said::OTHERS_WORRIES, said::OTHERS_ASK),
        };
        to.set_text("most_worried", self.pick("most_worried", worries));
        to.set_text("help_asked", self.pick("help_asked", help));
        // The police and a caller without a name cannot say.
        if !self.request.anonymous && self.request.source_code != "6" {
            to.set_text("working_well", self.pick("working_well", said::WORKING_WELL));
            to.set_text("tried", self.pick("tried", said::TRIED));
        }
        to.set(
            "categories",
            chosen(&[self.pick(
                "categories",
                &["school_absence", "money", "mental_health_parent", "housing", "neglect"],
            )]),
        );
        to.set_text("domestic_abuse", self.pick("domestic_abuse", &["no", "not-known", "no"]));
        to.set("visit_risks", chosen(&[self.pick("visit_risks", &["none", "dogs", "none"])]));
        to.set("declared", chosen(&["true-as-far-as-known"]));
    }
}

fn day(date: Date) -> Value {
    let part = |name: &str, number: String| (name.to_owned(), number);
    Value::Parts(BTreeMap::from([
        part("day", date.day().to_string()),
        part("month", date.month().to_string()),
        part("year", date.year().to_string()),
    ]))
}

fn chosen(choices: &[&str]) -> Value {
    Value::Chosen(choices.iter().map(|choice| (*choice).to_owned()).collect())
}

/// An address in a domain that nobody can have.
fn email(first: &str, last: &str, organisation: &str) -> String {
    let plain =
        |text: &str| text.to_lowercase().chars().filter(char::is_ascii_alphanumeric).collect::<String>();
    format!("{}.{}@{}.example", plain(first), plain(last), plain(organisation))
}

/// The kind of organisation that a source code of the census means.
fn sector(source_code: &str) -> &'static str {
    match source_code {
        "2A" => "school",
        "2B" => "education_service",
        "3A" => "gp",
        "3B" => "health_visitor",
        "3C" => "school_nurse",
        "3D" | "3F" => "mental_health",
        "3E" => "hospital",
        "4" => "housing",
        "6" => "police",
        _ => "other",
    }
}
