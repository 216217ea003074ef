import { render } from "solid-js/web";
import "#kit/tokens.css";
import "./wall.css";
import { startClock } from "#kit/clock.ts";
import { language, setLanguage } from "#kit/i18n/translate.ts";
import { Cockpit } from "./cockpit.tsx";

setLanguage(language());
startClock();
const root = document.getElementById("wall");
if (root !== null) render(() => <Cockpit />, root);
