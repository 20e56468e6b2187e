/**
 * One press, one act: a second press of the same button within a moment is a slip of the finger.
 *
 * The server refuses the same key twice; but an answer may have come in between and brought a fresh key. The refusal of the last
 * try goes away when the next one starts, and after an act the pace is normal again: hurrying is chosen each time.
 */

const SLIP_MS = 600;
const last = new Map<string, number>();

export function oneAtATime(): void {
  document.addEventListener("htmx:before:request", (event) => {
    const source = event.target;
    if (!(source instanceof Element) || source.id === "follow" || source.hasAttribute("hx-get")) return;
    const now = performance.now();
    const asked = askedBy(source);
    if (now - (last.get(asked) ?? -SLIP_MS) < SLIP_MS) {
      event.preventDefault();
      return;
    }
    last.set(asked, now);
    clearRefusals(source);
  });
  document.addEventListener("htmx:after:request", (event) => {
    const detail = (event as CustomEvent<{ ctx: { response?: { status: number } } }>).detail;
    const source = event.target;
    if (!(source instanceof Element)) return; // the sender went with the swap
    if ((detail.ctx.response?.status ?? 500) >= 400) {
      last.clear();
      return;
    }
    if (source.closest("#bench, #plan")) calmPace();
if (source instanceof HTMLFormElement && source.closest("#bench, #record")) putAway(source);
  });
}

/** Say what a form asks for: which one it is and what stands in it, without the key that every answer renews. */
function askedBy(source: Element): string {
  if (!(source instanceof HTMLFormElement)) return source.id;
  const values = [...new FormData(source)].filter(([name]) => name !== "key").map(([name, value]) => `${name}=${String(value)}`);
  return `${source.id}|${values.join("|")}`;
}

function clearRefusals(source: Element): void {
  for (const slot of source.querySelectorAll(".slot")) slot.replaceChildren();
  for (const slot of document.querySelectorAll("#bench-slot, #bar-slot")) slot.replaceChildren();
}

function calmPace(): void {
  const normal = document.querySelector<HTMLInputElement>('#pace input[value="normal"]');
  if (normal) normal.checked = true;
}

/** What was sent has been taken: the form is blank again, and a fold that was opened only for it closes. */
function putAway(form: HTMLFormElement): void {
  if (form.id === "pace") return;
  form.reset();
  const fold = form.closest<HTMLDetailsElement>("details.blank__correct, details.step__more, details.offer");
  if (fold) fold.open = false;
}
