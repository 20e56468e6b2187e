/** The page of a run: the clock that keeps going, the trends, and what a live refresh must not touch. */

import { define } from "./shell/island";
import { SimClock } from "./cleanroom/sim-clock";
import { EntryQueue } from "./cleanroom/entry-queue";
import { TrendPlot } from "./cleanroom/trend-plot";
import { gentleMorph } from "./cleanroom/gentle-morph";
import { oneAtATime } from "./cleanroom/one-at-a-time";
import { closeDrops } from "./cleanroom/drops";

define("sim-clock", SimClock);
define("trend-plot", TrendPlot);
define("entry-queue", EntryQueue);
gentleMorph();
oneAtATime();
closeDrops();
