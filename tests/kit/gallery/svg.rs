//! A terminal's text as a picture: what `anstyle-svg` makes of it, fitted for a page that may be light or
//! dark, narrow, or read aloud.

use std::fmt::Write as _;

use anstyle::{Color, RgbColor};
use anstyle_svg::{Palette, Term};
use grader::report::text::width;
use tests::pictures::Picture;

/// A dark terminal with a frame, so that it stands out from a dark page too.
const BACK: RgbColor = RgbColor(0x16, 0x1b, 0x22);
const TEXT: RgbColor = RgbColor(0xe6, 0xed, 0xf3);
const FRAME: &str = "#444c56";
/// Each of them with a contrast of 5 and more to the background, but for the two that are one.
const COLOURS: [u32; 16] = [
    0x16_1b22, 0xff_7b72, 0x56_d364, 0xe3_b341, 0x79_c0ff, 0xd2_a8ff, 0x56_d4dd,
    0xe6_edf3, // plain
    0x8b_949e, 0xff_a198, 0x7e_e787, 0xf2_cc60, 0xa5_d6ff, 0xe2_c5ff, 0x76_e3ea,
    0xff_ffff, // bright
];

/// Fonts with columns of about the same width; Consolas stands last because its columns are narrow.
const FONTS: &str =
    "Menlo, 'DejaVu Sans Mono', 'Liberation Mono', 'Cascadia Mono', Consolas, monospace";
/// The width of a column, in pixels.
const COLUMN: f64 = 8.4;
/// What `anstyle-svg` leaves around the text, in pixels.
const PADDING: u8 = 10;

/// The picture.
pub(super) fn draw(picture: &Picture) -> String {
    let term = Term::new()
        .palette(Palette(COLOURS.map(|rgb| {
            let [_, red, green, blue] = rgb.to_be_bytes();
            RgbColor(red, green, blue)
        })))
        .fg_color(Color::Rgb(TEXT))
        .bg_color(Color::Rgb(BACK))
        .min_width_px(80 * 84 / 10);
    let drawn = term.render_svg(&format!("{}\n", picture.ansi.trim_end()));
    let lines: Vec<String> = drawn.lines().map(|line| fitted(line, picture.title)).collect();
    lines.join("\n") + "\n"
}

/// One line of the drawing.
fn fitted(line: &str, title: &str) -> String {
    if let Some(size) = line.strip_prefix("<svg ") {
        let number = |name: &str| size.split(name).nth(1)?.split("px").next();
        let (width, height) =
            (number("width=\"").unwrap_or("0"), number("height=\"").unwrap_or("0"));
        return format!(
            "<svg role=\"img\" viewBox=\"0 0 {width} {height}\" {size}\n  <title>{title}</title>"
        );
    }
    if line.starts_with("  <rect ") {
        return line.replace("/>", &format!("stroke=\"{FRAME}\" />"));
    }
    if let Some(rest) = line.strip_prefix("      font: 14px ") {
        let end = if rest.ends_with(';') { ";" } else { "" };
        return format!("      font: 14px {FONTS}{end}");
    }
    if line.contains(".dimmed") {
        return line.replace("0.4", "0.65");
    }
    if line.starts_with("    <tspan x=") { placed(line) } else { line.to_owned() }
}

/// The line with each of its parts in its own column: a font that lacks `→` or `✗` takes it from another,
/// where it may be wider, and what stands below each other must stay there.
fn placed(line: &str) -> String {
    let Some((begin, parts)) = line.split_once('>') else { return line.to_owned() };
    let mut out = format!("{begin}>");
    let mut column: usize = 0;
    for part in parts.split_inclusive("</tspan>") {
        let (Some(rest), Some((_, text))) = (part.strip_prefix("<tspan"), part.split_once('>'))
        else {
            out.push_str(part);
            continue;
        };
        let text = text.trim_end_matches("</tspan>");
        let plain = text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
        let at = f64::from(PADDING) + f64::from(u16::try_from(column).unwrap_or(u16::MAX)) * COLUMN;
        let _ = write!(out, "<tspan x=\"{at:.1}\"{rest}");
        column += width(&plain);
    }
    out
}
