/**
 * The clock of the run, going on between two answers of the server, which alone knows the time.
 *
 *     <sim-clock at="25200000" speed="60">day 0 07:00:00</sim-clock>      with `stopped` it stands
 *
 * Attributes change when the server answers; the text inside is the fallback.
 */

const DAY = 86_400_000;

export function clockText(at: number, word = "day"): string {
  const day = Math.floor(at / DAY);
  const seconds = Math.floor((at % DAY) / 1000);
  const two = (value: number): string => String(value).padStart(2, "0");
  return `${word} ${day} ${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
}

export class SimClock extends HTMLElement {
  static readonly observedAttributes = ["at", "speed", "stopped"];
  #since = performance.now();
  #ticking = 0;

  connectedCallback(): void {
    this.#since = performance.now();
    this.#ticking = window.setInterval(() => this.#show(), 500);
  }

  disconnectedCallback(): void {
    window.clearInterval(this.#ticking);
  }

  attributeChangedCallback(): void {
    this.#since = performance.now();
  }

  #show(): void {
    const at = Number(this.getAttribute("at"));
    const passed = this.hasAttribute("stopped") ? 0 : (performance.now() - this.#since) * Number(this.getAttribute("speed") ?? 1);
    const text = clockText(at + passed, this.dataset["day"]);
    if (this.textContent !== text) this.textContent = text;
  }
}
