/** A card that hangs from the head (`details.who`, `details.rest`) closes on Escape and on a tap beside it. */
export function closeCardsOutside(): void {
  document.addEventListener("click", (event) => {
    for (const card of document.querySelectorAll<HTMLDetailsElement>("details.who[open], details.rest[open]")) {
      if (!card.contains(event.target as Node)) card.open = false;
    }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const card of document.querySelectorAll<HTMLDetailsElement>("details.who[open], details.rest[open]")) {
      card.open = false;
      card.querySelector("summary")?.focus();
    }
  });
}
