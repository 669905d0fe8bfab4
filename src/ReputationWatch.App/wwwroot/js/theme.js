// Loaded before the style sheets, so that the first paint already has the reader's theme.
(() => {
  const root = document.documentElement;
  const dark = window.matchMedia("(prefers-color-scheme: dark)");
  const apply = () => {
    const choice = root.dataset.theme;
    root.dataset.bsTheme = choice === "dark" || (choice === "auto" && dark.matches) ? "dark" : "light";
    document.dispatchEvent(new CustomEvent("rw:theme"));
  };
  root.classList.add("js");
  if (document.cookie.includes("rw.nav=narrow")) root.classList.add("rw-narrow");
  apply();
  dark.addEventListener("change", apply);
})();
