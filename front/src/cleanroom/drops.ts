/** The cards that hang from the run bar close on Escape and on a tap beside them. Trends stand open where there is room. */

export function closeDrops(): void {
  document.addEventListener("click", (event) => {
    for (const drop of open()) if (!drop.contains(event.target as Node)) drop.open = false;
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const drop of open()) {
      drop.open = false;
      drop.querySelector("summary")?.focus();
    }
  });
  const trends = document.querySelector<HTMLDetailsElement>("#trends-fold");
  if (trends && roomy()) trends.open = true;
}

function open(): NodeListOf<HTMLDetailsElement> {
  return document.querySelectorAll<HTMLDetailsElement>("details.drop[open]");
}

/** Say whether the curves leave the bench and the record room enough, in the size of this page's letters. */
function roomy(): boolean {
  const letter = parseFloat(getComputedStyle(document.documentElement).fontSize);
  return window.innerHeight >= 60 * letter && window.innerWidth >= 75 * letter;
}
