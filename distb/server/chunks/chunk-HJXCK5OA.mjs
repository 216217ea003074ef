// server/auth/password.ts
import { hash, parseOptions, verify } from "@node-rs/argon2";

// server/http/limiter.ts
var LimiterFullError = class extends Error {
  code = "limiter.full";
};
function makeLimiter(running, queued) {
  let active = 0;
  const queue = [];
  return {
    async run(task) {
      if (active >= running) {
        if (queue.length >= queued) throw new LimiterFullError("too many tasks wait");
        await new Promise((resolve) => queue.push(resolve));
      } else {
        active++;
      }
      try {
        return await task();
      } finally {
        const next = queue.shift();
        if (next === void 0) active--;
        else next();
      }
    },
    waiting: () => queue.length
  };
}

// server/auth/password.ts
var ARGON2 = { memoryCost: 32768, timeCost: 2, parallelism: 1, outputLen: 32 };
function createPasswordHasher(limiter = makeLimiter(2, 200), options = ARGON2) {
  let decoy = null;
  return {
    hash: (password) => limiter.run(() => hash(normalise(password), options)),
    verify: async (stored, password) => limiter.run(async () => {
      decoy ??= hash("no such user", options);
      const matches = await verify(stored ?? await decoy, normalise(password));
      return stored !== null && matches;
    }),
    needsRehash(stored) {
      const used = parseOptions(stored);
      return used.memoryCost !== options.memoryCost || used.timeCost !== options.timeCost;
    }
  };
}
function normalise(password) {
  return password.normalize("NFKC");
}
function checkPassword(password, user) {
  const faults = [];
  const length = [...password].length;
  if (length < 10) faults.push("too-short");
  const classes = [/[a-z]/, /[A-Z]/, /\d/, /[^a-zA-Z\d]/].filter((pattern) => pattern.test(password)).length;
  if (length < 16 && classes < 3) faults.push("too-simple");
  if (new Set(password.toLowerCase()).size < 5) faults.push("too-simple");
  if (user.length >= 3 && password.toLowerCase().includes(user.toLowerCase())) faults.push("contains-user");
  const letters = password.toLowerCase().replaceAll(/[^a-z]/g, "");
  if (COMMON.has(letters) || /^(?:0123456789|1234567890|9876543210)/.test(password)) faults.push("common");
  return [...new Set(faults)];
}
var COMMON = /* @__PURE__ */ new Set([
  "password",
  "passwd",
  "qwerty",
  "qwertyuiop",
  "admin",
  "administrator",
  "welcome",
  "letmein",
  "iloveyou",
  "abcdef",
  "abcdefg",
  "abc",
  "woaini",
  "shanghai",
  "guanlan",
  "test",
  "changeme",
  "asdfghjkl",
  "zxcvbnm",
  "qazwsx",
  "passw",
  "pwd",
  "pssw",
  "root",
  "user",
  "guest",
  "default"
]);

export {
  LimiterFullError,
  createPasswordHasher,
  checkPassword
};
//# sourceMappingURL=chunk-HJXCK5OA.mjs.map
