//! Writes a census as XML, in the order of the schema.

use std::io::{self, Write};

use jiff::civil::Date;

use super::{Assessment, Child, Enquiry, Episode, Protection};
use crate::year::CollectionYear;

pub fn beginning(out: &mut impl Write, year: CollectionYear) -> io::Result<()> {
    let last = year.last_day();
    writeln!(
        out,
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Message>\n  <Header>\n    <CollectionDetails>"
    )?;
    writeln!(
        out,
        "      <Collection>CIN</Collection>\n      <Year>{}</Year>\n      <ReferenceDate>{last}</ReferenceDate>",
        last.year()
    )?;
    writeln!(
        out,
        "    </CollectionDetails>\n    <Source>\n      <SourceLevel>L</SourceLevel>\n      <LEA>999</LEA>"
    )?;
    writeln!(
        out,
        "      <SoftwareCode>Kith</SoftwareCode>\n      <Release>sample</Release>\n      <SerialNo>001</SerialNo>"
    )?;
    writeln!(
        out,
        "      <DateTime>{}-04-01T09:00:00</DateTime>\n    </Source>\n  </Header>\n  <Children>",
        last.year()
    )
}

pub fn ending(out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "  </Children>\n</Message>")
}

/// An element with a value. Nothing for nothing.
fn text(out: &mut impl Write, depth: usize, name: &str, value: Option<&str>) -> io::Result<()> {
    match value {
        Some(value) => writeln!(out, "{:depth$}<{name}>{value}</{name}>", "", depth = depth * 2),
        None => Ok(()),
    }
}

fn date(out: &mut impl Write, depth: usize, name: &str, value: Option<Date>) -> io::Result<()> {
    match value {
        Some(value) => writeln!(out, "{:depth$}<{name}>{value}</{name}>", "", depth = depth * 2),
        None => Ok(()),
    }
}

fn flag(out: &mut impl Write, depth: usize, name: &str, value: bool) -> io::Result<()> {
    text(out, depth, name, Some(if value { "1" } else { "0" }))
}

pub fn child(out: &mut impl Write, child: &Child, year: CollectionYear) -> io::Result<()> {
    writeln!(out, "    <Child>\n      <ChildIdentifiers>")?;
    text(out, 4, "LAchildID", Some(&child.id))?;
    text(out, 4, "UPN", child.upn.as_deref())?;
    text(out, 4, "UPNunknown", child.upn_unknown)?;
    date(out, 4, "PersonBirthDate", child.birth)?;
    date(out, 4, "ExpectedPersonBirthDate", child.expected_birth)?;
    if year < CollectionYear::of(2024) {
        let gender = match child.sex {
            "M" => "1",
            "F" => "2",
            "U" => "0",
            other => other,
        };
        text(out, 4, "GenderCurrent", Some(gender))?;
    } else {
        text(out, 4, "Sex", Some(child.sex))?;
    }
    date(out, 4, "PersonDeathDate", child.death)?;
    writeln!(out, "      </ChildIdentifiers>\n      <ChildCharacteristics>")?;
    text(out, 4, "Ethnicity", Some(child.ethnicity))?;
    if !child.disabilities.is_empty() {
        writeln!(out, "        <Disabilities>")?;
        for disability in &child.disabilities {
            text(out, 5, "Disability", Some(disability))?;
        }
        writeln!(out, "        </Disabilities>")?;
    }
    writeln!(out, "      </ChildCharacteristics>")?;
    for it in &child.episodes {
        episode(out, it)?;
    }
    writeln!(out, "    </Child>")
}

fn episode(out: &mut impl Write, episode: &Episode) -> io::Result<()> {
    writeln!(out, "      <CINdetails>")?;
    date(out, 4, "CINreferralDate", episode.referral)?;
    text(out, 4, "ReferralSource", Some(episode.source))?;
    text(out, 4, "PrimaryNeedCode", episode.need)?;
    date(out, 4, "CINclosureDate", episode.closure)?;
    text(out, 4, "ReasonForClosure", episode.reason)?;
    date(out, 4, "DateOfInitialCPC", episode.conference)?;
    for it in &episode.assessments {
        assessment(out, it)?;
    }
    for (start, end) in &episode.plans {
        writeln!(out, "        <CINPlanDates>")?;
        date(out, 5, "CINPlanStartDate", Some(*start))?;
        date(out, 5, "CINPlanEndDate", *end)?;
        writeln!(out, "        </CINPlanDates>")?;
    }
    for it in &episode.enquiries {
        enquiry(out, it)?;
    }
    flag(out, 4, "ReferralNFA", episode.no_further_action)?;
    for it in &episode.protection {
        protection(out, it)?;
    }
    writeln!(out, "      </CINdetails>")
}

fn assessment(out: &mut impl Write, assessment: &Assessment) -> io::Result<()> {
    writeln!(out, "        <Assessments>")?;
    date(out, 5, "AssessmentActualStartDate", Some(assessment.start))?;
    date(out, 5, "AssessmentAuthorisationDate", assessment.authorised)?;
    if !assessment.factors.is_empty() {
        writeln!(out, "          <FactorsIdentifiedAtAssessment>")?;
        for factor in &assessment.factors {
            text(out, 6, "AssessmentFactors", Some(factor))?;
        }
        writeln!(out, "          </FactorsIdentifiedAtAssessment>")?;
    }
    writeln!(out, "        </Assessments>")
}

fn enquiry(out: &mut impl Write, enquiry: &Enquiry) -> io::Result<()> {
    writeln!(out, "        <Section47>")?;
    date(out, 5, "S47ActualStartDate", Some(enquiry.start))?;
    date(out, 5, "InitialCPCtarget", enquiry.target)?;
    date(out, 5, "DateOfInitialCPC", enquiry.conference)?;
    flag(out, 5, "ICPCnotRequired", enquiry.not_required)?;
    writeln!(out, "        </Section47>")
}

fn protection(out: &mut impl Write, plan: &Protection) -> io::Result<()> {
    writeln!(out, "        <ChildProtectionPlans>")?;
    date(out, 5, "CPPstartDate", Some(plan.start))?;
    date(out, 5, "CPPendDate", plan.end)?;
    text(out, 5, "InitialCategoryOfAbuse", Some(plan.category))?;
    text(out, 5, "LatestCategoryOfAbuse", Some(plan.category))?;
    text(out, 5, "NumberOfPreviousCPP", Some(&plan.previous.to_string()))?;
    if !plan.reviews.is_empty() {
        writeln!(out, "          <Reviews>")?;
        for review in &plan.reviews {
            date(out, 6, "CPPreviewDate", Some(*review))?;
        }
        writeln!(out, "          </Reviews>")?;
    }
    writeln!(out, "        </ChildProtectionPlans>")
}
