/**
 * A curve with its limit lines. The table inside the tag is the fallback and stays the version for readers of the screen.
 *
 *     <trend-plot data-css="/static/…/uplot.css"><script type="application/json">{"points": [[7.0, 15.2], …], …}</script><table>…</table></trend-plot>
 *
 * The drawing lives in a shadow tree, so that a morph of the page leaves it alone; a change of the data inside draws anew.
 */

import type uPlot from "uplot";
import { props } from "../shell/island";

interface Curve {
  unit: string;
  low: number | null;
  high: number | null;
  points: [number, number][];
}

const STYLE = `:host { display: block; position: relative; } .table { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }`;
const HEIGHT = 132;

export class TrendPlot extends HTMLElement {
  #plot: uPlot | null = null;
  #frame: HTMLElement | null = null;
  #drawn = "";
  #watch: MutationObserver | null = null;
  #size: ResizeObserver | null = null;

  connectedCallback(): void {
    if (!this.shadowRoot) this.#build();
    this.#watch = new MutationObserver(() => this.#draw());
    this.#watch.observe(this, { childList: true, subtree: true, characterData: true });
    this.#size = new ResizeObserver(() => this.#draw(true));
    this.#size.observe(this);
  }

  disconnectedCallback(): void {
    this.#watch?.disconnect();
    this.#size?.disconnect();
    this.#plot?.destroy();
    this.#plot = null;
    this.#drawn = "";
  }

  #build(): void {
    const root = this.attachShadow({ mode: "open" });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLE);
    root.adoptedStyleSheets = [sheet];
    const link = document.createElement("link");
    link.rel = "stylesheet";
    link.href = this.dataset["css"] ?? "";
    this.#frame = document.createElement("div");
    const table = document.createElement("div");
    table.className = "table";
    table.append(document.createElement("slot"));
    root.append(link, this.#frame, table);
  }

  #draw(resized = false): void {
    const width = Math.floor(this.clientWidth);
    const data = props<Curve>(this);
    const text = this.querySelector("script")?.textContent ?? "";
    if (!data || !this.#frame || width < 80 || (text === this.#drawn && !(resized && this.#plot?.width !== width))) return;
    this.#drawn = text;
    void this.#replace(data, width);
  }

  async #replace(data: Curve, width: number): Promise<void> {
    const Plot = await plotter();
    if (!this.#frame || !this.isConnected) return;
    this.#plot?.destroy();
    this.#plot = new Plot(this.#options(data, width), columns(data), this.#frame);
  }

  #options(data: Curve, width: number): uPlot.Options {
    const style = getComputedStyle(this);
    const tone = (name: string): string => style.getPropertyValue(name).trim() || "#444";
    const font = `12px ${style.fontFamily}`;
    const axis = { stroke: tone("--ink-2"), font, grid: { stroke: tone("--line"), width: 1 }, ticks: { show: false } };
    return {
      width,
      height: HEIGHT,
      legend: { show: false },
      cursor: { show: false },
      padding: [8, 8, 0, 0],
      scales: { x: { time: false }, y: { range: (_plot, low, high) => rangeOf(data, low, high) } },
      axes: [
        { ...axis, size: 26, values: (_plot, splits) => splits.map(clock) },
        { ...axis, size: 40, label: data.unit, labelSize: 16, labelFont: font },
      ],
      series: [
        {},
        { stroke: tone("--accent"), width: 2, points: { show: data.points.length < 3, size: 6 } },
        { stroke: tone("--alarm"), width: 1.5, dash: [5, 4], points: { show: false } },
        { stroke: tone("--alarm"), width: 1.5, dash: [5, 4], points: { show: false } },
      ],
    };
  }
}

/** uPlot asks Intl for the language of the browser when it loads; a browser on a bare machine may name one Intl does not know. */
async function plotter(): Promise<typeof uPlot> {
  try {
    Intl.getCanonicalLocales(navigator.language);
  } catch {
    Object.defineProperty(navigator, "language", { value: "en", configurable: true });
  }
  return (await import("uplot")).default;
}

function columns(data: Curve): uPlot.AlignedData {
  const at = data.points.map((point) => point[0]);
  return [at, data.points.map((point) => point[1]), at.map(() => data.low), at.map(() => data.high)];
}

function rangeOf(data: Curve, low: number, high: number): [number, number] {
  const least = Math.min(low, data.low ?? low, data.high ?? low);
  const most = Math.max(high, data.high ?? high, data.low ?? high);
  const room = Math.max((most - least) * 0.12, 0.2);
  return [least - room, most + room];
}

function clock(hours: number): string {
  const day = Math.floor(hours / 24);
  const minutes = Math.round((hours % 24) * 60);
  const text = `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;
  return day ? `d${day} ${text}` : text;
}
