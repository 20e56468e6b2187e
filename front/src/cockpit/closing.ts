/** A dialogue closes when a form inside it that is marked `data-closes` was sent. */
export function closeAfterSending(): void {
  document.addEventListener("submit", (event) => {
    const form = event.target as HTMLElement;
    if (form.matches("[data-closes]")) window.setTimeout(() => form.closest("dialog")?.close(), 0);
  });
}
