/**
 * What a live refresh leaves alone: what somebody has unfolded, what somebody is typing, what somebody has chosen.
 *
 * The server renders folds closed and fields blank; a morph would close and blank them again. Typed values stay by themselves
 * (a morph only writes a value that the server changed); folds need this.
 */

interface Htmx {
  registerExtension(name: string, extension: Record<string, unknown>): void;
}

declare const htmx: Htmx;

/** When another step comes first in the record, the pane begins at its top again. */
function followFirstStep(): void {
  const first = (): string => document.querySelector("#record .step")?.id ?? "";
  let shown = first();
  document.addEventListener("htmx:after:swap", () => {
    if (first() === shown) return;
    shown = first();
    const pane = document.querySelector("#record .rec__body");
    if (pane) pane.scrollTop = 0;
  });
}

/** Somebody who picks a thing goes on with what can be done with it: the panel takes the focus and stands in view. */
function followPickedThing(): void {
  const picked = (): HTMLElement | null => document.querySelector("#picked-thing");
  let shown = picked()?.dataset["key"] ?? "";
  document.addEventListener("htmx:after:swap", () => {
    const panel = picked();
    const key = panel?.dataset["key"] ?? "";
    if (key === shown) return;
    shown = key;
    panel?.focus({ preventScroll: true });
    panel?.scrollIntoView({ block: "nearest" });
  });
}

export function gentleMorph(): void {
  followFirstStep();
  followPickedThing();
  htmx.registerExtension("gentle-morph", {
    htmx_before_morph_attr(element: Element, detail: { attrName: string }): boolean {
      const folded = element instanceof HTMLDetailsElement || element instanceof HTMLDialogElement;
      return !(folded && detail.attrName === "open");
    },
  });
}
