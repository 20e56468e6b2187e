/** From simulated time to the width of the page: working sessions to scale, the time between folded to a narrow gap. */

import type { Session } from "./story";

const GAP = 16;
const LEAST = 10;

export interface Stretch extends Session {
  x: number;
  width: number;
}

export class Scale {
  readonly stretches: Stretch[];

  constructor(
    sessions: readonly Session[],
    readonly left: number,
    readonly right: number,
  ) {
    const worked = sessions.reduce((sum, one) => sum + one.to - one.from, 0) || 1;
    const room = Math.max(40, right - left - GAP * Math.max(0, sessions.length - 1) - LEAST * sessions.length);
    let x = left;
    this.stretches = sessions.map((one) => {
      const width = LEAST + ((one.to - one.from) / worked) * room;
      const stretch = { ...one, x, width };
      x += width + GAP;
      return stretch;
    });
  }

  get from(): number {
    return this.stretches[0]?.from ?? 0;
  }

  get to(): number {
    return this.stretches.at(-1)?.to ?? 1;
  }

  /** Place of an instant; one in a gap lies in the gap, one outside at the edge. */
  x(at: number): number {
    let before: Stretch | undefined;
    for (const one of this.stretches) {
      if (at < one.from) {
        if (!before) return one.x;
        const share = (at - before.to) / Math.max(1, one.from - before.to);
        return before.x + before.width + share * GAP;
      }
      if (at <= one.to) return one.x + ((at - one.from) / Math.max(1, one.to - one.from)) * one.width;
      before = one;
    }
    return this.right;
  }

  /** Instant at a place. */
  at(x: number): number {
    let before: Stretch | undefined;
    for (const one of this.stretches) {
      if (x < one.x) {
        if (!before) return one.from;
        const share = (x - before.x - before.width) / GAP;
        return before.to + share * (one.from - before.to);
      }
      if (x <= one.x + one.width) return one.from + ((x - one.x) / one.width) * (one.to - one.from);
      before = one;
    }
    return this.to;
  }

  /** The breaks between the stretches, with how long they are. */
  breaks(): { x: number; width: number; ms: number }[] {
    return this.stretches.slice(1).map((one, place) => {
      const before = this.stretches[place] as Stretch;
      return { x: before.x + before.width, width: GAP, ms: one.from - before.to };
    });
  }

  shows(at: number): boolean {
    return this.stretches.some((one) => at >= one.from && at <= one.to);
  }
}
