/** Draws the lanes of the timeline into one SVG. Colours come from the style sheet, never from here. */

import { Scale } from "./scale";
import { clock, lastWhere, span, type SampleRow, type Story } from "./story";

const SVG = "http://www.w3.org/2000/svg";
const TOP = 34;

interface Lane {
  name: string;
  height: number;
  draw: (group: SVGGElement, y: number, height: number) => void;
}

export function node(name: string, attributes: Record<string, string | number>, text = ""): SVGElement {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  if (text) made.textContent = text;
  return made;
}

/** Returns the drawing and its height. */
export function draw(story: Story, scale: Scale, width: number): { svg: SVGSVGElement; height: number } {
  const painter = new Painter(story, scale, width);
  return painter.paint();
}

class Painter {
  readonly #story: Story;
  readonly #scale: Scale;
  readonly #width: number;

  constructor(story: Story, scale: Scale, width: number) {
    [this.#story, this.#scale, this.#width] = [story, scale, width];
  }

  paint(): { svg: SVGSVGElement; height: number } {
    const lanes = this.#lanes();
    const height = TOP + lanes.reduce((sum, lane) => sum + lane.height, 0) + 6;
    const svg = node("svg", { viewBox: `0 0 ${this.#width} ${height}`, height, class: "tl" }) as SVGSVGElement;
    svg.setAttribute("aria-hidden", "true");
    let y = TOP;
    const places: [Lane, number][] = [];
    for (const lane of lanes) {
      svg.append(node("rect", { class: "tl-lane", x: 0, y, width: this.#width, height: lane.height }));
      places.push([lane, y]);
      y += lane.height;
    }
    this.#axis(svg, height);
    for (const [lane, top] of places) {
      const group = node("g", {}) as SVGGElement;
      lane.draw(group, top, lane.height);
      svg.append(group);
      this.#label(svg, lane.name, top, lane.height);
    }
    return { svg, height };
  }

  #lanes(): Lane[] {
    const { words, people, findings, disturbances, samples } = this.#story;
    const lanes: Lane[] = [];
    if (findings.length) lanes.push({ name: words["findings"] ?? "", height: 30, draw: (g, y, h) => this.#flags(g, y, h) });
    people.forEach((person, number) => {
      const busy = this.#story.acts.some((act) => act.who === number);
      if (busy) lanes.push({ name: person.name, height: 34, draw: (g, y, h) => this.#person(g, y, h, number) });
    });
    lanes.push({ name: words["hands"] ?? "", height: 26, draw: (g, y, h) => this.#hands(g, y, h) });
    lanes.push({ name: words["pressure"] ?? "", height: 52, draw: (g, y, h) => this.#pressure(g, y, h) });
    lanes.push({ name: words["particles"] ?? "", height: 46, draw: (g, y, h) => this.#log(g, y, h, "p05_per_m3", 3520) });
    lanes.push({ name: words["cells"] ?? "", height: 52, draw: (g, y, h) => this.#log(g, y, h, "viable") });
    const alive = samples.some((row) => Number(row[this.#column("cfu")]) > 0);
    lanes.push({
      name: words["organisms"] ?? "",
      height: alive ? 46 : 26,
      draw: (g, y, h) => (alive ? this.#log(g, y, h, "cfu") : this.#nothing(g, y, h)),
    });
    lanes.push({ name: words["record"] ?? "", height: 34, draw: (g, y, h) => this.#record(g, y, h) });
    lanes.push({ name: words["signals"] ?? "", height: 28, draw: (g, y, h) => this.#signals(g, y, h) });
    if (disturbances.length)
      lanes.push({ name: words["disturbances"] ?? "", height: 26, draw: (g, y, h) => this.#disturbances(g, y, h) });
    return lanes;
  }

  #axis(svg: SVGElement, height: number): void {
    for (const one of this.#scale.stretches) {
      const step = [5, 10, 15, 30, 60, 120].find((minutes) => (minutes * 60_000 * one.width) / (one.to - one.from) > 54) ?? 240;
      const first = Math.ceil(one.from / (step * 60_000)) * step * 60_000;
      for (let at = first; at <= one.to; at += step * 60_000) {
        const x = this.#scale.x(at);
        svg.append(node("line", { class: "tl-grid", x1: x, x2: x, y1: TOP - 6, y2: height }));
        if (one.width > 54 && one.x + one.width - x > 8) svg.append(node("text", { class: "tl-tick", x, y: TOP - 10, "text-anchor": "middle" }, clock(at).slice(-5)));
      }
    }
    let [shown, free] = [-1, 0];
    for (const one of this.#scale.stretches) {
      if (one.day === shown || one.x < free || one.x > this.#width - 44) continue;
      svg.append(node("text", { class: "tl-day", x: one.x, y: 11 }, `${this.#story.words["day"] ?? ""} ${one.day}`));
      [shown, free] = [one.day, one.x + 48];
    }
    for (const gap of this.#scale.breaks()) {
      const middle = gap.x + gap.width / 2;
      svg.append(node("rect", { class: "tl-break", x: gap.x, y: TOP - 6, width: gap.width, height: height - TOP + 6 }));
      const label = node("text", { class: "tl-break-words", x: middle, y: height / 2, "text-anchor": "middle" }, span(gap.ms));
      label.setAttribute("transform", `rotate(-90 ${middle} ${height / 2})`);
      label.setAttribute("dy", "3.5");
      svg.append(label);
    }
  }

  #label(svg: SVGElement, name: string, y: number, height: number): void {
    const lines = wrapped(name, 21).slice(0, height < 30 ? 1 : 3);
    const first = y + height / 2 + 4 - (lines.length - 1) * 7;
    lines.forEach((line, place) => svg.append(node("text", { class: "tl-name", x: 2, y: first + place * 14 }, line)));
  }

  #flags(group: SVGGElement, y: number, height: number): void {
    for (const mark of this.#story.findings) {
      if (!this.#scale.shows(mark.at)) continue;
      const x = this.#scale.x(mark.at);
      const flag = node("g", { class: "tl-flag", "data-moment": mark.at });
      flag.append(node("title", {}, `${mark.number}. ${mark.words}`));
      flag.append(node("line", { x1: x, x2: x, y1: y + 4, y2: y + height }));
      flag.append(node("rect", { x, y: y + 4, width: mark.number > 9 ? 22 : 17, height: 17, rx: 3 }));
      flag.append(node("text", { x: x + (mark.number > 9 ? 11 : 8.5), y: y + 17, "text-anchor": "middle" }, String(mark.number)));
      group.append(flag);
    }
  }

  #person(group: SVGGElement, y: number, height: number, who: number): void {
    for (const stay of this.#story.stays.filter((one) => one.who === who)) {
      const room = this.#story.rooms[stay.room];
      for (const piece of this.#pieces(stay.from, stay.to)) {
        const letter = room?.grade ?? "U";
        group.append(
          node("rect", { class: `tl-stay tl-stay--${letter.toLowerCase()}`, x: piece.x, y: y + 4, width: piece.width, height: height - 8 }),
        );
        if (piece.width > 60) group.append(node("text", { class: "tl-room", x: piece.x + 5, y: y + 16 }, short(room?.title ?? stay.room, piece.width)));
        else if (piece.width > 16) group.append(node("text", { class: "tl-room", x: piece.x + 4, y: y + 16 }, letter));
      }
    }
    for (const act of this.#story.acts.filter((one) => one.who === who && one.do !== "go")) {
      if (!this.#scale.shows(act.at)) continue;
      const [x, end] = [this.#scale.x(act.at), this.#scale.x(act.to)];
      const kind = act.how === "hurried" ? " tl-act--hurried" : "";
      group.append(node("rect", { class: `tl-act${kind}`, x, y: y + height - 13, width: Math.max(1.2, end - x - 0.6), height: 7 }));
    }
  }

  #hands(group: SVGGElement, y: number, height: number): void {
    const middle = y + height / 2;
    for (const hand of this.#story.hands) {
      if (!this.#scale.shows(hand.at)) continue;
      const x = this.#scale.x(hand.at);
      if (hand.kind === "clean") group.append(node("circle", { class: "tl-hand", cx: x, cy: middle, r: 2.6 }));
      else if (hand.kind === "open") group.append(node("circle", { class: "tl-hand tl-hand--open", cx: x, cy: middle, r: 3.4 }));
      else group.append(node("path", { class: "tl-hand tl-hand--unclean", d: `M${x} ${middle - 6}l5.5 10h-11z` }));
    }
  }

  #pressure(group: SVGGElement, y: number, height: number): void {
    const values = this.#values("pressure_pa").map(([, value]) => value);
    const [low, high] = [Math.min(0, ...values), Math.max(20, ...values)];
    const place = (value: number): number => y + 5 + (1 - (value - low) / (high - low)) * (height - 10);
    this.#limit(group, place(10), "10 Pa");
    if (low < -5) this.#limit(group, place(0), place(0) - place(10) > 11 ? "0 Pa" : "", "tl-zero");
    this.#lines(group, "pressure_pa", place);
  }

  #log(group: SVGGElement, y: number, height: number, name: string, limit?: number): void {
    const values = this.#values(name).map(([, value]) => Math.log10(Math.max(value, 1)));
    const seen = name === "viable" ? values.filter((value) => value > 1) : values;
    const low = name === "viable" ? Math.floor(Math.min(...seen)) : 0;
    const high = Math.max(low + 1, Math.ceil(Math.max(...seen, limit ? Math.log10(limit) + 0.3 : 1)));
    const place = (value: number): number =>
      y + 5 + (1 - (Math.log10(Math.max(value, 10 ** low)) - low) / (high - low)) * (height - 10);
    if (limit) this.#limit(group, place(limit), String(limit));
    this.#lines(group, name, place, name === "cfu" ? "tl-line tl-line--organisms" : "tl-line");
  }

  #limit(group: SVGGElement, y: number, words: string, css = "tl-limit"): void {
    group.append(node("line", { class: css, x1: this.#scale.left, x2: this.#scale.right, y1: y, y2: y }));
    if (words) group.append(node("text", { class: "tl-tick", x: this.#scale.left - 6, y: y + 4, "text-anchor": "end" }, words));
  }

  /** A line in every stretch; nothing is drawn over a break. */
  #lines(group: SVGGElement, name: string, place: (value: number) => number, css = "tl-line"): void {
    const rows = this.#values(name);
    for (const one of this.#scale.stretches) {
      const points = rows.filter(([at]) => at >= one.from && at <= one.to);
      const before = lastWhere(rows, ([at]) => at < one.from);
      if (before) points.unshift([one.from, before[1]]);
      const last = points.at(-1);
      if (!last) continue;
      const text = [...points, [one.to, last[1]] as [number, number]].map(([at, value]) => `${r(this.#scale.x(at))},${r(place(value))}`);
      group.append(node("polyline", { class: css, points: text.join(" ") }));
    }
  }

  #nothing(group: SVGGElement, y: number, height: number): void {
    group.append(node("text", { class: "tl-quiet", x: this.#scale.left + 4, y: y + height / 2 + 4 }, this.#story.words["none"] ?? ""));
  }

  #record(group: SVGGElement, y: number, height: number): void {
    for (const entry of this.#story.entries) {
      if (!this.#scale.shows(entry.at)) continue;
      const x = this.#scale.x(entry.at);
      if (entry.kind === "signature") group.append(node("path", { class: "tl-sign", d: `M${x} ${y + 4}l4 5l-4 5l-4-5z` }));
      else if (entry.kind === "correction" || entry.kind === "refused" || entry.kind === "late")
        group.append(node("path", { class: `tl-entry tl-entry--${entry.kind}`, d: `M${x - 4} ${y + height - 14}h8v8h-8z` }));
      else group.append(node("rect", { class: "tl-entry", x: x - 0.7, y: y + height - 14, width: 1.4, height: 9 }));
    }
  }

  #signals(group: SVGGElement, y: number, height: number): void {
    for (const one of this.#story.deviations) {
      if (!this.#scale.shows(one.at)) continue;
      const x = this.#scale.x(one.at);
      const mark = node("path", { class: "tl-deviation", d: `M${x} ${y + 5}v${height - 10}M${x} ${y + 5}h10l-3 4l3 4h-10` });
      mark.append(node("title", {}, one.words));
      group.append(mark);
    }
    for (const one of this.#story.alarms) {
      if (!this.#scale.shows(one.at)) continue;
      const mark = node("circle", { class: one.who < 0 ? "tl-alarm" : "tl-alarm tl-alarm--seen", cx: this.#scale.x(one.at), cy: y + height / 2, r: 5 });
      mark.append(node("title", {}, one.words));
      group.append(mark);
    }
  }

  #disturbances(group: SVGGElement, y: number, height: number): void {
    for (const one of this.#story.disturbances) {
      for (const piece of this.#pieces(one.at, one.to)) {
        group.append(node("rect", { class: "tl-disturbance", x: piece.x, y: y + 4, width: Math.max(3, piece.width), height: height - 8 }));
        if (piece.width > 90) group.append(node("text", { class: "tl-room", x: piece.x + 5, y: y + height / 2 + 4 }, short(one.words, piece.width)));
      }
    }
  }

  /** The parts of a span that lie in a stretch. */
  #pieces(from: number, to: number): { x: number; width: number }[] {
    return this.#scale.stretches
      .filter((one) => from < one.to && to > one.from)
      .map((one) => {
        const x = this.#scale.x(Math.max(from, one.from));
        return { x, width: Math.max(1, this.#scale.x(Math.min(to, one.to)) - x) };
      });
  }

  #values(name: string): [number, number][] {
    const column = this.#column(name);
    return this.#story.samples.map((row: SampleRow) => [Number(row[0]), Number(row[column])]);
  }

  #column(name: string): number {
    return this.#story.columns.indexOf(name);
  }
}

const SIGNS: Record<string, [string, Record<string, string | number>]> = {
  l_act: ["rect", { class: "tl-act", x: 1, y: 4, width: 12, height: 7 }],
  l_hurried: ["rect", { class: "tl-act tl-act--hurried", x: 1, y: 4, width: 12, height: 7 }],
  l_clean: ["circle", { class: "tl-hand", cx: 7, cy: 7, r: 2.6 }],
  l_open: ["circle", { class: "tl-hand tl-hand--open", cx: 7, cy: 7, r: 3.4 }],
  l_unclean: ["path", { class: "tl-hand tl-hand--unclean", d: "M7 2l5.5 10h-11z" }],
  l_entry: ["rect", { class: "tl-entry", x: 6, y: 2, width: 1.6, height: 10 }],
  l_sign: ["path", { class: "tl-sign", d: "M7 2l4 5l-4 5l-4-5z" }],
  l_correction: ["rect", { class: "tl-entry tl-entry--correction", x: 3, y: 3, width: 8, height: 8 }],
  l_late: ["rect", { class: "tl-entry tl-entry--late", x: 3, y: 3, width: 8, height: 8 }],
  l_refused: ["rect", { class: "tl-entry tl-entry--refused", x: 3, y: 3, width: 8, height: 8 }],
  l_deviation: ["path", { class: "tl-deviation", d: "M3 1v12M3 1h9l-3 4l3 4h-9" }],
  l_alarm: ["circle", { class: "tl-alarm", cx: 7, cy: 7, r: 5 }],
};

/** What the signs mean: only those that occur. */
export function legend(story: Story): HTMLElement {
  const kinds = new Set(story.entries.map((one) => one.kind));
  const hands = new Set(story.hands.map((one) => one.kind));
  const there: Record<string, boolean> = {
    l_act: true,
    l_hurried: story.acts.some((one) => one.how === "hurried"),
    l_clean: hands.has("clean"),
    l_open: hands.has("open"),
    l_unclean: hands.has("unclean"),
    l_entry: true,
    l_sign: kinds.has("signature"),
    l_correction: kinds.has("correction"),
    l_late: kinds.has("late"),
    l_refused: kinds.has("refused"),
    l_deviation: story.deviations.length > 0,
    l_alarm: story.alarms.length > 0,
  };
  const list = document.createElement("ul");
  list.className = "timeline__legend";
  list.setAttribute("aria-label", story.words["legend"] ?? "");
  for (const [name, [shape, attributes]] of Object.entries(SIGNS)) {
    if (!there[name]) continue;
    const item = document.createElement("li");
    const sign = node("svg", { viewBox: "0 0 14 14", width: 14, height: 14, "aria-hidden": "true" });
    sign.append(node(shape, attributes));
    item.append(sign, document.createTextNode(story.words[name] ?? ""));
    list.append(item);
  }
  return list;
}

function r(value: number): number {
  return Math.round(value * 10) / 10;
}

/** About how many letters fit into a width. */
function short(text: string, width: number): string {
  const most = Math.floor((width - 10) / 6.6);
  return text.length <= most ? text : `${text.slice(0, Math.max(1, most - 1))}…`;
}

function wrapped(text: string, most: number): string[] {
  const lines: string[] = [""];
  for (const word of text.split(" ")) {
    const line = lines.at(-1) ?? "";
    if (line && line.length + word.length + 1 > most) lines.push(word);
    else lines[lines.length - 1] = line ? `${line} ${word}` : word;
  }
  return lines;
}
