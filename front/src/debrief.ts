/** Loaded by the debrief: the timeline that plays. */

import { define } from "./shell/island";
import { RunTimeline } from "./debrief/run-timeline";

define("run-timeline", RunTimeline);
