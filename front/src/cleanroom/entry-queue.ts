/**
 * Entries of a hands-on run that wait for the network.
 *
 *     <entry-queue data-run="…" data-person="…" data-action="/cleanroom/…/entry/" data-count="Waiting to be sent: [n]" … hidden></entry-queue>
 *
 * While the network is away, a form that records a value is kept on the tablet with the time it was written and the key that makes
 * the server carry it out once. When the network is back they are sent one after the other, each with both times by this clock, so
 * that only their difference counts. A refusal is shown until it was read. What waits belongs to the person who wrote it, and is
 * sent from their own page only. There is no service worker: the page has to stay open, or to be opened again when there is network.
 */

interface Waiting {
  form: string;
  body: string;
  said: string;
  at: number;
  refused?: string;
}

const PREFIX = "gradea-waiting:";
const TRY_MS = 4000;
const ANSWER_MS = 15000;

export class EntryQueue extends HTMLElement {
  #items: Waiting[] = [];
  #sending = false;
  #lost = false;
  #signedOut = false;
  #timer = 0;
  #sent = new Map<string, FormData>();

  connectedCallback(): void {
    this.#items = this.#read(this.#place);
    document.addEventListener("submit", this.#submitted, true);
    document.addEventListener("htmx:error", this.#failed);
    document.addEventListener("htmx:after:swap", this.#marked);
    window.addEventListener("online", this.#back);
    window.addEventListener("offline", this.#show);
    document.addEventListener("run:back", this.#back);
    this.#timer = window.setInterval(() => void this.#flush(), TRY_MS);
    this.#show();
    void this.#flush();
  }

  disconnectedCallback(): void {
    document.removeEventListener("submit", this.#submitted, true);
    document.removeEventListener("htmx:error", this.#failed);
    document.removeEventListener("htmx:after:swap", this.#marked);
    window.removeEventListener("online", this.#back);
    window.removeEventListener("offline", this.#show);
    document.removeEventListener("run:back", this.#back);
    window.clearInterval(this.#timer);
  }

  get #place(): string {
    return `${PREFIX}${this.dataset["run"] ?? ""}:${this.dataset["person"] ?? ""}`;
  }

  /** Before htmx hears of it: keep the entry while the network is away, or while others wait before it. */
  #submitted = (event: Event): void => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || !this.#isEntry(form)) return;
    const submitter = event instanceof SubmitEvent ? event.submitter : null;
    const data = new FormData(form, submitter);
    this.#sent.set(form.id, data);
    const open = this.#items.some((item) => !item.refused);
    if (navigator.onLine && !this.#lost && !open) return;
    if (!this.#keep(form, data)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  };

  /** The network went away while an entry was on its way: it is kept, and its key sees to it that it counts once. */
  #failed = (event: Event): void => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || !this.#isEntry(form)) return;
    const data = this.#sent.get(form.id);
    this.#lost = true;
    if (data) this.#keep(form, data);
  };

  #back = (): void => {
    this.#lost = false;
    void this.#flush();
  };

  #isEntry(form: HTMLFormElement): boolean {
    return (
      form.getAttribute("action") === this.dataset["action"] &&
      form.querySelector<HTMLInputElement>('input[name="what"]')?.value === "enter"
    );
  }

  #keep(form: HTMLFormElement, data: FormData): boolean {
    if (this.#items.some((item) => item.form === form.id && !item.refused)) return true;
    const said = spoken(data);
    if (!said) return false;
    const pairs = [...data].filter(([name]) => name !== "csrfmiddlewaretoken").map(([name, value]) => [name, String(value)]);
    const label = form.parentElement?.querySelector(".blank__label")?.firstChild?.textContent?.trim() ?? "";
    const body = new URLSearchParams(pairs).toString();
    this.#items.push({ form: form.id, body, said: label ? `${label}: ${said}` : said, at: Date.now() });
    if (!this.#write()) {
      this.#items.pop();
      mark(form, this.dataset["full"] ?? "");
      return true;
    }
    this.#show();
    return true;
  }

  async #flush(): Promise<void> {
    if (this.#sending || this.#signedOut || !this.#items.some((item) => !item.refused)) return;
    this.#sending = true;
    try {
      for (const item of this.#items.filter((one) => !one.refused)) {
        if (!(await this.#send(item))) break;
      }
    } finally {
      this.#sending = false;
    }
  }

  /** Send one entry; false means that the next ones wait too. */
  async #send(item: Waiting): Promise<boolean> {
    const token = document.querySelector<HTMLInputElement>('input[name="csrfmiddlewaretoken"]')?.value ?? "";
    const body = new URLSearchParams(item.body);
    body.set("written_at", String(item.at));
    body.set("sent_at", String(Date.now()));
    let answer: Response;
    try {
      answer = await fetch(this.dataset["action"] ?? "", {
        method: "POST",
        headers: { "HX-Request": "true", "X-CSRFToken": token },
        body,
        redirect: "manual",
        signal: AbortSignal.timeout(ANSWER_MS),
      });
    } catch {
      this.#lost = true;
      this.#show();
      return false;
    }
    this.#lost = false;
    if (answer.status >= 500) return false;
    if (answer.type === "opaqueredirect" || answer.status === 401 || answer.status === 403 || answer.headers.has("HX-Redirect")) {
      this.#signedOut = true;
      this.#show();
      return false;
    }
    if (answer.ok) this.#items = this.#items.filter((one) => one !== item);
    else item.refused = words(await answer.text());
    this.#write();
    this.#show();
    if (answer.ok) this.dispatchEvent(new CustomEvent("run:changed", { bubbles: true }));
    return true;
  }

  #read(place: string): Waiting[] {
    try {
      return JSON.parse(window.localStorage.getItem(place) ?? "[]") as Waiting[];
    } catch {
      return [];
    }
  }

  #write(): boolean {
    try {
      if (this.#items.length) window.localStorage.setItem(this.#place, JSON.stringify(this.#items));
      else window.localStorage.removeItem(this.#place);
      return true;
    } catch {
      return false;
    }
  }

  #othersWaiting(): number {
    const own = this.#place;
    const run = `${PREFIX}${this.dataset["run"] ?? ""}:`;
    const places = Object.keys(window.localStorage).filter((place) => place.startsWith(run) && place !== own);
    return places.reduce((sum, place) => sum + this.#read(place).length, 0);
  }

  #show = (): void => {
    const waiting = this.#items.filter((item) => !item.refused);
    const refused = this.#items.filter((item) => item.refused);
    const others = this.#othersWaiting();
    const away = !navigator.onLine || this.#lost;
    this.replaceChildren();
    this.hidden = !waiting.length && !refused.length && !others && !away;
    this.setAttribute("role", "status");
    if (waiting.length) this.append(line("strong", this.#say("count", { n: String(waiting.length) })));
    if (away) this.append(line("p", this.#say("how")));
    if (this.#signedOut) this.append(line("p", this.#say("signin")));
    for (const item of waiting) this.append(line("p", this.#say("one", { v: item.said, t: clock(item.at) })));
    for (const item of refused) this.append(this.#refusal(item));
    if (others) this.append(line("p", this.#say("others", { n: String(others) })));
    this.#marked();
  };

  /** Every form whose value waits says so, also after the page was brought up to date. */
  #marked = (): void => {
    for (const old of document.querySelectorAll(".slot .waiting__mark")) old.remove();
    for (const item of this.#items) {
      const form = document.getElementById(item.form);
      if (form && !item.refused) mark(form, this.#say("one", { v: item.said, t: clock(item.at) }));
    }
  };

  #refusal(item: Waiting): HTMLElement {
    const holder = document.createElement("div");
    holder.className = "waiting__refused";
    holder.append(line("p", `${this.#say("refused", { t: clock(item.at) })} ${item.said}`), line("p", item.refused ?? ""));
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button";
    button.textContent = this.dataset["dismiss"] ?? "";
    button.addEventListener("click", () => {
      this.#items = this.#items.filter((one) => one !== item);
      this.#write();
      this.#show();
    });
    holder.append(button);
    return holder;
  }

  #say(key: string, values: Record<string, string> = {}): string {
    return Object.entries(values).reduce((text, [name, value]) => text.split(`[${name}]`).join(value), this.dataset[key] ?? "");
  }
}

/** Return what a form would record, for people to read; nothing when it is empty. */
function spoken(data: FormData): string {
  const value = String(data.get("value") ?? "").trim();
  if (value) return value;
  const parts = [...data].filter(([name]) => name.startsWith("label.")).map(([, part]) => String(part).trim());
  return parts[0] ? parts.filter(Boolean).join(" · ") : "";
}

function clock(at: number): string {
  const when = new Date(at);
  return `${String(when.getHours()).padStart(2, "0")}:${String(when.getMinutes()).padStart(2, "0")}`;
}

function line(tag: string, text: string): HTMLElement {
  const made = document.createElement(tag);
  made.textContent = text;
  return made;
}

function mark(form: Element, text: string): void {
  const note = line("p", text);
  note.className = "waiting__mark small";
  form.querySelector(".slot")?.replaceChildren(note);
}

/** Return the words of a refusal panel, without its marks. */
function words(html: string): string {
  const panel = new DOMParser().parseFromString(html, "text/html");
  return (panel.body.textContent ?? "").replace(/\s+/g, " ").trim();
}
