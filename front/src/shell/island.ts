/**
 * The convention for islands.
 *
 * An island is a custom element: what is inside the tag is the fallback and the accessible version, data comes as attributes or
 * as JSON in a `<script type="application/json">` child, words come from the server. It keeps no state that the server needs.
 */

/** Register an element once; a page that loads two entry points with the same island does not fail. */
export function define(name: string, element: CustomElementConstructor): void {
  if (!customElements.get(name)) customElements.define(name, element);
}

/** Return the JSON that the server put into the island (`{{ value|json_script }}`), or null. */
export function props<T>(island: HTMLElement): T | null {
  const holder = island.querySelector<HTMLScriptElement>('script[type="application/json"]');
  return holder?.textContent ? (JSON.parse(holder.textContent) as T) : null;
}
