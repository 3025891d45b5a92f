//! "How we use this": what stands beside the questions of a form.

use law::form::{Audience, Form, Section};
use law::pack::Pack;
use law::published::{Panel, Printing, panel};

/// How the answers of one page are used, for whoever fills it in.
pub fn uses(pack: &Pack, form: &Form, section: &Section, audience: Audience) -> Option<Panel> {
    panel(&Printing::of(&pack.council, pack.notice()), form, section, audience)
}
