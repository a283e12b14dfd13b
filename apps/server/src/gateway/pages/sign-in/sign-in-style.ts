/** The console's colours and rhythm, for pages that are there before the console is loaded. */

export const SIGN_IN_STYLE = `
:root {
  color-scheme: light dark;
  --surface: light-dark(#ffffff, #1b1a18);
  --hover: light-dark(#f3f1ed, #262422);
  --ink: light-dark(#1f1d1a, #ebe8e3);
  --soft: light-dark(#625e57, #a9a49c);
  --line: light-dark(#e4e1dc, #36332f);
  --edge: light-dark(#8a857d, #7d776f);
  --accent: light-dark(#0f6b62, #5fc2b3);
  --on-accent: light-dark(#ffffff, #0e1f1c);
  --danger: light-dark(#b3261e, #ff8a80);
}
* { box-sizing: border-box; }
body {
  margin: 0; background: var(--surface); color: var(--ink); font-size: 14px; line-height: 20px;
  font-family: system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans",
    sans-serif;
  font-variant-numeric: tabular-nums;
}
main { max-width: 336px; margin: 0 auto; padding: 12vh 16px 48px; }
main.wide { max-width: 880px; }
.brand { margin: 0 0 8px; color: var(--accent); font-weight: 600; }
h1 { font-size: 20px; line-height: 28px; font-weight: 600; margin: 0 0 24px; }
h2 { font-size: 14px; line-height: 24px; font-weight: 600; margin: 0 0 8px; }
p { margin: 0 0 16px; }
.note { color: var(--soft); }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
.wide .ways { display: grid; grid-template-columns: 1fr 304px; column-gap: 64px; }
label { display: block; margin: 0 0 4px; }
input {
  display: block; width: 100%; height: 36px; padding: 0 12px; margin: 0 0 16px;
  font: inherit; color: inherit; background: var(--surface);
  border: 1px solid var(--edge); border-radius: 4px;
}
.main {
  display: inline-block; height: 36px; padding: 0 16px; font: inherit; line-height: 34px;
  font-weight: 600; color: var(--on-accent); background: var(--accent);
  border: 1px solid var(--accent); border-radius: 4px; text-decoration: none; cursor: pointer;
}
ul { list-style: none; margin: 0; padding: 0; border-top: 1px solid var(--line); }
li { border-bottom: 1px solid var(--line); }
li button {
  display: grid; grid-template-columns: 1fr auto; column-gap: 16px; width: 100%;
  padding: 8px; text-align: left; font: inherit; color: inherit; background: none; border: 0;
  cursor: pointer;
}
li button span { color: var(--soft); }
li button .who { color: var(--ink); }
li button strong { font-weight: 600; margin-right: 4px; }
li button .does { grid-column: 1 / span 2; }
li button:hover { background: var(--hover); }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 1px; }
[role='alert'] { color: var(--danger); }
code { font: 13px ui-monospace, "SF Mono", Menlo, Consolas, monospace; }
@media (max-width: 760px) {
  main.wide { max-width: 480px; padding-top: 32px; }
  .wide .ways { display: block; }
  .ways form + form { margin-top: 32px; }
}
`;
