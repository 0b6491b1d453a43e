//! From Markdown to a tree of blocks.
//!
//! Called by `prose`.

use std::iter::Peekable;

use anstyle::Style;
use pulldown_cmark::{Alignment, CodeBlockKind, Event, Options, Parser, Tag};

use super::Look;
use super::tree::{Block, Cell, List, Span, Table};
use crate::report::paint::{BOLD, COMMAND, DIM};
use crate::report::text::{clean, width};

/// Code that is no longer than this stays on one line.
const TOGETHER: usize = 16;

/// The blocks of a text.
pub(super) fn parse(markdown: &str, look: Look) -> Vec<Block> {
    let events = Parser::new_ext(markdown, Options::ENABLE_TABLES).peekable();
    Reader { events, look }.blocks()
}

struct Reader<'a> {
    events: Peekable<Parser<'a>>,
    look: Look,
}

impl Reader<'_> {
    /// Everything up to the end of what is open.
    fn blocks(&mut self) -> Vec<Block> {
        let mut blocks = Vec::new();
        while let Some(event) = self.events.next() {
            match event {
                Event::End(_) => break,
                Event::Rule => blocks.push(Block::Rule),
                Event::Start(tag) if !is_inline(&tag) => self.block(tag, &mut blocks),
                event => {
                    let mut spans = Vec::new();
                    self.inline(event, Style::new(), &mut spans);
                    self.go_on(&mut spans);
                    blocks.push(Block::Paragraph(spans));
                }
            }
        }
        blocks
    }

    fn block(&mut self, tag: Tag<'_>, blocks: &mut Vec<Block>) {
        match tag {
            Tag::Paragraph => blocks.push(Block::Paragraph(self.spans(Style::new()))),
            Tag::Heading { level, .. } => {
                blocks.push(Block::Heading(level as usize, self.spans(BOLD)));
            }
            Tag::BlockQuote(_) => blocks.push(Block::Quote(self.blocks())),
            Tag::CodeBlock(kind) => {
                let language = match kind {
                    CodeBlockKind::Fenced(words) => words.to_string(),
                    CodeBlockKind::Indented => String::new(),
                };
                blocks.push(Block::Code(language, self.verbatim()));
            }
            Tag::HtmlBlock => blocks.push(Block::Code("html".to_owned(), self.verbatim())),
            Tag::List(first) => blocks.push(Block::List(self.list(first))),
            Tag::Table(alignments) => blocks.push(Block::Table(self.table(&alignments))),
            _ => blocks.extend(self.blocks()),
        }
    }

    fn list(&mut self, first: Option<u64>) -> List {
        let mut list = List { first, is_loose: false, items: Vec::new() };
        while let Some(Event::Start(_)) = self.events.next() {
            // Only where something stands between the items, their text is in paragraphs.
            list.is_loose |= matches!(self.events.peek(), Some(Event::Start(Tag::Paragraph)));
            list.items.push(self.blocks());
        }
        list
    }

    fn table(&mut self, alignments: &[Alignment]) -> Table {
        let at_right = alignments.iter().map(|side| *side == Alignment::Right).collect();
        let mut table = Table { at_right, ..Table::default() };
        while let Some(Event::Start(row)) = self.events.next() {
            let is_head = matches!(row, Tag::TableHead);
            let mut cells: Vec<Cell> = Vec::new();
            while let Some(Event::Start(_)) = self.events.next() {
                cells.push(self.spans(if is_head { BOLD } else { Style::new() }));
            }
            if is_head {
                table.head = cells;
            } else {
                table.rows.push(cells);
            }
        }
        table
    }

    /// Lines as they are, up to the end of what is open.
    fn verbatim(&mut self) -> String {
        let mut text = String::new();
        for event in self.events.by_ref() {
            match event {
                Event::End(_) => break,
                Event::Text(words) | Event::Html(words) => text.push_str(&words),
                _ => {}
            }
        }
        text
    }

    /// Running text up to the end of what is open.
    fn spans(&mut self, style: Style) -> Vec<Span> {
        let mut spans = Vec::new();
        while let Some(event) = self.events.next() {
            if matches!(event, Event::End(_)) {
                break;
            }
            self.inline(event, style, &mut spans);
        }
        spans
    }

    /// Running text that nothing opened: of a list without space between its items.
    fn go_on(&mut self, spans: &mut Vec<Span>) {
        while let Some(event) = self.events.next_if(|event| match event {
            Event::Start(tag) => is_inline(tag),
            Event::End(_) | Event::Rule => false,
            _ => true,
        }) {
            self.inline(event, Style::new(), spans);
        }
    }

    fn inline(&mut self, event: Event<'_>, style: Style, spans: &mut Vec<Span>) {
        match event {
            Event::Text(text) | Event::Html(text) | Event::InlineHtml(text) => {
                spans.push(Span::new(clean(&text), style));
            }
            Event::Code(code) => spans.push(self.code(&code, style)),
            Event::SoftBreak => spans.push(Span::new(" ", style)),
            Event::HardBreak => spans.push(Span::new("\n", style)),
            Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
                let text = self.spans(style);
                let shown = super::tree::words(&text);
                spans.extend(text);
                if leads_out(&dest_url) && !dest_url.ends_with(&shown) {
                    spans.push(Span::new(format!(" ({})", clean(&dest_url)), DIM));
                }
            }
            Event::Start(Tag::Emphasis) => spans.extend(self.spans(style.italic())),
            Event::Start(Tag::Strong) => spans.extend(self.spans(style.bold())),
            Event::Start(_) => spans.extend(self.spans(style)),
            _ => {}
        }
    }

    fn code(&self, code: &str, style: Style) -> Span {
        let code = clean(code);
        let together = width(&code) <= TOGETHER;
        match self.look {
            Look::Colours => {
                let style = style.fg_color(COMMAND.get_fg_color());
                Span { text: code, style, together }
            }
            Look::Plain => Span { text: format!("`{code}`"), style, together },
        }
    }
}

const fn is_inline(tag: &Tag<'_>) -> bool {
    matches!(
        tag,
        Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. } | Tag::Image { .. }
    )
}

/// Whether a link leaves the project: in the terminal there is nothing to follow otherwise.
fn leads_out(target: &str) -> bool {
    target.contains("://") || target.starts_with("mailto:")
}
