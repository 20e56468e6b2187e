/**
 * Listens to a run and tells the page that something changed.
 *
 *     <live-run src="/live/runs/7f3a/" after="118" lost="Connection lost. Trying again."></live-run>
 *     <section hx-get="/cleanroom/7f3a/record/" hx-trigger="run:changed from:body" hx-swap="innerMorph">…</section>
 *
 * `after` is the position the page shows; a reconnection resumes from the last one seen. For every change it sends a bubbling
 * `run:changed` with `detail.position`. While the connection is gone it shows the words of `lost`.
 */

const WAIT_MS = [1000, 2000, 4000, 8000] as const;
const PATIENCE_MS = 1500;

export class LiveRun extends HTMLElement {
  #source: EventSource | null = null;
  #position = "0";
  #failures = 0;
  #retry = 0;
  #patience = 0;
  #panel: HTMLElement | null = null;

  connectedCallback(): void {
    this.#position = this.getAttribute("after") ?? "0";
    this.#open();
  }

  disconnectedCallback(): void {
    window.clearTimeout(this.#retry);
    this.#close();
    this.#found();
  }

  /** Drop the connection and open it again, as after a loss. */
  reconnect(): void {
    this.#lose();
  }

  #open(): void {
    const address = new URL(this.getAttribute("src") ?? "", document.baseURI);
    address.searchParams.set("after", this.#position);
    const source = new EventSource(address);
    source.addEventListener("open", () => this.#found());
    source.addEventListener("changed", (event) => this.#changed(event));
    source.addEventListener("error", () => this.#lose());
    this.#source = source;
  }

  #close(): void {
    this.#source?.close();
    this.#source = null;
  }

  #changed(event: MessageEvent<string>): void {
    this.#position = event.lastEventId;
    const detail = { position: Number(event.lastEventId), data: event.data };
    this.dispatchEvent(new CustomEvent("run:changed", { bubbles: true, detail }));
  }

  /** The browser gives up on some answers (a restart, a 503); so the next try is ours, and says where to resume. */
  #lose(): void {
    this.#close();
    const wait = WAIT_MS[Math.min(this.#failures, WAIT_MS.length - 1)] ?? 8000;
    this.#failures += 1;
    this.#retry = window.setTimeout(() => this.#open(), wait);
    if (!this.#patience) this.#patience = window.setTimeout(() => this.#say(), PATIENCE_MS);
  }

  #found(): void {
    window.clearTimeout(this.#patience);
    this.#patience = 0;
    const wasLost = this.#failures > 0;
    this.#failures = 0;
    this.#panel?.remove();
    this.#panel = null;
    this.removeAttribute("data-lost");
    if (wasLost && this.isConnected) this.dispatchEvent(new CustomEvent("run:back", { bubbles: true }));
  }

  #say(): void {
    if (this.#panel || !this.isConnected) return;
    this.setAttribute("data-lost", "");
    this.#panel = document.createElement("div");
    this.#panel.className = "live-lost";
    this.#panel.setAttribute("role", "status");
    this.#panel.textContent = this.getAttribute("lost") ?? "Connection lost. Trying again.";
    document.body.append(this.#panel);
    // Into the top layer, so that an open dialogue does not hide it.
    if ("showPopover" in this.#panel) {
      this.#panel.popover = "manual";
      this.#panel.showPopover();
    }
  }
}
