import type { Action } from "#domain/action";
import { can } from "#kit/session/session.ts";
import type { frameMessages } from "./frame.messages.ts";

export interface NavItem {
  readonly path: string;
  readonly label: keyof typeof frameMessages;
  /** Any of these actions shows it. */
  readonly actions: readonly Action[];
  /** Other addresses that belong to this noun. */
  readonly also?: readonly string[];
}

/** The nouns that exist. One that is not built has no entry: a dead link teaches people not to click. */
export const NAV: readonly NavItem[] = [
  { path: "/", label: "nav.overview", actions: ["overview.read"] },
  { path: "/enterprises", label: "nav.enterprises", actions: ["enterprise.read"], also: ["/reviews"] },
  { path: "/alerts", label: "nav.alerts", actions: ["alert.read"], also: ["/scoreboard"] },
  { path: "/local-organisations", label: "nav.local-organisations", actions: ["enterprise.read"] },
  { path: "/algorithms", label: "nav.algorithms", actions: ["config.read"] },
  { path: "/data", label: "nav.data", actions: ["source.read", "dead-letter.read"] },
  {
    path: "/system",
    label: "nav.system",
    actions: ["system.read", "audit.read", "user.read", "config.read"],
  },
];

/** The first screen that this person has. */
export function homePath(): string {
  return NAV.find((item) => item.actions.some((action) => can(action)))?.path ?? "/profile";
}
