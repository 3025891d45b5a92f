//! `/people/{id}/profile`: language, origin, health, as the person says it.

use axum::extract::Path;
use jiff::civil::Date;
use law::codes::{CommunicationNeed, DISABILITIES, ETHNICITIES, LANGUAGES, Sex, check_disabilities};
use law::identifiers::UpnUnknownReason;
use record::person::profile::{self, Profile};
use uuid::Uuid;

use super::form::{self, Choice, Problems, Read, Sheet, on_file};
use super::gate::{self, opened};
use crate::error::Result;
use crate::posted::{Fields, Posted};
use crate::visit::Visit;

const REACHED_BY: [Choice; 4] =
    [("mobile", "Mobile"), ("landline", "Landline"), ("email", "Email"), ("letter", "Letter")];
const YES_NO: [Choice; 2] = [("yes", "Yes"), ("no", "No")];

fn set(codes: &'static law::codes::CodeSet) -> Vec<Choice> {
    codes.all().iter().map(|code| (code.code, code.label)).collect()
}

fn sexes() -> Vec<Choice> {
    Sex::ALL.iter().map(|sex| (sex.code(), sex.label())).collect()
}

fn needs() -> Vec<Choice> {
    CommunicationNeed::ALL.iter().map(|need| (need.code(), need.label())).collect()
}

fn upn_reasons() -> Vec<Choice> {
    UpnUnknownReason::ALL.iter().map(|reason| (reason.code(), reason.label())).collect()
}

fn sheet(id: &str, was: Option<Uuid>) -> Sheet {
    Sheet {
        title: "Change what is recorded about them".into(),
        action: format!("/people/{id}/profile"),
        button: "Save",
        section: "details",
        intro: "Record what the person says of themselves. Leave out what was not asked.".into(),
        fields: vec![
            form::select("sex", "Sex, as returns ask for it", sexes()),
            form::text("gender", "Gender, as they say it"),
            form::select("ethnicity", "Ethnicity", set(&ETHNICITIES)),
            form::text("religion", "Religion"),
            form::text("nationality", "Nationality"),
            form::text("immigration", "Immigration status").width("30"),
            form::select("first_language", "First language", set(&LANGUAGES)),
            form::select("interpreter", "Interpreter needed in", set(&LANGUAGES)),
            form::checkboxes("communication", "What helps them take part?", needs()),
            form::checkboxes("disabilities", "Disability", set(&DISABILITIES)),
            form::select("preferred_contact", "How do they prefer to be reached?", REACHED_BY),
            form::text("gp", "GP practice").width("30"),
            form::text("health_visitor", "Health visitor").width("30"),
            form::select("image_consent", "May pictures of them be used?", YES_NO),
            form::select("upn_unknown_reason", "Why there is no pupil number", upn_reasons()),
        ],
        hidden: vec![("was", was.map(|row| row.to_string()).unwrap_or_default())],
    }
}

fn read(typed: &Fields, today: Date) -> (Profile, Problems) {
    let mut read = Read::new(typed, today);
    let mut profile = Profile {
        sex: read.maybe_choice("sex", &sexes()),
        gender: read.some("gender"),
        ethnicity: read.maybe_choice("ethnicity", &set(&ETHNICITIES)),
        religion: read.some("religion"),
        nationality: read.some("nationality"),
        immigration: read.some("immigration"),
        first_language: read.maybe_choice("first_language", &set(&LANGUAGES)),
        interpreter: read.maybe_choice("interpreter", &set(&LANGUAGES)),
        communication: Vec::new(),
        disabilities: Vec::new(),
        preferred_contact: read.maybe_choice("preferred_contact", &REACHED_BY),
        gp: read.some("gp"),
        health_visitor: read.some("health_visitor"),
        image_consent: read.maybe_choice("image_consent", &YES_NO),
        upn_unknown_reason: read.maybe_choice("upn_unknown_reason", &upn_reasons()),
    };
    for code in typed.all("communication") {
        match CommunicationNeed::parse(code) {
            Some(need) => profile.communication.push(need.code().into()),
            None => read.problems.add("communication", "Select from the list what helps them take part"),
        }
    }
    match check_disabilities(&typed.all("disabilities")) {
        Ok(codes) => profile.disabilities = codes.iter().map(|code| code.code.to_owned()).collect(),
        Err(problem) => read.problems.add("disabilities", problem.to_string()),
    }
    (profile, read.problems)
}

fn typed_of(profile: &Profile) -> Fields {
    let lines = on_file([
        ("sex", profile.sex.as_deref()),
        ("gender", profile.gender.as_deref()),
        ("ethnicity", profile.ethnicity.as_deref()),
        ("religion", profile.religion.as_deref()),
        ("nationality", profile.nationality.as_deref()),
        ("immigration", profile.immigration.as_deref()),
        ("first_language", profile.first_language.as_deref()),
        ("interpreter", profile.interpreter.as_deref()),
        ("preferred_contact", profile.preferred_contact.as_deref()),
        ("gp", profile.gp.as_deref()),
        ("health_visitor", profile.health_visitor.as_deref()),
        ("image_consent", profile.image_consent.as_deref()),
        ("upn_unknown_reason", profile.upn_unknown_reason.as_deref()),
    ]);
    let many = |name: &'static str, codes: &[String]| {
        codes.iter().map(|code| (name.to_owned(), code.clone())).collect()
    };
    let needs: Vec<(String, String)> = many("communication", &profile.communication);
    let disabilities: Vec<(String, String)> = many("disabilities", &profile.disabilities);
    Fields::of([lines, needs, disabilities].concat())
}

/// `GET /people/{id}/profile`
pub async fn show(visit: Visit, Path(id): Path<String>) -> Result {
    let mut page = opened!(gate::look_to_change(&visit, &id));
    let (was, profile) = profile::current(&mut page.work, &page.permit).await?;
    page.work.commit().await?;
    sheet(&id, was).show(&visit, &page.who, &typed_of(&profile), &Problems::default())
}

/// `POST /people/{id}/profile`
pub async fn submit(Path(id): Path<String>, Posted { visit, fields, .. }: Posted) -> Result {
    let mut page = opened!(gate::change(&visit, &id, &fields));
    let was: Option<Uuid> = fields.text("was").parse().ok();
    let (new, problems) = read(&fields, visit.today());
    if !problems.is_empty() {
        return sheet(&id, was).show(&visit, &page.who, &fields, &problems);
    }
    match profile::save(&mut page.work, &page.permit, &new, was).await {
        Err(record::Error::Stale) => {
            let (now, _) = profile::current(&mut page.work, &page.permit).await?;
            let message = "Somebody else changed these details while you were working. Compare what you typed with the details page, \
                           then save again if yours is right";
            sheet(&id, now).show_stale(&visit, &page.who, &fields, message)
        }
        saved => {
            saved?;
            page.work.commit().await?;
            Ok(visit.go(&format!("/people/{id}/details"), "The details are saved"))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_on_file_reads_back_as_itself() {
        let profile = Profile {
            sex: Some("F".into()),
            ethnicity: Some("WBRI".into()),
            gender: Some("Girl".into()),
            first_language: Some("cy".into()),
            communication: vec!["bsl".into(), "easy_read".into()],
            disabilities: vec!["HEAR".into(), "LD".into()],
            ..Profile::default()
        };
        let (read_back, problems) = read(&typed_of(&profile), jiff::civil::date(2026, 6, 15));
        assert!(problems.is_empty());
        assert_eq!(read_back, profile);
    }

    #[test]
    fn a_code_that_was_never_offered_is_refused() {
        let typed = Fields::of([
            ("sex".to_owned(), "X9".to_owned()),
            ("disabilities".to_owned(), "NONE".to_owned()),
            ("disabilities".to_owned(), "LD".to_owned()),
        ]);
        let (_, problems) = read(&typed, jiff::civil::date(2026, 6, 15));
        assert_eq!(problems.summary().len(), 2);
    }
}
