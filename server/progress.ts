/**
 * What a person sees while the program starts: one line a step with its time on standard output. A step with progress
 * rewrites its line on a terminal, and says each quarter elsewhere.
 */
export interface Progress {
  step<T>(what: string, work: (say: (share: number) => void) => Promise<T>): Promise<T>;
  say(text: string): void;
}

export function createProgress(out: NodeJS.WriteStream = process.stdout): Progress {
  const startedMs = performance.now();
  const seconds = () => `${((performance.now() - startedMs) / 1000).toFixed(1).padStart(6)} s`;

  return {
    async step(what, work) {
      let quarter = 0;
      const result = await work((share) => {
        const percent = `${Math.floor(share * 100)} %`;
        if (out.isTTY) out.write(`\r${seconds()}  ${what} ${percent}   `);
        else if (Math.floor(share * 4) > quarter && share < 1) {
          quarter = Math.floor(share * 4);
          out.write(`${seconds()}  ${what} ${percent}\n`);
        }
      });
      out.write(`${out.isTTY ? "\r" : ""}${seconds()}  ${what}: done\n`);
      return result;
    },
    say: (text) => void out.write(`${text}\n`),
  };
}
