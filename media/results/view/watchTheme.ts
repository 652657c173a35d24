/** Calls `onChange` when the theme's colours change: VS Code then changes the page's class and style. */
export function watchTheme(onChange: () => void): void {
  const observer = new MutationObserver(onChange);
  const attributes = { attributes: true, attributeFilter: ["class", "style", "data-vscode-theme-id"] };
  observer.observe(document.documentElement, attributes);
  observer.observe(document.body, attributes);
}
