//! Where a notice says two things, or nothing.

use super::super::SharingMode;
use super::Findings;

pub(super) fn lint(found: &mut Findings<'_, '_, '_>) {
    sharing(found);
    date(found);
    for doubt in &found.notice.doubt {
        found.doubt(&doubt.id, doubt.about.clone(), format!("meanwhile {}", doubt.meanwhile));
    }
}

fn sharing(found: &mut Findings<'_, '_, '_>) {
    let agreement = &found.notice.agreement;
    let Some(first) = agreement.says.first() else { return };
    for other in agreement.says.iter().filter(|other| other.sharing != first.sharing) {
        let message = format!(
            "the notice says that sharing {} ({}) and that it {} ({})",
            first.sharing.words(),
            first.what,
            other.sharing.words(),
            other.what
        );
        let instead =
            format!("Kith’s pack says that it {}: ask the council which it means", agreement.sharing.words());
        found.doubt(&other.what, message, instead);
    }
}

fn date(found: &mut Findings<'_, '_, '_>) {
    if let Some(published) = &found.notice.published
        && published.updated.is_none()
    {
        let message = format!("the published notice ‘{}’ bears no date", published.file);
        found.doubt(
            &published.file,
            message,
            "say when it was last changed, so that readers can tell versions apart",
        );
    }
}

impl SharingMode {
    /// In words: "sharing …".
    pub fn words(self) -> &'static str {
        match self {
            SharingMode::WithAgreement => "waits until the family agrees",
            SharingMode::UnlessTheySayNo => "goes ahead unless the family says no",
            SharingMode::TellAndListen => "does not wait for the family, who are told and listened to",
        }
    }
}
