/**
 * The page beside the dashboard that sent somebody here to log in (`?return=wall/?district=310115`), as a path below the
 * application's root; null when none is named, or one that is not ours: a link must not lead a new session elsewhere.
 */
export function returnAddress(search: string): string | null {
  const asked = new URLSearchParams(search).get("return");
  return asked !== null && /^wall\/(?:\?[\w=&%.-]*)?$/.test(asked) ? asked : null;
}
