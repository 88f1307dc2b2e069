// A classic script: theme, density and language as they were last, before the first paint.
try {
  const kept = JSON.parse(localStorage.getItem("vigie-preferences") ?? "{}");
  const root = document.documentElement;
  if (kept.theme === "light" || kept.theme === "dark") root.dataset.theme = kept.theme;
  if (kept.density) root.dataset.density = kept.density;
  if (kept.language) root.lang = kept.language;
} catch {
  // No storage: the system's theme.
}
