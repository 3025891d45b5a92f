//! Headings under which an assessment looks at needs.

use serde::{Deserialize, Serialize};

use crate::pack::Key;

/// Most headings of one form.
pub(crate) const MOST_NEEDS: usize = 20;

/// One heading, such as housing. Sections with `each = "need"` are asked once for each.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Need {
    /// Stands in the path of its answers (`need.4.worries`) for ever: a heading that is taken out leaves its number unused.
    pub number: usize,
    /// Its id, by which forms and figures know it.
    pub id: Key,
    /// What it is called on the page.
    pub label: String,
    /// What belongs under it.
    #[serde(default)]
    pub hint: Option<String>,
    /// Dimensions of the assessment triangle it touches; see [`TRIANGLE`].
    #[serde(default)]
    pub triangle: Vec<Key>,
}

/// The sides of the assessment triangle with their dimensions (Framework for the Assessment of Children in Need and
/// their Families, 2000; kept in Working Together to Safeguard Children).
pub const TRIANGLE: [(&str, &[(&str, &str)]); 3] = [
    (
        "Child's development",
        &[
            ("health", "Health"),
            ("education", "Education"),
            ("emotional-and-behavioural", "Emotional and behavioural development"),
            ("identity", "Identity"),
            ("family-and-social-relationships", "Family and social relationships"),
            ("social-presentation", "Social presentation"),
            ("self-care", "Self-care skills"),
        ],
    ),
    (
        "Parenting",
        &[
            ("basic-care", "Basic care"),
            ("safety", "Keeping safe"),
            ("emotional-warmth", "Emotional warmth"),
            ("stimulation", "Stimulation"),
            ("guidance-and-boundaries", "Guidance and boundaries"),
            ("stability", "Stability"),
        ],
    ),
    (
        "Family and environment",
        &[
            ("history-and-functioning", "Family history and how the family works"),
            ("wider-family", "Wider family"),
            ("housing", "Housing"),
            ("employment", "Employment"),
            ("income", "Income"),
            ("social-integration", "The family's place among others"),
            ("community-resources", "What the community offers"),
        ],
    ),
];

/// Ids of the dimensions, as forms write them.
pub fn dimensions() -> impl Iterator<Item = &'static str> {
    TRIANGLE.iter().flat_map(|(_, dimensions)| dimensions.iter().map(|(id, _)| *id))
}

/// The words for a dimension.
pub fn dimension(id: &str) -> Option<&'static str> {
    let mut all = TRIANGLE.iter().flat_map(|(_, dimensions)| dimensions.iter());
    all.find(|(known, _)| *known == id).map(|(_, label)| *label)
}
