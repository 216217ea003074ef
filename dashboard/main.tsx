import { render } from "solid-js/web";
import "#kit/tokens.css";
import "#kit/base.css";
import { startInstall } from "#kit/install.ts";
import { startTheme } from "#kit/theme/theme.ts";
import { App } from "./app.tsx";
import { registerWorker } from "./worker/register.ts";

startTheme();
startInstall();
const root = document.getElementById("app");
if (root !== null) render(() => <App />, root);
registerWorker();
