//! Ofsted's numbers, held to its list of providers. Asked only when that list is given.

use super::{Rule, by_row};
use crate::ssda903::child::{Child, short_break};
use crate::ssda903::provider::{Provider, lists, plain_postcode};
use crate::ssda903::tables::Episode;
use crate::ssda903::text::{Text, is};

pub(super) const RULES: &[Rule] = &[
    by_row("1008", &["URN"], "Ofsted Unique Reference Number (URN) is not valid.", |c, hit| {
        let Some(list) = c.all.providers else { return };
        hit.each(c.now.episodes, |e| e.urn.given() && !is!(e.urn, "XXXXXXX") && list.of(e.urn).is_empty());
    }),
    by_row(
        "219",
        &["URN", "PLACE"],
        "The Ofsted Unique reference number (URN) provided for the child's placement does not match the placement type recorded.",
        |c, hit| {
            hit.each(c.now.episodes, |e| {
                let entries = entries(c, e);
                !entries.is_empty() && !entries.iter().any(|it| lists(&it.place_codes, e.place))
            })
        },
    ),
    by_row(
        "221",
        &["PL_POST"],
        "The Ofsted Unique reference number (URN) provided for the child's placement does not match the placement postcode provided.",
        |c, hit| {
            hit.each(c.now.episodes, |e| {
                let asked =
                    is!(e.place, "K1" | "K2" | "K3" | "R3" | "S1") && !short_break(e.ls) && e.pl_post.given();
                let entries = entries(c, e);
                let plain = plain(e.pl_post);
                asked && !entries.is_empty() && !entries.iter().any(|it| it.postcode == plain)
            })
        },
    ),
    by_row(
        "224",
        &["PLACE_PROVIDER"],
        "The Ofsted Unique reference number (URN) provided for the child's placement does not match the placement provider recorded.",
        |c, hit| {
            hit.each(c.now.episodes, |e| {
                let entries = entries(c, e);
                e.place_provider.given()
                    && !entries.is_empty()
                    && !entries.iter().any(|it| lists(&it.provider_codes, e.place_provider))
            })
        },
    ),
    by_row(
        "227",
        &["URN", "DECOM"],
        "Ofsted Unique reference number (URN) is not valid for the episode start date.",
        |c, hit| hit.each(c.now.episodes, |e| entries(c, e).iter().any(|it| e.decom >= it.reg_end)),
    ),
    by_row(
        "228",
        &["URN", "DEC"],
        "Ofsted Unique reference number (URN) is not valid for the episode end date [NOTE: may give false positives on open episodes at providers who close during the year]",
        |c, hit| {
            hit.each(c.now.episodes, |e| {
                let until = if e.dec.blank() { c.all.end } else { e.dec };
                entries(c, e).iter().any(|it| until > it.reg_end)
            })
        },
    ),
    by_row(
        "229",
        &["URN", "PLACE_PROVIDER"],
        "Placement provider does not match between the placing authority and the local authority code of the provider. [NOTE: The provider's LA code is inferred from the its postcode, and may be inaccurate in some cases.]",
        |c, hit| {
            if c.all.authority.blank() || !c.all.providers_placed {
                return;
            }
            hit.each(c.now.episodes, |e| {
                entries(c, e).iter().any(|it| {
                    let own = it.authority == c.all.authority;
                    is!(e.place_provider, "PR1") && !own || is!(e.place_provider, "PR2") && own
                })
            })
        },
    )
    .reading("Asked once it is known where providers are."),
];

/// What Ofsted's list says of an episode's number. A number that is not on it is left to rule 1008.
fn entries<'a>(c: &Child<'a>, episode: &Episode) -> &'a [Provider] {
    match c.all.providers {
        Some(list) if episode.urn.given() && !is!(episode.urn, "XXXXXXX") => list.of(episode.urn),
        _ => &[],
    }
}

fn plain(postcode: Text) -> Text {
    plain_postcode(postcode.short().as_str())
}
