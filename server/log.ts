import type { Logger } from "pino";

/** The logger that is passed in everywhere; a child a role. */
export type Log = Logger;
