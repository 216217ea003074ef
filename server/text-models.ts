import { open } from "node:fs/promises";
import { join } from "node:path";
import {
  type Artefact,
  ArtefactError,
  decodeArtefact,
  MAX_ARTEFACT,
  versionOf,
} from "#detectors/text/model/artefact";
import { makeTextModels, type TextModels } from "#detectors/text/reading";

/** Tasks whose models the program looks for. */
const MODEL_TASKS = ["finnsp", "finese", "finfe", "entity"] as const;

/** What was found of a model. */
export type TextModelState =
  | { readonly task: string; readonly state: "loaded"; readonly version: string; readonly bytes: number }
  | { readonly task: string; readonly state: "absent" }
  | { readonly task: string; readonly state: "refused"; readonly reason: string };

export interface LoadedTextModels {
  /** null where no model could be used: lexicon and rules read alone. */
  readonly models: TextModels | null;
  readonly states: readonly TextModelState[];
}

export function modelFileName(task: string): string {
  return `${task}.model`;
}

/** Folder in which the program looks for models. */
export function textModelFolder(varDir: string): string {
  return join(varDir, "models", "text");
}

/** Reads the models of a folder. A file that is damaged, too large or of another format is refused, not used. */
export async function loadTextModels(folder: string): Promise<LoadedTextModels> {
  const artefacts: { artefact: Artefact; version: string }[] = [];
  const states: TextModelState[] = [];
  for (const task of MODEL_TASKS) {
    try {
      const bytes = await readBounded(join(folder, modelFileName(task)));
      if (bytes === null) {
        states.push({ task, state: "absent" });
        continue;
      }
      const artefact = decodeArtefact(bytes);
      if (artefact.task !== task) throw new ArtefactError(`a model of ${artefact.task}`);
      const version = versionOf(bytes);
      artefacts.push({ artefact, version });
      states.push({ task, state: "loaded", version, bytes: bytes.length });
    } catch (error) {
      if (!(error instanceof ArtefactError)) throw error;
      states.push({ task, state: "refused", reason: error.message });
    }
  }
  return { models: artefacts.length === 0 ? null : makeTextModels(artefacts), states };
}

async function readBounded(file: string): Promise<Uint8Array | null> {
  const handle = await open(file).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return null;
    throw error;
  });
  if (handle === null) return null;
  try {
    const { size } = await handle.stat();
    if (size > MAX_ARTEFACT) throw new ArtefactError(`${size} bytes`);
    return await handle.readFile();
  } finally {
    await handle.close();
  }
}
