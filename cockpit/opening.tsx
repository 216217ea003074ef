import type { JSX } from "solid-js";
import { appUrl } from "#kit/http/app-url.ts";

/** What stands on the wall before there is a picture, or in its place. */
export function Opening(props: { readonly title: string; readonly hint?: string }): JSX.Element {
  return (
    <main class="w-opening">
      <p class="w-opening-title">{props.title}</p>
      <p class="w-muted">{props.hint}</p>
    </main>
  );
}

/** The login page, told where to come back to. */
export function goToLogin(): void {
  const root = appUrl("");
  const here = window.location.pathname + window.location.search;
  const back = here.startsWith(root) ? here.slice(root.length) : "wall/";
  window.location.replace(appUrl("", { return: back }));
}
