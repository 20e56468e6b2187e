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

export function gentleMorph(): void {
  htmx.registerExtension("gentle-morph", {
    htmx_before_morph_attr(element: Element, detail: { attrName: string }): boolean {
      const folded = element instanceof HTMLDetailsElement || element instanceof HTMLDialogElement;
      return !(folded && detail.attrName === "open");
    },
  });
}
