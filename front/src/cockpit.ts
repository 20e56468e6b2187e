/** Loaded by the cockpit: clocks that run, dialogues that close when their form was sent. */

import { closeAfterSending } from "./cockpit/closing";
import { SimClock } from "./cockpit/sim-clock";
import { define } from "./shell/island";

define("sim-clock", SimClock);
closeAfterSending();
