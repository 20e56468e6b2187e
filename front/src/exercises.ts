// Two small islands of the exercises. Both only make the fields below them handier; without script the fields do it alone.

// <scene-spots>: a tap on a numbered place in the drawing turns its checkbox in the list, and the drawing shows what is chosen.
class SceneSpots extends HTMLElement {
  connectedCallback(): void {
    const form = this.closest("form");
    if (!form) return;
    const boxes = new Map<string, HTMLInputElement>();
    for (const box of form.querySelectorAll<HTMLInputElement>("input[data-spot]")) boxes.set(box.dataset.spot ?? "", box);
    const places = [...this.querySelectorAll<SVGGElement>("[data-place]")];
    const show = (): void => {
      for (const place of places)
        place.classList.toggle("scene__spot--on", boxes.get(place.dataset.place ?? "")?.checked ?? false);
    };
    for (const place of places)
      place.addEventListener("click", () => {
        const box = boxes.get(place.dataset.place ?? "");
        if (box) box.checked = !box.checked;
        show();
      });
    form.addEventListener("change", show);
    show();
  }
}

// <order-list>: buttons that move a step up or down; the places in the fields follow, so that what is sent stays the same.
class OrderList extends HTMLElement {
  connectedCallback(): void {
    const lines = [...this.querySelectorAll<HTMLElement>(".line")];
    const filled = lines.every((line) => this.field(line).value !== "");
    if (filled) lines.sort((a, b) => Number(this.field(a).value) - Number(this.field(b).value)).forEach((line) => this.append(line));
    for (const line of lines) {
      const move = document.createElement("span");
      move.className = "line__move";
      move.append(this.button(line, "up", "↑"), this.button(line, "down", "↓"));
      this.field(line).hidden = true;
      line.append(move);
    }
    this.number();
  }

  private field(line: HTMLElement): HTMLSelectElement {
    return line.querySelector("select") as HTMLSelectElement;
  }

  private button(line: HTMLElement, way: "up" | "down", sign: string): HTMLButtonElement {
    const button = document.createElement("button");
    const words = line.querySelector(".line__words")?.textContent ?? "";
    button.type = "button";
    button.className = "button button--square";
    button.textContent = sign;
    button.setAttribute("aria-label", `${this.dataset[way] ?? way}: ${words}`);
    button.addEventListener("click", () => {
      const other = way === "up" ? line.previousElementSibling : line.nextElementSibling;
      if (!other) return;
      if (way === "up") other.before(line);
      else other.after(line);
      this.number();
      button.focus();
    });
    return button;
  }

  private number(): void {
    this.querySelectorAll<HTMLElement>(".line").forEach((line, index) => (this.field(line).value = String(index + 1)));
  }
}

customElements.define("scene-spots", SceneSpots);
customElements.define("order-list", OrderList);
