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
  if (trends && window.innerHeight >= 900 && window.innerWidth >= 1100) trends.open = true;
}

function open(): NodeListOf<HTMLDetailsElement> {
  return document.querySelectorAll<HTMLDetailsElement>("details.drop[open]");
}
