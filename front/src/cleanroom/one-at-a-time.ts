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
    const source = event.target as HTMLElement;
    if (source.id === "follow" || source.hasAttribute("hx-get")) return;
    const now = performance.now();
    if (now - (last.get(source.id) ?? -SLIP_MS) < SLIP_MS) {
      event.preventDefault();
      return;
    }
    last.set(source.id, now);
    clearRefusals(source);
  });
  document.addEventListener("htmx:after:request", (event) => {
    const detail = (event as CustomEvent<{ ctx: { response?: { status: number } } }>).detail;
    const source = event.target as HTMLElement;
    if ((detail.ctx.response?.status ?? 500) >= 400) {
      last.delete(source.id);
      return;
    }
    if (source.closest("#bench, #plan")) calmPace();
    if (source.matches(".signing")) blankPins(source);
  });
}

function clearRefusals(source: HTMLElement): void {
  for (const slot of source.querySelectorAll(".slot")) slot.replaceChildren();
  for (const slot of document.querySelectorAll("#bench-slot, #bar-slot")) slot.replaceChildren();
}

function calmPace(): void {
  const normal = document.querySelector<HTMLInputElement>('#pace input[value="normal"]');
  if (normal) normal.checked = true;
}

function blankPins(form: HTMLElement): void {
  for (const pin of form.querySelectorAll<HTMLInputElement>("input.pin")) pin.value = "";
}
