// Runs before the first paint, so that a dark room stays dark. The choice is made in kit/theme.
(() => {
  const read = (name) => {
    try {
      return localStorage.getItem(`guanlan.${name}`);
    } catch {
      return null;
    }
  };
  const choice = read("theme") || "auto";
  const dark = choice === "dark" || (choice === "auto" && matchMedia("(prefers-color-scheme: dark)").matches);
  document.documentElement.setAttribute("data-theme", dark ? "dark" : "light");
  document.documentElement.lang = read("language") === "en" ? "en" : "zh-CN";
})();
