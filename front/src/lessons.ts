// Small islands of the lessons; without script the fields and buttons below them do it alone.

// <lesson-keys>: arrow and page keys press the buttons that move a lesson, unless somebody writes in a field.
class LessonKeys extends HTMLElement {
  readonly #press = (event: KeyboardEvent): void => {
    const within = event.target instanceof HTMLElement ? event.target : null;
    if (event.altKey || event.ctrlKey || event.metaKey || within?.closest("input, textarea, select, summary")) return;
    const way = { ArrowRight: "next", PageDown: "next", ArrowLeft: "back", PageUp: "back" }[event.key];
    const button = way ? this.querySelector<HTMLButtonElement>(`[data-key="${way}"]`) : null;
    if (!button || button.disabled) return;
    event.preventDefault();
    button.click();
  };

  connectedCallback(): void {
    document.addEventListener("keydown", this.#press);
  }

  disconnectedCallback(): void {
    document.removeEventListener("keydown", this.#press);
  }
}

// <count-down seconds="30" data-over="Time is over">: the time left, counted here; what is late the server says.
class CountDown extends HTMLElement {
  static readonly observedAttributes = ["seconds"];
  #ends = 0;
  #tick = 0;

  connectedCallback(): void {
    this.#show();
    this.#tick = window.setInterval(() => this.#show(), 250);
  }

  disconnectedCallback(): void {
    window.clearInterval(this.#tick);
  }

  attributeChangedCallback(): void {
    this.#ends = Date.now() + 1000 * Number(this.getAttribute("seconds") ?? "0");
  }

  #show(): void {
    const left = Math.max(0, Math.ceil((this.#ends - Date.now()) / 1000));
    const words = left ? `${left} s` : (this.dataset.over ?? "0 s");
    if (this.textContent !== words) this.textContent = words;
  }
}

// <point-picture>: a tap on the picture fills the two fields below it; the fields move the mark, so a keyboard does it too.
class PointPicture extends HTMLElement {
  connectedCallback(): void {
    const frame = this.querySelector<HTMLElement>(".pointing__frame");
    const x = this.querySelector<HTMLInputElement>("[name=x]");
    const y = this.querySelector<HTMLInputElement>("[name=y]");
    if (!frame || !x || !y) return;
    const mark = document.createElement("span");
    mark.className = "pointing__mark";
    mark.hidden = true;
    frame.append(mark);
    const show = (): void => {
      mark.hidden = x.value === "" || y.value === "";
      mark.style.left = `${Number(x.value) / 10}%`;
      mark.style.top = `${Number(y.value) / 10}%`;
    };
    frame.addEventListener("click", (event) => {
      const box = frame.getBoundingClientRect();
      x.value = String(Math.round((1000 * (event.clientX - box.left)) / box.width));
      y.value = String(Math.round((1000 * (event.clientY - box.top)) / box.height));
      show();
    });
    this.addEventListener("input", show);
    show();
  }
}

customElements.define("lesson-keys", LessonKeys);
customElements.define("count-down", CountDown);
customElements.define("point-picture", PointPicture);
