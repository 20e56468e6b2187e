/** Loaded by every page. Slices bring entry points of their own beside this file: `front/src/<slice>.ts`. */

import { define } from "./shell/island";
import { LiveRun } from "./shell/live-run";
import { closeCardsOutside } from "./shell/cards";
import { openDialogs } from "./shell/dialogs";

define("live-run", LiveRun);
openDialogs();
closeCardsOutside();
