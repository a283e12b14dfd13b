/** The console's colours and rhythm, for pages that are there before the console is loaded. */

export const SIGN_IN_STYLE = `
:root {
  color-scheme: light dark;
  --ground: light-dark(#f7f6f3, #191817);
  --text: light-dark(#23211e, #eceae6);
  --quiet: light-dark(#5f5b54, #a9a59d);
  --line: light-dark(#d9d6cf, #3a3835);
  --field: light-dark(#ffffff, #211f1e);
  --accent: light-dark(#0b6157, #5fc3b4);
  --on-accent: light-dark(#ffffff, #0d1f1c);
  --hover: light-dark(#eceae4, #272523);
  --alert: light-dark(#a4262c, #ff9a94);
}
* { box-sizing: border-box; }
body {
  margin: 0; background: var(--ground); color: var(--text);
  font: 15px/24px system-ui, sans-serif;
}
main { max-width: 400px; margin: 0 auto; padding: 12vh 16px 48px; }
h1 { font-size: 22px; line-height: 32px; font-weight: 600; margin: 0 0 24px; }
h2 { font-size: 15px; line-height: 24px; font-weight: 600; margin: 0 0 8px; }
p { margin: 0 0 16px; }
.note { color: var(--quiet); font-size: 14px; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
form + form { margin-top: 32px; padding-top: 24px; border-top: 1px solid var(--line); }
label { display: block; margin: 0 0 4px; }
input {
  display: block; width: 100%; height: 40px; padding: 0 12px; margin: 0 0 16px;
  font: inherit; color: inherit; background: var(--field);
  border: 1px solid var(--quiet); border-radius: 4px;
}
.main {
  display: inline-block; height: 40px; line-height: 38px; padding: 0 16px; font: inherit;
  line-height: 38px; font-weight: 600; color: var(--on-accent); background: var(--accent);
  border: 1px solid var(--accent); border-radius: 4px; text-decoration: none; cursor: pointer;
}
ul { list-style: none; margin: 0; padding: 0; border-top: 1px solid var(--line); }
li { border-bottom: 1px solid var(--line); }
li button {
  display: grid; grid-template-columns: 1fr auto; width: 100%; padding: 8px; text-align: left;
  font: inherit; line-height: 20px; color: inherit; background: none; border: 0; cursor: pointer;
}
li button strong { font-weight: 600; grid-column: 1; }
li button span { font-size: 14px; color: var(--quiet); grid-column: 1; }
li button span:last-child {
  grid-column: 2; grid-row: 1 / span 2; align-self: center; font-variant-numeric: tabular-nums;
}
li button:hover { background: var(--hover); }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
[role='alert'] { color: var(--alert); }
code { font: 13px ui-monospace, monospace; }
`;
