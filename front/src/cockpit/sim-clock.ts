/**
 * A simulated clock that runs between two answers of the server.
 *
 *     <sim-clock at="34200000" speed="10">day 0 09:30</sim-clock>
 *
 * `at` is the simulated instant when the server answered, `speed` simulated seconds per second; 0 stands still.
 */

const MINUTE = 60_000;
const DAY = 1440 * MINUTE;

export class SimClock extends HTMLElement {
  static readonly observedAttributes = ["at", "speed"];
  #since = performance.now();
  #timer = 0;

  connectedCallback(): void {
    this.#timer = window.setInterval(() => this.#show(), 500);
  }

  disconnectedCallback(): void {
    window.clearInterval(this.#timer);
  }

  attributeChangedCallback(): void {
    this.#since = performance.now();
    this.#show();
  }

  #show(): void {
    const [at, speed] = [Number(this.getAttribute("at")), Number(this.getAttribute("speed"))];
    if (!Number.isFinite(at + speed)) return;
    const words = clock(at + (performance.now() - this.#since) * speed, this.dataset["day"] ?? "day");
    if (this.textContent !== words) this.textContent = words;
  }
}

function clock(at: number, word: string): string {
  const day = Math.floor(at / DAY);
  const minutes = Math.floor((at - day * DAY) / MINUTE);
  const two = (value: number): string => String(value).padStart(2, "0");
  return `${word} ${day} ${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}
