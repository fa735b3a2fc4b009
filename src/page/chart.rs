//! Charts as SVG: bars, columns and lines with their limits.
//!
//! Widths are percentages and heights are pixels, so that a chart fills what room there is while its letters keep their size.
//! What is around the plot (labels of the axes) stands in the padding, which the style sheet takes from the variables that are
//! set here. A colour is never the only sign: lines have dashes and names at their ends, bars a legend in their order.

use super::escape;
use super::format;
use super::scale::Scale;
use crate::dashboard::Limit;
use crate::dashboard::palette::SERIES;
use crate::diag::Lang;
use std::fmt::Write;

/// Height of the plot of columns and lines, in pixels.
const HEIGHT: f64 = 220.0;
/// Thickness of a bar that stands alone, and of one among others.
const BAR: f64 = 20.0;
const THIN_BAR: f64 = 13.0;
/// Room between the bars of two categories.
const GAP: f64 = 12.0;
/// About the width of a letter of an axis.
const LETTER: f64 = 6.7;
/// Letters of a name beside a bar, and at the end of a line.
const NAME: usize = 26;
const END: usize = 16;
/// Above so many points, lines have no dots.
const DOTS: usize = 30;
/// A plot is at least so wide in a wide chart and in a narrow one, in pixels.
const WIDE: f64 = 400.0;
const NARROW: f64 = 220.0;
/// Dashes of lines, one for each colour; none for the first.
const DASHES: [&str; SERIES.len()] = [
    "", "8 4", "2 4", "10 4 2 4", "5 3", "1 5", "12 4", "6 2 1 2",
];

/// A chart.
#[derive(Clone, Debug, PartialEq)]
pub struct Chart {
    /// Unique in the page: the start of the ids inside.
    pub id: String,
    /// What it is about.
    pub title: String,
    /// What can be seen, for those who don't see it.
    pub description: String,
    /// How it is drawn.
    pub kind: Kind,
    /// What stands along the axis.
    pub categories: Vec<String>,
    /// Whether the categories follow each other in time: then not every one needs its label.
    pub over_time: bool,
    /// The values; colours go by their order.
    pub series: Vec<Series>,
    /// Lines to draw.
    pub limits: Vec<Limit>,
    /// Whether values are shares, shown as percentages.
    pub percent: bool,
    /// The language of numbers.
    pub lang: Lang,
}

/// How a chart is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Kind {
    /// Lying bars.
    Bars,
    /// Lying bars, one behind the other.
    Stacked,
    /// Standing bars.
    Columns,
    Lines,
    /// A line with what is under it coloured.
    Area,
}

/// Values of one name.
#[derive(Clone, Debug, PartialEq)]
pub struct Series {
    /// What people see; it is shown where there is more than one.
    pub name: String,
    /// A value for each category; `None` is a gap.
    pub values: Vec<Option<f64>>,
    /// The same as people read them.
    pub shown: Vec<String>,
}

impl Chart {
    /// The chart as HTML: an SVG picture, and a legend where it needs one.
    pub fn html(&self) -> String {
        let drawing = match self.kind {
            Kind::Bars | Kind::Stacked => self.bars(),
            Kind::Columns => self.columns(),
            Kind::Lines | Kind::Area => self.lines(),
        };
        let legend = match (self.series.len(), self.kind) {
            (0 | 1, _) => String::new(),
            (_, Kind::Lines | Kind::Area) => self.legend(" narrow"),
            _ => self.legend(""),
        };
        format!("<div class=\"chart\">{legend}{drawing}</div>")
    }

    fn legend(&self, class: &str) -> String {
        let mut out = format!("<ul class=\"legend{class}\" aria-hidden=\"true\">");
        for (at, series) in self.series.iter().enumerate() {
            let (colour, name) = (colour(at), escape(&series.name));
            let mark = match self.kind {
                Kind::Lines | Kind::Area => format!(
                    "<polyline class=\"{colour}\"{} points=\"1,6 23,6\"/>",
                    dashes(at)
                ),
                _ => format!("<rect class=\"{colour}\" width=\"24\" height=\"12\"/>"),
            };
            _ = write!(
                out,
                "<li><svg viewBox=\"0 0 24 12\">{mark}</svg>{name}</li>"
            );
        }
        out + "</ul>"
    }

    /// The scale of the values and limits.
    fn scale(&self) -> Scale {
        let limits = self.limits.iter().map(|l| l.value);
        let from_zero = !matches!(self.kind, Kind::Lines);
        if self.kind == Kind::Stacked {
            let sums = (0..self.categories.len()).map(|at| {
                let values = self.series.iter().filter_map(|s| s.value(at));
                values.sum()
            });
            return Scale::of(sums.chain(limits), from_zero);
        }
        let values = self.series.iter().flat_map(|s| s.values.iter().flatten());
        Scale::of(values.copied().chain(limits), from_zero)
    }

    /// A number on the axis.
    fn tick(&self, scale: &Scale, value: f64) -> String {
        match self.percent {
            true => format::percent(value, scale.decimals(100.0), self.lang),
            false => format::number(value, scale.decimals(1.0), self.lang),
        }
    }

    /// The SVG element around a drawing: `room` is the padding, above, right, below and left of the plot.
    fn svg(&self, height: f64, room: &Room, drawing: &str) -> String {
        let (id, title) = (escape(&self.id), escape(&self.title));
        let description = escape(&self.description);
        format!(
            "<svg class=\"plot\" role=\"img\" aria-labelledby=\"{id}-t {id}-d\" height=\"{}\" style=\"{}\">\
             <title id=\"{id}-t\">{title}</title><desc id=\"{id}-d\">{description}</desc>{drawing}</svg>",
            px(height),
            room.style()
        )
    }

    fn bars(&self) -> String {
        let scale = self.scale();
        let stacked = self.kind == Kind::Stacked;
        let beside = if stacked { 1 } else { self.series.len().max(1) };
        let thick = if beside == 1 { BAR } else { THIN_BAR };
        let step = thick * beside as f64 + GAP;
        let height = step * self.categories.len() as f64;
        let mut out = String::new();
        let zero = scale.at(0.0);
        for (row, category) in self.categories.iter().enumerate() {
            let top = step * row as f64 + GAP / 2.0;
            let middle = top + thick * beside as f64 / 2.0;
            _ = write!(
                out,
                "<text class=\"roomy\" x=\"-8\" y=\"{y}\" dy=\".32em\" text-anchor=\"end\">{}</text>\
                 <text class=\"narrow\" x=\"-8\" y=\"{y}\" dy=\".32em\" text-anchor=\"end\">{}</text>",
                escape(&short(category, NAME)),
                escape(&short(category, NAME / 2 + 3)),
                y = px(middle),
            );
            let mut behind = 0.0;
            for (at, series) in self.series.iter().enumerate() {
                let place = if stacked { 0.0 } else { at as f64 };
                let y = top + thick * place;
                let Some(value) = series.value(row) else {
                    continue;
                };
                let (from, to) = match stacked {
                    true => (scale.at(behind), scale.at(behind + value)),
                    false => (zero, scale.at(value)),
                };
                behind += value;
                let (left, right) = (from.min(to), from.max(to));
                _ = write!(
                    out,
                    "<rect class=\"{}\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\">{}</rect>",
                    colour(at),
                    along(left),
                    px(y),
                    along(right - left),
                    px(thick - if beside == 1 { 0.0 } else { 2.0 }),
                    self.hover(series, row),
                );
                if !stacked {
                    let (x, dx, anchor) = match value < 0.0 {
                        true => (left, -6, "end"),
                        false => (right, 6, "start"),
                    };
                    _ = write!(
                        out,
                        "<text x=\"{}\" dx=\"{dx}\" y=\"{}\" dy=\".32em\" text-anchor=\"{anchor}\">{}</text>",
                        along(x),
                        px(y + thick / 2.0 - 0.5),
                        escape(series.shown(row))
                    );
                }
            }
        }
        _ = write!(
            out,
            "<line class=\"zero\" x1=\"{0}\" x2=\"{0}\" y1=\"0\" y2=\"{1}\"/>",
            along(zero),
            px(height)
        );
        for limit in &self.limits {
            let at = scale.at(limit.value);
            let anchor = if at > 0.8 {
                "end"
            } else if at < 0.2 {
                "start"
            } else {
                "middle"
            };
            _ = write!(
                out,
                "<line class=\"limit\" x1=\"{0}\" x2=\"{0}\" y1=\"-4\" y2=\"{1}\"/>\
                 <text class=\"limited\" x=\"{0}\" y=\"-9\" text-anchor=\"{anchor}\">{2}</text>",
                along(at),
                px(height),
                escape(&limit.label)
            );
        }
        let names = || self.categories.iter().map(|c| c.chars().count());
        let name = |most: usize| LETTER * names().max().unwrap_or(0).min(most) as f64 + 14.0;
        let all = self.series.iter().flat_map(|s| &s.shown);
        let longest = all.map(|s| s.chars().count()).max().unwrap_or(0);
        let room = Room {
            top: if self.limits.is_empty() { 4.0 } else { 26.0 },
            right: if stacked {
                8.0
            } else {
                LETTER * longest as f64 + 14.0
            },
            below: 4.0,
            left: name(NAME),
            narrow: [name(NAME / 2 + 3), 4.0, LETTER * longest as f64 + 12.0],
        };
        self.svg(height, &room, &out)
    }

    fn columns(&self) -> String {
        let scale = self.scale();
        let mut out = self.grid(&scale);
        let count = self.categories.len().max(1) as f64;
        let beside = self.series.len().max(1) as f64;
        let slot = 1.0 / count;
        let width = (slot * 0.7 / beside).min(0.14);
        let (zero, labelled) = (
            scale.at(0.0),
            self.categories.len() * self.series.len() <= 14,
        );
        for (at, series) in self.series.iter().enumerate() {
            for column in 0..self.categories.len() {
                let Some(value) = series.value(column) else {
                    continue;
                };
                let middle = slot * (column as f64 + 0.5);
                let left = middle + width * (at as f64 - beside / 2.0);
                let (low, high) = (zero.min(scale.at(value)), zero.max(scale.at(value)));
                _ = write!(
                    out,
                    "<rect class=\"{}\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\">{}</rect>",
                    colour(at),
                    along(left + width * 0.04),
                    px(HEIGHT * (1.0 - high)),
                    along(width * 0.92),
                    px(HEIGHT * (high - low)),
                    self.hover(series, column),
                );
                if labelled {
                    _ = write!(
                        out,
                        "<text class=\"roomy\" x=\"{}\" y=\"{}\" text-anchor=\"middle\">{}</text>",
                        along(left + width / 2.0),
                        px(HEIGHT * (1.0 - high) - 5.0),
                        escape(series.shown(column))
                    );
                }
            }
        }
        out += &self.zero(&scale);
        out += &self.limits_across(&scale);
        let middles = |at: usize| slot * (at as f64 + 0.5);
        let (labels, below) = self.labels(&middles);
        out += &labels;
        self.svg(HEIGHT, &self.room(&scale, below, 12.0), &out)
    }

    fn lines(&self) -> String {
        let scale = self.scale();
        let mut out = self.grid(&scale);
        out += &self.zero(&scale);
        let last = self.categories.len().saturating_sub(1).max(1) as f64;
        let across = |at: usize| match self.categories.len() {
            0 | 1 => 0.5,
            _ => at as f64 / last,
        };
        // Inside a picture of its own that is stretched: a line has no letters and keeps its thickness.
        let down = |value: f64| HEIGHT * (1.0 - scale.at(value));
        let mut paths = String::new();
        let mut dots = String::new();
        for (number, series) in self.series.iter().enumerate() {
            for run in series.runs() {
                let points: Vec<String> = run
                    .clone()
                    .filter_map(|at| {
                        let value = series.value(at)?;
                        Some(format!("{},{}", px(1000.0 * across(at)), px(down(value))))
                    })
                    .collect();
                let points = points.join(" ");
                if self.kind == Kind::Area && self.series.len() == 1 {
                    let base = px(down(0.0_f64.max(scale.low)));
                    _ = write!(
                        paths,
                        "<polygon class=\"{}\" points=\"{},{base} {points} {},{base}\"/>",
                        colour(number),
                        px(1000.0 * across(run.start)),
                        px(1000.0 * across(run.end.saturating_sub(1))),
                    );
                }
                _ = write!(
                    paths,
                    "<polyline class=\"{}\"{} points=\"{points}\"/>",
                    colour(number),
                    dashes(number)
                );
                let every = self.categories.len() <= DOTS || run.len() == 1;
                let dotted = run.clone().filter(|at| every || *at + 1 == run.end);
                for at in dotted {
                    let Some(value) = series.value(at) else {
                        continue;
                    };
                    _ = write!(
                        dots,
                        "<circle class=\"{}\" cx=\"{}\" cy=\"{}\" r=\"4\">{}</circle>",
                        colour(number),
                        along(across(at)),
                        px(down(value)),
                        self.hover(series, at)
                    );
                }
            }
        }
        _ = write!(
            out,
            "<svg viewBox=\"0 0 1000 {0}\" width=\"100%\" height=\"{0}\" preserveAspectRatio=\"none\" style=\"padding:0;max-width:none\">{paths}</svg>{dots}",
            px(HEIGHT)
        );
        out += &self.limits_across(&scale);
        let (labels, below) = self.labels(&across);
        out += &labels;
        let (ends, right) = self.ends(&scale);
        out += &ends;
        self.svg(HEIGHT, &self.room(&scale, below, right), &out)
    }

    /// The names at the ends of lines, moved apart; and the room that they need.
    fn ends(&self, scale: &Scale) -> (String, f64) {
        const APART: f64 = 16.0;
        if self.series.len() < 2 {
            return (String::new(), 16.0);
        }
        let mut ends: Vec<(f64, &str, usize)> = self
            .series
            .iter()
            .enumerate()
            .filter_map(|(at, s)| {
                let last = s.values.iter().rev().flatten().next()?;
                Some((HEIGHT * (1.0 - scale.at(*last)), s.name.as_str(), at))
            })
            .collect();
        ends.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(b.1)));
        let mut from = f64::NEG_INFINITY;
        for (y, ..) in &mut ends {
            *y = y.max(from + APART);
            from = *y;
        }
        let mut to = HEIGHT + APART / 2.0;
        for (y, ..) in ends.iter_mut().rev() {
            *y = y.min(to);
            to = *y - APART;
        }
        let mut out = String::new();
        for (y, name, at) in &ends {
            _ = write!(
                out,
                "<circle class=\"roomy {}\" cx=\"100%\" cy=\"{y}\" r=\"4\" transform=\"translate(14)\"/>\
                 <text class=\"roomy\" x=\"100%\" dx=\"23\" y=\"{y}\" dy=\".32em\">{}</text>",
                colour(*at),
                escape(&short(name, END)),
                y = px(*y),
            );
        }
        let longest = ends.iter().map(|(_, n, _)| n.chars().count()).max();
        (out, LETTER * longest.unwrap_or(0).min(END) as f64 + 30.0)
    }

    /// The lines across a plot, with their numbers.
    fn grid(&self, scale: &Scale) -> String {
        let mut out = String::new();
        for value in scale.lines() {
            let y = px(HEIGHT * (1.0 - scale.at(value)));
            _ = write!(
                out,
                "<line class=\"grid\" x1=\"0\" x2=\"100%\" y1=\"{y}\" y2=\"{y}\"/>\
                 <text class=\"soft\" x=\"-8\" y=\"{y}\" dy=\".32em\" text-anchor=\"end\">{}</text>",
                self.tick(scale, value)
            );
        }
        out
    }

    fn zero(&self, scale: &Scale) -> String {
        let at = scale.at(0.0);
        let y = px(HEIGHT * (1.0 - at));
        match (0.0..=1.0).contains(&at) {
            true => format!("<line class=\"zero\" x1=\"0\" x2=\"100%\" y1=\"{y}\" y2=\"{y}\"/>"),
            false => String::new(),
        }
    }

    fn limits_across(&self, scale: &Scale) -> String {
        let mut out = String::new();
        for limit in &self.limits {
            let y = HEIGHT * (1.0 - scale.at(limit.value));
            _ = write!(
                out,
                "<line class=\"limit\" x1=\"0\" x2=\"100%\" y1=\"{0}\" y2=\"{0}\"/>\
                 <text class=\"limited\" x=\"4\" y=\"{1}\">{2}</text>",
                px(y),
                px(if y < 18.0 { y + 15.0 } else { y - 6.0 }),
                escape(&limit.label)
            );
        }
        out
    }

    /// The labels under a plot, for wide and for narrow; and the room that each needs.
    fn labels(&self, across: &dyn Fn(usize) -> f64) -> (String, [f64; 2]) {
        if self.over_time {
            return (self.labels_of_time(across), [28.0, 28.0]);
        }
        let count = self.categories.len().max(1) as f64;
        let words = self.categories.iter().flat_map(|c| c.split(' '));
        let longest = words.map(|w| w.chars().count()).max().unwrap_or(0) as f64;
        let mut out = String::new();
        let mut room = [0.0; 2];
        for (at, (class, width)) in [("roomy", WIDE), ("narrow", NARROW)].iter().enumerate() {
            let slot = width / count;
            room[at] = match longest * LETTER <= slot {
                true => self.labels_in_lines(&mut out, across, class, (slot / LETTER) as usize),
                false => self.labels_aslant(&mut out, across, class),
            };
        }
        (out, room)
    }

    fn labels_in_lines(
        &self,
        out: &mut String,
        across: &dyn Fn(usize) -> f64,
        class: &str,
        letters: usize,
    ) -> f64 {
        const LINE: f64 = 15.0;
        let mut most = 1;
        for (at, category) in self.categories.iter().enumerate() {
            let lines = wrapped(category, letters.max(8));
            most = most.max(lines.len());
            for (number, line) in lines.iter().enumerate() {
                _ = write!(
                    out,
                    "<text class=\"{class}\" x=\"{}\" y=\"{}\" text-anchor=\"middle\">{}</text>",
                    along(across(at)),
                    px(HEIGHT + 18.0 + LINE * number as f64),
                    escape(line)
                );
            }
        }
        14.0 + LINE * most as f64
    }

    fn labels_aslant(&self, out: &mut String, across: &dyn Fn(usize) -> f64, class: &str) -> f64 {
        let mut most = 0;
        for (at, category) in self.categories.iter().enumerate() {
            let name = short(category, END);
            most = most.max(name.chars().count());
            _ = write!(
                out,
                "<svg class=\"{class}\" x=\"{}\" y=\"{}\" width=\"1\" height=\"1\" style=\"padding:0;max-width:none\"><text transform=\"rotate(-40)\" text-anchor=\"end\">{}</text></svg>",
                along(across(at)),
                px(HEIGHT + 16.0),
                escape(&name)
            );
        }
        26.0 + LETTER * 0.65 * most as f64
    }

    fn labels_of_time(&self, across: &dyn Fn(usize) -> f64) -> String {
        let mut out = String::new();
        let letters = self.categories.iter().map(|c| c.chars().count()).max();
        let label = LETTER * letters.unwrap_or(0) as f64 + 14.0;
        let every = |count: usize, width: f64| count.div_ceil((width / label).max(2.0) as usize);
        // The narrow labels are some of the wide ones, so that none has to be written twice.
        let wide = every(self.categories.len(), WIDE).max(1);
        let narrow = wide * every(self.categories.len().div_ceil(wide), NARROW).max(1);
        for (at, category) in self.categories.iter().enumerate().step_by(wide) {
            let class = if at % narrow == 0 { "" } else { " roomy" };
            let x = across(at);
            let anchor = match self.kind {
                Kind::Columns => "middle",
                _ if x < 0.02 => "start",
                _ if x > 0.98 => "end",
                _ => "middle",
            };
            _ = write!(
                out,
                "<text class=\"soft{class}\" x=\"{}\" y=\"{}\" text-anchor=\"{anchor}\">{}</text>",
                along(x),
                px(HEIGHT + 20.0),
                escape(category)
            );
        }
        out
    }

    /// The room around a plot with numbers on its left.
    fn room(&self, scale: &Scale, below: [f64; 2], right: f64) -> Room {
        let ticks = scale.lines().into_iter().map(|v| self.tick(scale, v));
        let longest = ticks.map(|t| t.chars().count()).max().unwrap_or(0);
        let left = LETTER * longest as f64 + 14.0;
        Room {
            top: 20.0,
            right,
            below: below[0],
            left,
            narrow: [left, below[1], 14.0],
        }
    }

    /// What is told where a pointer rests.
    fn hover(&self, series: &Series, at: usize) -> String {
        let category = self.categories.get(at).map_or("", String::as_str);
        let shown = series.shown(at);
        let text = match self.series.len() {
            1 => format!("{category}: {shown}"),
            _ => format!("{}, {category}: {shown}", series.name),
        };
        format!("<title>{}</title>", escape(&text))
    }
}

impl Series {
    fn value(&self, at: usize) -> Option<f64> {
        self.values.get(at).copied().flatten()
    }

    fn shown(&self, at: usize) -> &str {
        self.shown.get(at).map_or("", String::as_str)
    }

    /// The unbroken runs of values.
    fn runs(&self) -> Vec<std::ops::Range<usize>> {
        let mut runs = Vec::new();
        let mut start = None;
        for at in 0..=self.values.len() {
            match (self.value(at), start) {
                (Some(_), None) => start = Some(at),
                (None, Some(from)) => {
                    runs.push(from..at);
                    start = None;
                }
                _ => {}
            }
        }
        runs
    }
}

/// Room around a plot, in pixels.
struct Room {
    top: f64,
    right: f64,
    below: f64,
    left: f64,
    /// In a narrow chart: left, below, right.
    narrow: [f64; 3],
}

impl Room {
    fn style(&self) -> String {
        let [left, below, right] = self.narrow;
        format!(
            "--t:{}px;--r:{}px;--b:{}px;--l:{}px;--ln:{}px;--bn:{}px;--rn:{}px",
            px(self.top),
            px(self.right),
            px(self.below),
            px(self.left),
            px(left),
            px(below),
            px(right)
        )
    }
}

fn colour(at: usize) -> String {
    format!("s{}", at % SERIES.len())
}

fn dashes(at: usize) -> String {
    match DASHES.get(at % SERIES.len()) {
        Some(dashes) if !dashes.is_empty() => format!(" stroke-dasharray=\"{dashes}\""),
        _ => String::new(),
    }
}

/// Pixels with one decimal where it matters.
fn px(value: f64) -> String {
    let text = format!("{value:.1}");
    text.strip_suffix(".0").unwrap_or(&text).to_owned()
}

/// A place across the plot.
fn along(share: f64) -> String {
    let text = format!("{:.2}", share * 100.0);
    let short = text.trim_end_matches('0').trim_end_matches('.');
    format!("{short}%")
}

/// A name that is cut where it is too long; the table beside the chart has it whole.
fn short(name: &str, most: usize) -> String {
    match name.chars().count() > most {
        true => {
            let cut: String = name.chars().take(most.saturating_sub(1)).collect();
            cut.trim_end().to_owned() + "…"
        }
        false => name.to_owned(),
    }
}

/// A name in lines of at most so many letters, where its words allow that.
fn wrapped(name: &str, letters: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in name.split(' ') {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= letters => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chart(kind: Kind, values: &[Option<f64>]) -> Chart {
        Chart {
            id: "x".to_owned(),
            title: "A & B".to_owned(),
            description: "what it shows".to_owned(),
            kind,
            categories: (1..=values.len()).map(|n| format!("c{n}")).collect(),
            over_time: false,
            series: vec![Series {
                name: "one".to_owned(),
                values: values.to_vec(),
                shown: values.iter().map(|v| format!("{v:?}")).collect(),
            }],
            limits: vec![Limit {
                value: 0.5,
                label: "limit 50%".to_owned(),
            }],
            percent: true,
            lang: Lang::En,
        }
    }

    #[test]
    fn bars_are_as_long_as_their_values() {
        let html = chart(Kind::Bars, &[Some(0.5), Some(1.0), None]).html();
        assert!(html.contains("width=\"50%\""), "{html}");
        assert!(html.contains("width=\"100%\""), "{html}");
        assert_eq!(html.matches("<rect").count(), 2, "{html}");
        assert!(html.contains("<title id=\"x-t\">A &amp; B</title>"));
        assert!(html.contains("x1=\"50%\" x2=\"50%\""), "the limit: {html}");
    }

    #[test]
    fn a_line_breaks_where_there_is_no_value() {
        let html = chart(Kind::Lines, &[Some(0.1), Some(1.0), None, Some(0.4)]).html();
        assert_eq!(html.matches("<polyline").count(), 2, "{html}");
        assert!(html.contains("points=\"0,198 333.3,0\""), "{html}");
    }

    #[test]
    fn nothing_is_drawn_of_nothing() {
        for kind in [Kind::Bars, Kind::Stacked, Kind::Columns, Kind::Lines] {
            let html = chart(kind, &[]).html();
            assert!(!html.contains("NaN") && !html.contains("inf"), "{html}");
        }
    }

    #[test]
    fn long_names_are_cut_and_wrapped() {
        assert_eq!(short("hulp bij het huishouden", 10), "hulp bij…");
        assert_eq!(
            wrapped("hulp bij het huishouden", 12),
            ["hulp bij het", "huishouden"]
        );
    }
}
