/** The only clock that code may read: passed in, so that tests and replays set it. */
export interface Clock {
  now(): number;
}
