//! A QR code as SVG to put straight into a page, which needs no image route and no exception from the content policy.

use std::fmt::Write;

use qrcodegen::{QrCode, QrCodeEcc};

/// The blank border that the standard asks for (ISO/IEC 18004), in squares.
const BORDER: i32 = 4;

/// `text` as an SVG element, black on white whatever the page's colours, with `label` read out in its place. `None` if
/// the text is too long for a QR code.
pub fn qr_svg(text: &str, label: &str) -> Option<String> {
    let code = QrCode::encode_text(text, QrCodeEcc::Medium).ok()?;
    let side = code.size() + 2 * BORDER;
    let mut path = String::new();
    for y in 0..code.size() {
        let mut x = 0;
        while x < code.size() {
            let length = (x..code.size()).take_while(|x| code.get_module(*x, y)).count();
            if length > 0 {
                write!(path, "M{} {}h{length}v1h-{length}z", x + BORDER, y + BORDER)
                    .expect("writing to a String cannot fail");
            }
            x += length as i32 + 1;
        }
    }
    let label = label.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;");
    Some(format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {side} {side}\" width=\"240\" height=\"240\" role=\"img\" \
         aria-label=\"{label}\" shape-rendering=\"crispEdges\"><rect width=\"{side}\" height=\"{side}\" fill=\"#fff\"/>\
         <path d=\"{path}\" fill=\"#000\"/></svg>"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The squares that the SVG paints black.
    fn painted(svg: &str) -> Vec<(usize, usize)> {
        let path = svg.split("<path d=\"").nth(1).unwrap().split('"').next().unwrap();
        let mut squares = Vec::new();
        for run in path.split('M').skip(1) {
            let (start, rest) = run.split_once('h').unwrap();
            let (x, y) = start.split_once(' ').unwrap();
            let length: usize = rest.split('v').next().unwrap().parse().unwrap();
            assert_eq!(rest, format!("{length}v1h-{length}z"));
            squares.extend((0..length).map(|step| (x.parse::<usize>().unwrap() + step, y.parse().unwrap())));
        }
        squares
    }

    #[test]
    fn every_square_is_painted_where_it_belongs_inside_a_blank_border() {
        let text = "otpauth://totp/Kith:dana.okafor?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Kith";
        let svg = qr_svg(text, "Set up").unwrap();
        let code = QrCode::encode_text(text, QrCodeEcc::Medium).unwrap();
        let size = code.size() as usize;
        assert!(svg.contains(&format!("viewBox=\"0 0 {0} {0}\"", size + 8)));
        let painted = painted(&svg);
        let wanted: Vec<_> = (0..size)
            .flat_map(|y| (0..size).map(move |x| (x, y)))
            .filter(|(x, y)| code.get_module(*x as i32, *y as i32))
            .map(|(x, y)| (x + 4, y + 4))
            .collect();
        assert_eq!(painted, wanted);
        // The dark ring and the heart of each position mark.
        for (left, top) in [(4, 4), (size - 3, 4), (4, size - 3)] {
            for (x, y) in [(0, 0), (6, 0), (0, 6), (6, 6), (3, 3)] {
                assert!(painted.contains(&(left + x, top + y)));
            }
            assert!(!painted.contains(&(left + 1, top + 1)));
        }
    }

    #[test]
    fn a_label_cannot_break_out_and_an_endless_text_is_refused() {
        let svg = qr_svg("x", "Scan \"me\" <b> & go").unwrap();
        assert!(svg.contains("aria-label=\"Scan &quot;me&quot; &lt;b> &amp; go\""), "{svg}");
        assert!(qr_svg(&"x".repeat(10_000), "").is_none());
    }
}
