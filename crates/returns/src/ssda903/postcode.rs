//! What is worked out from postcodes: whose area a placement is in, whether that is the council's own, and how far from home.

use std::io::Read;

use rustc_hash::FxHashMap;

use super::context::Context;
use super::provider::{Providers, plain_postcode};
use super::returned::Return;
use super::text::Text;

/// Where a postcode is: metres on the national grid, and the authority's code.
#[derive(Debug, Clone, Copy)]
struct Place {
    east: f64,
    north: f64,
    authority: Text,
}

/// Why a file of postcodes cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum NoPostcodes {
    /// It has not the columns.
    #[error("The postcode file needs the columns pcd, oseast1m, osnrth1m and laua; {0} is missing")]
    Column(&'static str),
    /// It could not be read.
    #[error("The postcode file could not be read: {0}")]
    File(#[from] csv::Error),
}

/// Which authority looks after children in which district, by the codes of the Office for National Statistics. A district
/// that is not listed is its own authority.
pub type Counties = FxHashMap<Text, Text>;

/// Works out PL_LA, PL_LOCATION and PL_DISTANCE of every episode from a CSV file of postcodes (`pcd`, `oseast1m`, `osnrth1m`,
/// `laua`, as the Office for National Statistics publishes them). Returns how many of the postcodes in use are in it.
///
/// Distance is the straight line in miles to one decimal: metres ÷ 1,000 ÷ 1.6093. Only postcodes in use are kept, so that the
/// size of the file costs no memory. The context's authority decides what is inside; without it neither inside nor outside is
/// said. The authorities of the context's providers are worked out too.
pub fn work_out_places(
    returns: &mut [&mut Return],
    postcodes: impl Read,
    counties: &Counties,
    context: &mut Context,
) -> Result<usize, NoPostcodes> {
    let mut used: FxHashMap<Text, Option<Place>> = FxHashMap::default();
    for read in returns.iter() {
        for episode in &read.episodes {
            for postcode in [episode.home_post, episode.pl_post] {
                used.entry(plain(postcode)).or_default();
            }
        }
    }
    for provider in context.providers.iter_mut().flat_map(Providers::all_mut) {
        used.entry(provider.postcode).or_default();
    }
    used.remove(&Text::BLANK);
    let mut lines = csv::ReaderBuilder::new().flexible(true).from_reader(postcodes);
    let headings = lines.headers()?.clone();
    let column = |name: &'static str| {
        let place = headings
            .iter()
            .position(|it| it.trim_start_matches('\u{feff}').trim().eq_ignore_ascii_case(name));
        place.ok_or(NoPostcodes::Column(name))
    };
    let (postcode, east, north, area) =
        (column("pcd")?, column("oseast1m")?, column("osnrth1m")?, column("laua")?);
    let mut record = csv::StringRecord::new();
    let mut found = 0;
    while lines.read_record(&mut record)? {
        let Some(place) = used.get_mut(&plain_postcode(record.get(postcode).unwrap_or_default())) else {
            continue;
        };
        let area = Text::read(record.get(area).unwrap_or_default());
        let metres = |at: usize| {
            record.get(at).and_then(|it| it.trim().parse::<f64>().ok()).filter(|it| it.is_finite())
        };
        if place.is_none() {
            found += 1;
        }
        let authority = counties.get(&area).copied().unwrap_or(area);
        *place = Some(Place {
            east: metres(east).unwrap_or(f64::NAN),
            north: metres(north).unwrap_or(f64::NAN),
            authority,
        });
    }
    let own = context.authority.as_deref().map(Text::read).unwrap_or_default();
    for provider in context.providers.iter_mut().flat_map(Providers::all_mut) {
        let place = used.get(&provider.postcode).copied().flatten();
        provider.authority = place.map(|it| it.authority).unwrap_or_default();
    }
    for read in returns.iter_mut() {
        place_all(read, &used, own);
    }
    Ok(found)
}

fn place_all(read: &mut Return, used: &FxHashMap<Text, Option<Place>>, own: Text) {
    for episode in &mut read.episodes {
        let at = |postcode: Text| used.get(&plain(postcode)).copied().flatten();
        let (home, placement) = (at(episode.home_post), at(episode.pl_post));
        episode.pl_la = placement.map(|it| it.authority).unwrap_or_default();
        episode.pl_location = match episode.pl_la {
            area if area.blank() || own.blank() => Text::BLANK,
            area if area == own => Text::code("IN"),
            _ => Text::code("OUT"),
        };
        episode.pl_distance = match (home, placement) {
            (Some(home), Some(placement)) => {
                miles(home, placement).map(|it| Text::read(&it)).unwrap_or_default()
            }
            _ => Text::BLANK,
        };
    }
    read.places_known = true;
}

fn miles(one: Place, other: Place) -> Option<String> {
    let metres = (one.east - other.east).hypot(one.north - other.north);
    metres.is_finite().then(|| format!("{:.1}", metres / 1_000.0 / 1.6093))
}

fn plain(postcode: Text) -> Text {
    if postcode.is_long() { Text::BLANK } else { plain_postcode(postcode.short().as_str()) }
}

/// Reads which districts belong to which authority: a CSV file with the columns of the Office for National Statistics, the
/// district's code first (`LTLA21CD`) and its authority's second (`UTLA21CD`).
pub fn counties(file: impl Read) -> Result<Counties, NoPostcodes> {
    let mut lines = csv::ReaderBuilder::new().flexible(true).from_reader(file);
    let headings = lines.headers()?.clone();
    let of = |level: &str| {
        headings.iter().position(|it| {
            let it = it.to_ascii_uppercase();
            it.contains(level) && it.ends_with("CD")
        })
    };
    let district = of("LTLA").ok_or(NoPostcodes::Column("LTLA…CD"))?;
    let authority = of("UTLA").ok_or(NoPostcodes::Column("UTLA…CD"))?;
    let mut counties = Counties::default();
    for line in lines.records() {
        let line = line?;
        let code = |at: usize| Text::read(line.get(at).unwrap_or_default());
        counties.insert(code(district), code(authority));
    }
    Ok(counties)
}

#[cfg(test)]
mod tests {
    use super::super::tables::Episode;
    use super::*;

    #[test]
    fn a_placement_is_as_far_as_the_crow_flies() {
        let episode = |home: &str, place: &str| Episode {
            home_post: Text::read(home),
            pl_post: Text::read(place),
            ..Episode::default()
        };
        let mut read = Return {
            episodes: vec![
                episode("ZZ1 1AA", "zz99 9ab"),
                episode("ZZ1 1AA", "QQ1 1QQ"),
                episode("", "ZZ11AA"),
            ],
            ..Return::default()
        };
        let file =
            "pcd,oseast1m,osnrth1m,laua\nZZ1 1AA,500000,200000,E07000105\nZZ999AB,503000,204000,E06000035\n";
        let counties = counties("LTLA21CD,LTLA21NM,UTLA21CD\nE07000105,A,E10000016\n".as_bytes()).unwrap();
        let mut context = Context { authority: Some("E10000016".into()), ..Context::default() };
        let found = work_out_places(&mut [&mut read], file.as_bytes(), &counties, &mut context).unwrap();
        assert_eq!(found, 2);
        let said = |at: usize| {
            let it = &read.episodes[at];
            [it.pl_la, it.pl_location, it.pl_distance].map(|it| it.short().as_str().to_owned())
        };
        // 3 km east and 4 km north are 5 km, which are 3.1 miles.
        assert_eq!(said(0), ["E06000035", "OUT", "3.1"]);
        assert_eq!(said(1), ["", "", ""]);
        assert_eq!(said(2), ["E10000016", "IN", ""]);
        assert!(matches!(
            work_out_places(&mut [], "pcd,laua\n".as_bytes(), &counties, &mut context),
            Err(NoPostcodes::Column("oseast1m"))
        ));
    }
}
