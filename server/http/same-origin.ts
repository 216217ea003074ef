/** What the check looks at: headers as they came, and the origin that browsers know us by. */
export interface OriginQuestion {
  readonly origin: string | undefined;
  readonly fetchSite: string | undefined;
  readonly referer: string | undefined;
  /** Host (with port) that the request was addressed to, after a trusted proxy. */
  readonly host: string;
  /** PUBLIC_URL's origin, when configured. */
  readonly publicOrigin: string | null;
}

/**
 * Whether a request that changes something comes from our own pages. The session cookie is SameSite=Strict already;
 * this holds for browsers that do not know it. A client without these headers is no browser, and it cannot be led to
 * send somebody else's cookie.
 */
export function isSameOrigin(question: OriginQuestion): boolean {
  const { origin, fetchSite, referer } = question;
  if (fetchSite !== undefined && fetchSite !== "same-origin" && fetchSite !== "none") return false;
  if (origin !== undefined) return isOurs(origin, question);
  if (fetchSite !== undefined) return true;
  return referer === undefined || isOurs(referer, question);
}

function isOurs(text: string, question: OriginQuestion): boolean {
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    return false;
  }
  return url.origin === question.publicOrigin || url.host === question.host;
}
