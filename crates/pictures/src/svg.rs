//! Writing SVG: shapes, words and the frame round every picture. All text is escaped here and nowhere else.

use std::fmt::Write;

/// A drawing in the making: the inside of an `<svg>`.
#[derive(Debug, Default)]
pub(crate) struct Svg {
    pub out: String,
}

/// A place that can be followed: drawn last, over everything, so that the picture itself holds nothing to press.
#[derive(Debug)]
pub(crate) struct Hotspot {
    pub href: String,
    /// What a screen reader says.
    pub name: String,
    pub x: f64,
    pub y: f64,
    pub width: f64,
    pub height: f64,
}

/// Where words stand from their point.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Anchor {
    Start,
    Middle,
    End,
}

impl Svg {
    /// An element without content.
    pub fn tag(&mut self, name: &str, attributes: &[(&str, String)]) {
        self.begin(name, attributes);
        self.out.truncate(self.out.len() - 2);
        self.out += "/>\n";
    }

    /// The start of an element; [`end`](Self::end) closes it.
    pub fn begin(&mut self, name: &str, attributes: &[(&str, String)]) {
        let _ = write!(self.out, "<{name}");
        for (key, value) in attributes {
            let _ = write!(self.out, " {key}=\"{}\"", escape(value));
        }
        self.out += ">\n";
    }

    pub fn end(&mut self, name: &str) {
        let _ = writeln!(self.out, "</{name}>");
    }

    /// A group whose shapes are lines of this width and nothing else.
    pub fn lines(&mut self, class: &str, width: f64) {
        self.begin(
            "g",
            &[
                ("class", class.to_owned()),
                ("fill", "none".into()),
                ("stroke", "currentColor".into()),
                ("stroke-width", n(width)),
            ],
        );
    }

    /// A line through points; `dash` is a pattern of lengths, "" for a solid line.
    pub fn polyline(&mut self, points: &[(f64, f64)], dash: &str) {
        let mut attributes = vec![("d", path(points))];
        if !dash.is_empty() {
            attributes.push(("stroke-dasharray", dash.to_owned()));
        }
        self.tag("path", &attributes);
    }

    pub fn line(&mut self, from: (f64, f64), to: (f64, f64)) {
        self.polyline(&[from, to], "");
    }

    /// One line of words.
    pub fn text(&mut self, (x, y): (f64, f64), anchor: Anchor, size: f64, bold: bool, words: &str) {
        let mut attributes = vec![("x", n(x)), ("y", n(y)), ("font-size", n(size))];
        match anchor {
            Anchor::Start => {}
            Anchor::Middle => attributes.push(("text-anchor", "middle".into())),
            Anchor::End => attributes.push(("text-anchor", "end".into())),
        }
        if bold {
            attributes.push(("font-weight", "bold".into()));
        }
        self.begin("text", &attributes);
        self.out.pop();
        self.out += &escape(words);
        self.end("text");
    }
}

/// What every picture says of itself.
#[derive(Debug)]
pub(crate) struct Frame<'a> {
    /// The kind of picture, as in the class `picture-genogram`.
    pub kind: &'a str,
    /// Begins every id, so that several pictures can be on one page.
    pub prefix: &'a str,
    pub title: &'a str,
    pub desc: &'a str,
    pub width: f64,
    pub height: f64,
}

impl Frame<'_> {
    /// The whole picture. One image for a screen reader, with a name and a description; whatever can be followed comes
    /// after the image, never inside it, because what is inside an image does not exist for a screen reader.
    pub fn close(&self, drawing: &Svg, hotspots: &[Hotspot]) -> String {
        let prefix = id(self.prefix);
        // For style sheets: how many times 320 units the picture is wide, so that a wide one can be given room.
        let steps = (self.width / 320.0).ceil().clamp(1.0, 12.0);
        let class = format!("picture picture-{} picture--{steps}", self.kind);
        let view = format!("0 0 {} {}", n(self.width), n(self.height));
        let name =
            vec![("role", "img".to_owned()), ("aria-labelledby", format!("{prefix}-title {prefix}-desc"))];
        let mut svg = Svg::default();
        let mut root =
            vec![("xmlns", "http://www.w3.org/2000/svg".to_owned()), ("class", class), ("viewBox", view)];
        if hotspots.is_empty() {
            root.extend(name);
            svg.begin("svg", &root);
        } else {
            svg.begin("svg", &root);
            svg.begin("g", &name);
        }
        let _ = writeln!(svg.out, "<title id=\"{prefix}-title\">{}</title>", escape(self.title));
        let _ = writeln!(svg.out, "<desc id=\"{prefix}-desc\">{}</desc>", escape(self.desc));
        svg.begin("g", &[("fill", "currentColor".into())]);
        svg.out += &drawing.out;
        svg.end("g");
        if !hotspots.is_empty() {
            svg.end("g");
            svg.begin("g", &[("class", "picture-links".into())]);
            for spot in hotspots {
                svg.hotspot(spot);
            }
            svg.end("g");
        }
        svg.end("svg");
        svg.out
    }
}

impl Svg {
    fn hotspot(&mut self, spot: &Hotspot) {
        let link = [
            ("href", spot.href.clone()),
            ("class", "picture-link".into()),
            ("aria-label", spot.name.clone()),
        ];
        self.begin("a", &link);
        self.tag(
            "rect",
            &[
                ("x", n(spot.x)),
                ("y", n(spot.y)),
                ("width", n(spot.width)),
                ("height", n(spot.height)),
                ("rx", "4".into()),
                ("fill", "transparent".into()),
            ],
        );
        self.end("a");
    }
}

/// A link within the site, or nothing: an address that leads elsewhere or is a script has no place in a picture.
pub(crate) fn safe_link(href: Option<&str>) -> Option<String> {
    let href = href?;
    let within = href.starts_with('/') && !href.starts_with("//") && !href.contains(['\\', '\n', '\t', '\r']);
    (within || href.starts_with('#')).then(|| href.to_owned())
}

/// A number with at most one decimal place.
pub(crate) fn n(number: f64) -> String {
    let tenths = (number * 10.0).round() as i64;
    if tenths % 10 == 0 { (tenths / 10).to_string() } else { format!("{:.1}", tenths as f64 / 10.0) }
}

/// Points as the `d` of a path.
pub(crate) fn path(points: &[(f64, f64)]) -> String {
    let mut d = String::new();
    for (index, (x, y)) in points.iter().enumerate() {
        let _ = write!(d, "{}{} {}", if index == 0 { "M" } else { "L" }, n(*x), n(*y));
    }
    d
}

/// Text that is safe between tags and in attributes. Characters that XML forbids, and those that turn the direction of
/// all that follows, are left out.
pub(crate) fn escape(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => safe += "&amp;",
            '<' => safe += "&lt;",
            '>' => safe += "&gt;",
            '"' => safe += "&quot;",
            '\'' => safe += "&#39;",
            '\n' | '\t' | '\r' => safe.push(' '),
            c if c.is_control() => {}
            '\u{fffe}' | '\u{ffff}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {}
            c => safe.push(c),
        }
    }
    safe
}

/// A prefix that can begin an id.
fn id(prefix: &str) -> String {
    let clean: String =
        prefix.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-' || *c == '_').collect();
    if clean.starts_with(|c: char| c.is_ascii_alphabetic()) { clean } else { format!("picture-{clean}") }
}

/// An id within the picture, for what is used by reference.
pub(crate) fn local_id(prefix: &str, name: &str) -> String {
    format!("{}-{name}", id(prefix))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_short() {
        assert_eq!([n(3.0), n(-0.04), n(2.25), n(-1.5)], ["3", "0", "2.3", "-1.5"]);
    }

    #[test]
    fn only_links_within_the_site_are_followed() {
        assert_eq!(safe_link(Some("/people/1")), Some("/people/1".into()));
        for elsewhere in ["javascript:alert(1)", "//example.org", "https://example.org", "", "/\\example.org"]
        {
            assert_eq!(safe_link(Some(elsewhere)), None, "{elsewhere}");
        }
    }
}
