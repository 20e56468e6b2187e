/**
 * Dialogues by `commandfor` and `command`, for browsers that do not know invoker commands yet.
 *
 *     <button type="button" commandfor="stop" command="show-modal">Stop</button> <dialog id="stop">…</dialog>
 */
export function openDialogs(): void {
  if ("commandForElement" in HTMLButtonElement.prototype) return;
  document.addEventListener("click", (event) => {
    const button = (event.target as Element).closest<HTMLButtonElement>("button[commandfor]");
    const dialog = button && document.getElementById(button.getAttribute("commandfor") ?? "");
    if (!(dialog instanceof HTMLDialogElement)) return;
    const command = button?.getAttribute("command");
    if (command === "show-modal" && !dialog.open) dialog.showModal();
    if (command === "close") dialog.close();
  });
}
