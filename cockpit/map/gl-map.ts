import { MapLibreOverlay } from "@deck.gl/maplibre";
import { Map as MapLibreMap, setWorkerUrl } from "maplibre-gl";
import workerUrl from "maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url";
import type { Point } from "#kit/geo/districts.ts";
import type { Camera } from "./camera.ts";
import { readToken } from "./icons.ts";
import { makeLayers, type Scene } from "./layers.ts";

export interface GlMap {
  draw(scene: Scene): void;
  look(camera: Camera, moveMs: number): void;
  project(point: Point): Point;
  unproject(at: Point): Point;
  stop(): void;
}

/** The camera moved or the box changed: what lies on the map in HTML must follow. */
export interface GlMapEvents {
  readonly moved: () => void;
  /** The graphics card was taken away, or the map broke: nothing more is drawn. */
  readonly lost: (why: string) => void;
}

/**
 * MapLibre with deck.gl in one canvas and one context. The style is an empty ground: outlines, points and columns are
 * deck.gl layers, so there are no tiles, glyphs or sprites to load. It draws only when something changed.
 */
export function createGlMap(container: HTMLElement, camera: Camera, events: GlMapEvents): GlMap {
  setWorkerUrl(workerUrl);
  const map = new MapLibreMap({
    container,
    style: {
      version: 8,
      sources: {},
      layers: [{ id: "ground", type: "background", paint: { "background-color": readToken("--canvas") } }],
    },
    center: [camera.longitude, camera.latitude],
    zoom: camera.zoom,
    pitch: camera.pitch,
    interactive: false,
    attributionControl: false,
    renderWorldCopies: false,
    fadeDuration: 0,
    maxPitch: 60,
    // A wall needs no more pixels than it has, and old cards have few.
    pixelRatio: Math.min(2, window.devicePixelRatio || 1),
    canvasContextAttributes: { antialias: true, powerPreference: "high-performance" },
  });
  const overlay = new MapLibreOverlay({ interleaved: true, layers: [] });
  map.addControl(overlay);
  const canvas = map.getCanvas();
  canvas.setAttribute("aria-hidden", "true");
  canvas.tabIndex = -1;

  const lose = (why: string): void => {
    if (stopped) return;
    events.lost(why);
  };
  const onLost = (): void => lose("context-lost");
  let stopped = false;
  canvas.addEventListener("webglcontextlost", onLost);
  map.on("move", events.moved);
  map.on("resize", events.moved);
  map.on("load", events.moved);
  map.on("error", ({ error }) => lose(error.message));

  return {
    draw(scene) {
      overlay.setProps({ layers: makeLayers(scene) });
    },
    look(next, moveMs) {
      const target = {
        center: [next.longitude, next.latitude] as [number, number],
        zoom: next.zoom,
        pitch: next.pitch,
      };
      if (moveMs > 0) map.easeTo({ ...target, duration: moveMs, essential: true });
      else map.jumpTo(target);
    },
    project([longitude, latitude]) {
      const { x, y } = map.project([longitude, latitude]);
      return [x, y];
    },
    unproject([x, y]) {
      const { lng, lat } = map.unproject([x, y]);
      return [lng, lat];
    },
    stop() {
      stopped = true;
      canvas.removeEventListener("webglcontextlost", onLost);
      map.removeControl(overlay);
      map.remove();
    },
  };
}
