import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The migrations, both beside the source and from a bundle in dist/: the nearest folder above that has them. */
export function migrationsDir(): string {
  for (let folder = dirname(fileURLToPath(import.meta.url)); ; folder = dirname(folder)) {
    for (const path of [join(folder, "migrations"), join(folder, "store", "migrations")]) {
      if (existsSync(join(path, "0001-people.sql"))) return path;
    }
    if (folder === dirname(folder))
      throw new Error("the folder store/migrations is missing from this installation");
  }
}
