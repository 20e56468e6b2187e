/** What the server sends: everything that happened, people by number, words for everything shown. */

export interface Session {
  from: number;
  to: number;
  day: number;
}

export interface Timed {
  seq: number;
  at: number;
  who: number;
  words: string;
}

export interface Act extends Timed {
  to: number;
  room: string;
  do: string;
  seen?: string;
  how?: string;
}

export interface Entry extends Timed {
  kind: string;
  step: string;
}

export interface Stay {
  who: number;
  room: string;
  from: number;
  to: number;
}

export interface Hand {
  seq: number;
  at: number;
  who: number;
  kind: "clean" | "open" | "unclean";
}

export interface Disturbance {
  seq: number;
  at: number;
  to: number;
  kind: string;
  words: string;
}

export interface Mark {
  number: number;
  at: number;
  words: string;
  key: string;
}

export type SampleRow = (number | string)[];

export interface Story {
  sessions: Session[];
  stays: Stay[];
  acts: Act[];
  hands: Hand[];
  entries: Entry[];
  deviations: Timed[];
  alarms: (Timed & { alarm: string })[];
  disturbances: Disturbance[];
  samples: SampleRow[];
  columns: string[];
  rooms: Record<string, { title: string; grade: string }>;
  people: { name: string; seat: string; initials: string }[];
  findings: Mark[];
  words: Record<string, string>;
}

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** Simulated time as people read it, the same as on the server: `day 3 04:05`. */
export function clock(at: number): string {
  const day = Math.floor(at / DAY);
  const minutes = Math.floor((at - day * DAY) / MINUTE);
  const two = (value: number): string => String(value).padStart(2, "0");
  return `day ${day} ${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

/** A duration in the two largest units: `2 d 18 h`, `45 min`. */
export function span(ms: number): string {
  const minutes = Math.round(ms / MINUTE);
  const [days, hours] = [Math.floor(minutes / 1440), Math.floor((minutes % 1440) / 60)];
  if (days) return hours ? `${days} d ${hours} h` : `${days} d`;
  return hours ? `${hours} h ${minutes % 60 ? `${minutes % 60} min` : ""}`.trim() : `${minutes} min`;
}

/** The value that held at an instant in a list sorted by time: the last row at or before it. */
export function lastBefore<T>(rows: readonly T[], at: number, when: (row: T) => number): T | undefined {
  let [low, high] = [0, rows.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (when(rows[middle] as T) <= at) low = middle + 1;
    else high = middle;
  }
  return rows[low - 1];
}

/** The last row for which something holds. */
export function lastWhere<T>(rows: readonly T[], holds: (row: T) => boolean): T | undefined {
  for (let place = rows.length - 1; place >= 0; place -= 1) {
    const row = rows[place] as T;
    if (holds(row)) return row;
  }
  return undefined;
}
