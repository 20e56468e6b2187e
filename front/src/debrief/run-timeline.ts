/**
 * The batch again, on a timeline that plays.
 *
 *     <run-timeline src="/debrief/7f3a/timeline.json" lost="…">fallback: the same as an ordered table</run-timeline>
 *
 * The fallback stays in the page, folded, and is the accessible version. Anything with `data-moment` on the page jumps to it.
 */

import { draw, legend } from "./lanes";
import { element, momentPanel } from "./moment";
import { Scale } from "./scale";
import { clock, lastWhere, type Session, type Story } from "./story";

const LEFT = 176;
const STEPS = 2000;
const PACES: Record<string, number> = { slow: 120, normal: 45, quick: 18 };

export class RunTimeline extends HTMLElement {
  #story: Story | null = null;
  #scale = new Scale([], LEFT, LEFT + 1);
  #at = 0;
  #day = -1;
  #seconds = PACES["normal"] ?? 45;
  #playing = 0;
  #board = element("div", "timeline");
  #stage = element("div", "timeline__stage");
  #head = element("div", "timeline__playhead");
  #clock = element("output", "timeline__clock");
  #slider = document.createElement("input");
  #play = document.createElement("button");
  #panel = element("div", "moment");
  #watcher: ResizeObserver | null = null;
  readonly #jump = (event: Event): void => this.#asked(event);

  connectedCallback(): void {
    if (this.#story) return;
    void this.#load();
  }

  disconnectedCallback(): void {
    this.#stop();
    this.#watcher?.disconnect();
    document.removeEventListener("click", this.#jump);
  }

  async #load(): Promise<void> {
    try {
      const answer = await fetch(this.getAttribute("src") ?? "", { headers: { Accept: "application/json" } });
      if (!answer.ok) throw new Error(String(answer.status));
      this.#story = (await answer.json()) as Story;
    } catch {
      this.prepend(element("p", "quiet", this.getAttribute("lost") ?? ""));
      return;
    }
    this.#build(this.#story);
    this.#seek(this.#story.findings[0]?.at ?? this.#story.sessions[0]?.from ?? 0);
    document.addEventListener("click", this.#jump);
    this.#watcher = new ResizeObserver(() => this.#draw());
    this.#watcher.observe(this.#stage);
  }

  #build(story: Story): void {
    this.#board.append(this.#controls(story), this.#stage, legend(story), this.#panel);
    this.#slider.type = "range";
    this.#slider.min = "0";
    this.#slider.max = String(STEPS);
    this.#slider.className = "timeline__slider";
    this.#slider.setAttribute("aria-label", story.words["moment"] ?? "");
    this.#slider.addEventListener("input", () => {
      this.#stop();
      this.#seek(this.#scale.at(LEFT + (Number(this.#slider.value) / STEPS) * (this.#scale.right - LEFT)));
    });
    this.#stage.tabIndex = 0;
    this.#stage.setAttribute("role", "region");
    this.#stage.setAttribute("aria-label", story.words["drawing"] ?? "");
    this.#stage.addEventListener("pointerdown", (event) => this.#grab(event));
    this.prepend(this.#board);
    this.#draw();
  }

  #controls(story: Story): HTMLElement {
    const bar = element("div", "timeline__bar");
    this.#play = this.#button(story.words["play"] ?? "", "button button--primary", () => this.#toggle());
    bar.append(this.#play);
    if (story.findings.length) {
      bar.append(this.#button(story.words["previous"] ?? "", "button", () => this.#next(-1)));
      bar.append(this.#button(story.words["next"] ?? "", "button", () => this.#next(1)));
    }
    bar.append(this.#days(story), this.#paces(story), this.#clock, this.#slider);
    return bar;
  }

  #days(story: Story): HTMLElement {
    const choice = document.createElement("select");
    choice.className = "timeline__choice";
    choice.setAttribute("aria-label", story.words["day"] ?? "");
    choice.append(new Option(story.words["whole"] ?? "", "-1"));
    for (const day of new Set(story.sessions.map((one) => one.day)))
      choice.append(new Option(`${story.words["day"] ?? ""} ${day}`, String(day)));
    choice.addEventListener("change", () => this.#zoom(Number(choice.value)));
    return choice;
  }

  #paces(story: Story): HTMLElement {
    const choice = document.createElement("select");
    choice.className = "timeline__choice";
    choice.setAttribute("aria-label", story.words["pace"] ?? "");
    for (const pace of Object.keys(PACES)) choice.append(new Option(story.words[pace] ?? pace, pace, pace === "normal", pace === "normal"));
    choice.addEventListener("change", () => {
      this.#seconds = PACES[choice.value] ?? 45;
    });
    return choice;
  }

  #button(words: string, css: string, act: () => void): HTMLButtonElement {
    const made = document.createElement("button");
    made.type = "button";
    made.className = css;
    made.textContent = words;
    made.addEventListener("click", act);
    return made;
  }

  #zoom(day: number): void {
    this.#day = day;
    const choice = this.querySelector<HTMLSelectElement>(".timeline__choice");
    if (choice) choice.value = String(day);
    this.#draw();
    if (!this.#scale.shows(this.#at)) this.#seek(this.#scale.from);
  }

  #sessions(): Session[] {
    const all = this.#story?.sessions ?? [];
    const some = all.filter((one) => this.#day < 0 || one.day === this.#day);
    return some.length ? some : all;
  }

  #draw(): void {
    const story = this.#story;
    const width = Math.max(640, Math.floor(this.#stage.clientWidth));
    if (!story || !width) return;
    this.#scale = new Scale(this.#sessions(), LEFT, width - 8);
    const { svg, height } = draw(story, this.#scale, width);
    svg.setAttribute("width", String(width));
    this.#head.style.height = `${height - 26}px`;
    this.#stage.replaceChildren(svg, this.#head);
    this.#place();
  }

  #seek(at: number): void {
    this.#at = at;
    this.#place();
    if (this.#story) this.#panel.replaceChildren(momentPanel(this.#story, at));
  }

  #place(): void {
    const x = this.#scale.x(this.#at);
    this.#head.style.transform = `translateX(${x}px)`;
    this.#clock.textContent = clock(this.#at);
    this.#slider.value = String(Math.round(((x - LEFT) / Math.max(1, this.#scale.right - LEFT)) * STEPS));
    this.#slider.setAttribute("aria-valuetext", clock(this.#at));
  }

  #grab(event: PointerEvent): void {
    if ((event.target as Element).closest("[data-moment]")) return;
    const box = this.#stage.getBoundingClientRect();
    const to = (x: number): void => {
      const place = x - box.left + this.#stage.scrollLeft;
      if (place >= LEFT - 4) this.#seek(this.#scale.at(Math.max(LEFT, place)));
    };
    this.#stop();
    to(event.clientX);
    if (event.pointerType === "touch") return;
    const move = (next: PointerEvent): void => to(next.clientX);
    const up = (): void => {
      window.removeEventListener("pointermove", move);
      window.removeEventListener("pointerup", up);
    };
    window.addEventListener("pointermove", move);
    window.addEventListener("pointerup", up);
  }

  #asked(event: Event): void {
    const target = (event.target as Element).closest("[data-moment]");
    const moment = Number(target?.getAttribute("data-moment"));
    if (!target || !Number.isFinite(moment)) return;
    this.#stop();
    if (this.#day >= 0 && !this.#scale.shows(moment)) this.#zoom(-1);
    this.#seek(moment);
  }

  #next(direction: 1 | -1): void {
    const moments = [...new Set((this.#story?.findings ?? []).map((mark) => mark.at))].sort((a, b) => a - b);
    const found = direction > 0 ? moments.find((at) => at > this.#at) : lastWhere(moments, (at) => at < this.#at);
    const to = found ?? (direction > 0 ? moments[0] : moments.at(-1));
    if (to === undefined) return;
    this.#stop();
    if (this.#day >= 0 && !this.#scale.shows(to)) this.#zoom(-1);
    this.#seek(to);
  }

  #toggle(): void {
    if (this.#playing) this.#stop();
    else this.#start();
  }

  #start(): void {
    if (this.#at >= this.#scale.to) this.#seek(this.#scale.from);
    this.#play.textContent = this.#story?.words["pause"] ?? "";
    const calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    let before = performance.now();
    const step = (): void => {
      const now = performance.now();
      if (calm && now - before < 1000) {
        this.#playing = requestAnimationFrame(step);
        return;
      }
      const width = this.#scale.right - LEFT;
      const x = this.#scale.x(this.#at) + (width * (now - before)) / 1000 / this.#seconds;
      before = now;
      this.#seek(this.#scale.at(x));
      if (this.#at >= this.#scale.to) this.#stop();
      else this.#playing = requestAnimationFrame(step);
    };
    this.#playing = requestAnimationFrame(step);
  }

  #stop(): void {
    cancelAnimationFrame(this.#playing);
    this.#playing = 0;
    this.#play.textContent = this.#story?.words["play"] ?? "";
  }
}
