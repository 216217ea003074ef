import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import fastifyStatic from "@fastify/static";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";

export interface SiteConfig {
  /** Folder of the built pages; it may be absent (API only). */
  readonly webDir: string;
  /** "/" or "/guanlan/". */
  readonly basePath: string;
}

/**
 * The built pages: files with a hash in their name for a year, the rest asked for again each time (etag). The pages
 * are told the base path when they are served, so that one build runs under any path. Every other address that a
 * browser navigates to is the dashboard's own (deep links).
 */
export async function addSite(
  app: FastifyInstance,
  config: SiteConfig,
  refuseUnknown: RefuseUnknown,
): Promise<void> {
  const pages = makePages(config, refuseUnknown);
  await app.register(fastifyStatic, {
    root: config.webDir,
    prefix: "/",
    suppressWarning: true,
    index: false,
    redirect: false,
    wildcard: true,
    preCompressed: true,
    cacheControl: false,
    dotfiles: "ignore",
    allowedPath: (path) => !path.endsWith(".html") && !/\.(?:br|gz)$/.test(path),
    setHeaders(reply, path) {
      reply.header(
        "cache-control",
        path.includes("/assets/") ? "public, max-age=31536000, immutable" : "no-cache",
      );
      if (path.endsWith("/sw.js")) reply.header("service-worker-allowed", config.basePath);
    },
  });
  const wall = `${config.basePath}wall/`;
  const bare = config.basePath.slice(0, -1);
  if (bare !== "") app.get(bare, async (_request, reply) => reply.redirect(config.basePath, 308));
  app.get("/", (_request, reply) => pages.send(reply, "index.html"));
  app.get("/wall", async (_request, reply) => reply.redirect(wall, 308));
  app.get("/wall/", (_request, reply) => pages.send(reply, "wall/index.html"));
  app.setNotFoundHandler(async (request, reply) => {
    if (isNavigation(request)) return pages.send(reply, "index.html");
    return refuseUnknown(request, reply);
  });
}

export type RefuseUnknown = (request: FastifyRequest, reply: FastifyReply) => FastifyReply;

/** true for an address that a person opened in a browser: it gets the dashboard, an API call gets a coded refusal. */
export function isNavigation(request: FastifyRequest): boolean {
  if (request.method !== "GET" && request.method !== "HEAD") return false;
  const path = request.url.split("?", 1)[0] as string;
  if (path.startsWith("/api/")) return false;
  if (/\.[a-z0-9]{1,8}$/i.test(path)) return false;
  return (request.headers.accept ?? "").includes("text/html");
}

interface Pages {
  send(reply: FastifyReply, file: string): Promise<FastifyReply>;
}

function makePages(config: SiteConfig, refuseUnknown: RefuseUnknown): Pages {
  const kept = new Map<string, { mtimeMs: number; html: string }>();
  return {
    async send(reply, file) {
      const path = join(config.webDir, file);
      const found = await stat(path).catch(() => null);
      if (found === null) return refuseUnknown(reply.request, reply);
      let page = kept.get(file);
      if (page === undefined || page.mtimeMs !== found.mtimeMs) {
        page = { mtimeMs: found.mtimeMs, html: placeBase(await readFile(path, "utf8"), config.basePath) };
        kept.set(file, page);
      }
      return reply.header("cache-control", "no-cache").type("text/html; charset=utf-8").send(page.html);
    },
  };
}

/** Writes the absolute base into the page; a page without one gets it as the first thing in its head. */
export function placeBase(html: string, basePath: string): string {
  const tag = `<base href="${basePath}" />`;
  if (/<base\s[^>]*>/i.test(html)) return html.replace(/<base\s[^>]*>/i, tag);
  return html.replace(/<head([^>]*)>/i, `<head$1>\n    ${tag}`);
}
