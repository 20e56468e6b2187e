/** Says in words what is going on at one instant: the panel under the timeline. */

import { clock, lastBefore, lastWhere, type Act, type Story } from "./story";

export function momentPanel(story: Story, at: number): DocumentFragment {
  const panel = document.createDocumentFragment();
  panel.append(people(story, at), facts(story, at));
  return panel;
}

function people(story: Story, at: number): HTMLElement {
  const list = element("ul", "moment__people");
  story.people.forEach((person, number) => {
    const stay = story.stays.find((one) => one.who === number && one.from <= at && at < one.to);
    const room = stay ? story.rooms[stay.room] : undefined;
    const act = lastWhere(story.acts, (one) => one.who === number && one.at <= at && at < one.to);
    const item = element("li", "moment__person");
    item.append(grade(room?.grade ?? "U"));
    const text = element("span", "");
    text.append(element("strong", "", person.name), document.createTextNode(` · ${room?.title ?? story.words["outside"] ?? ""}`));
    text.append(element("span", "moment__act", act ? doing(story, act) : (story.words["nothing"] ?? "")));
    item.append(text);
    list.append(item);
  });
  return list;
}

function doing(story: Story, act: Act): string {
  const how = act.how ? ` (${story.words[act.how] ?? act.how})` : "";
  return `${act.words}${how}${act.seen ? ` → ${act.seen}` : ""}`;
}

function facts(story: Story, at: number): HTMLElement {
  const list = element("dl", "facts moment__facts");
  const row = lastBefore(story.samples, at, (one) => Number(one[0]));
  const value = (name: string): number => Number(row?.[story.columns.indexOf(name)] ?? 0);
  const add = (term: string, words: string): void => {
    list.append(element("dt", "", term), element("dd", "", words));
  };
  if (row) {
    add(story.words["pressure"] ?? "", `${value("pressure_pa").toFixed(0)} Pa, ${story.words["limit"] ?? ""} 10 Pa`);
    add(story.words["particles"] ?? "", `${Math.round(value("p05_per_m3")).toLocaleString("en")} /m³ · ${value("mcp_per_m3").toPrecision(2)} CFU/m³`);
    const vessel = String(row[story.columns.indexOf("vessel")]);
    add(story.words["cells"] ?? "", vessel ? `${million(value("viable"))} ${story.words["in"] ?? ""} ${vessel}` : "–");
    add(story.words["organisms"] ?? "", value("cfu") > 0 ? `${Math.round(value("cfu")).toLocaleString("en")} CFU` : (story.words["none"] ?? ""));
  }
  const entry = lastBefore(story.entries, at, (one) => one.at);
  if (entry) add(story.words["written"] ?? "", `${entry.words} (${story.people[entry.who]?.name ?? "–"}, ${clock(entry.at)})`);
  return list;
}

function million(cells: number): string {
  return `${(cells / 1e6).toLocaleString("en", { maximumSignificantDigits: 3 })} × 10⁶`;
}

function grade(letter: string): HTMLElement {
  const chip = element("span", `grade grade--${letter.toLowerCase()}`);
  const mark = element("span", "grade__mark", letter === "U" ? "–" : letter);
  chip.append(mark);
  return chip;
}

export function element(name: string, css: string, text = ""): HTMLElement {
  const made = document.createElement(name);
  if (css) made.className = css;
  if (text) made.textContent = text;
  return made;
}
