import { createMemo, createSignal } from "solid-js";
import { createStore, reconcile, unwrap } from "solid-js/store";
import type { ScoreConfigView } from "#domain/api/score-configs";
import { DIMENSIONS, type Dimension } from "#domain/dimension";
import { LEVELS, type Level } from "#domain/level";
import {
  checkPalette,
  DEFAULT_PALETTE,
  type LevelPalette,
  type PaletteFault,
  type PaletteTheme,
} from "#domain/palette";
import {
  type ConfigContent,
  type ConfigFault,
  checkContent,
  compareContents,
  roundContent,
  tenthsOf,
  weightsOf,
} from "#domain/score-config";
import { moveWeight, type Tenths } from "./balance.ts";
import { type Floors, moveBorder, setFloor } from "./bands.ts";

const HOUR_MS = 3_600_000;

/** What is on the editor's controls. */
interface Controls {
  tenths: Record<Dimension, number>;
  locked: Dimension[];
  floors: [number, number, number, number, number];
  margin: number;
  dwellHours: number;
  light: string[];
  dark: string[];
  descriptions: Record<Level, string>;
}

/** A version on the editor: opened from one that exists, changed by hand, told what is wrong with it. */
export interface Draft {
  readonly controls: Controls;
  /** The version that was opened. */
  readonly opened: () => ScoreConfigView;
  readonly content: () => ConfigContent;
  readonly faults: () => readonly ConfigFault[];
  readonly warnings: () => readonly PaletteFault[];
  /** Something differs from what was opened. */
  readonly changed: () => boolean;
  readonly open: (version: ScoreConfigView) => void;
  /** A hand takes hold of a weight: the others keep the proportions of this moment until it lets go. */
  readonly holdWeights: () => void;
  readonly setWeight: (dimension: Dimension, tenths: number) => void;
  readonly lock: (dimension: Dimension, locked: boolean) => void;
  readonly dragBorder: (i: number, value: number) => void;
  readonly typeFloor: (i: number, value: number) => void;
  readonly setMargin: (points: number) => void;
  readonly setDwell: (hours: number) => void;
  readonly setColour: (theme: PaletteTheme, i: number, colour: string) => void;
  readonly resetColours: () => void;
  readonly describe: (level: Level, text: string) => void;
}

export function createDraft(first: ScoreConfigView): Draft {
  const [opened, setOpened] = createSignal(first);
  const [controls, set] = createStore<Controls>(controlsOf(first));
  let origin: Tenths = { ...controls.tenths };
  const content = createMemo(() => contentOf(controls));
  return {
    controls,
    opened,
    content,
    faults: createMemo(() => checkContent(content())),
    warnings: createMemo(() => checkPalette({ light: controls.light, dark: controls.dark }).warnings),
    changed: createMemo(() => compareContents(opened(), content()).length > 0),
    open(version) {
      setOpened(version);
      set(reconcile({ ...controlsOf(version), locked: [] }));
      origin = { ...controls.tenths };
    },
    holdWeights() {
      origin = { ...unwrap(controls).tenths };
    },
    setWeight(dimension, tenths) {
      set("tenths", moveWeight({ ...controls.tenths }, origin, dimension, tenths, controls.locked));
    },
    lock(dimension, locked) {
      set("locked", (all) => (locked ? [...all, dimension] : all.filter((each) => each !== dimension)));
    },
    dragBorder(i, value) {
      set("floors", [...moveBorder(controls.floors as Floors, i, Math.round(value))]);
    },
    typeFloor(i, value) {
      set("floors", [...setFloor(controls.floors as Floors, i, value)]);
    },
    setMargin: (points) => set("margin", points),
    setDwell: (hours) => set("dwellHours", hours),
    setColour: (theme, i, colour) => set(theme, i, colour),
    resetColours() {
      set({ light: [...DEFAULT_PALETTE.light], dark: [...DEFAULT_PALETTE.dark] });
    },
    describe: (level, text) => set("descriptions", level, text),
  };
}

function controlsOf(version: ScoreConfigView): Controls {
  const palette: LevelPalette = version.colours ?? DEFAULT_PALETTE;
  return {
    tenths: tenthsOf(version.weights),
    locked: [],
    floors: [...version.levels.floors],
    margin: version.levels.margin,
    dwellHours: version.levels.minDwellMs / HOUR_MS,
    light: [...palette.light],
    dark: [...palette.dark],
    descriptions: Object.fromEntries(
      LEVELS.map((level) => [level, version.descriptions[level] ?? ""]),
    ) as Record<Level, string>,
  };
}

function contentOf(controls: Controls): ConfigContent {
  const palette = { light: [...controls.light], dark: [...controls.dark] };
  const content = roundContent({
    weights: weightsOf(
      Object.fromEntries(DIMENSIONS.map((each) => [each, controls.tenths[each]])) as Record<
        Dimension,
        number
      >,
    ),
    levels: {
      floors: [...controls.floors],
      margin: controls.margin,
      minDwellMs: controls.dwellHours * HOUR_MS,
    },
    colours: palette,
    descriptions: { ...controls.descriptions },
  });
  const same = (["light", "dark"] as const).every((theme) =>
    DEFAULT_PALETTE[theme].every((colour, i) => colour === content.colours?.[theme][i]),
  );
  return same ? { ...content, colours: null } : content;
}
