/** In a shadow root: neither the page's style nor this one reaches the other. Grows upwards from a corner, over the page. */
export const overlayStyle = `
:host { all: initial; position: fixed; left: 12px; bottom: 12px; z-index: 2147483647; contain: layout style; color-scheme: light dark; }
@media print { :host { display: none; } }
section { --ground: #fff; --ink: #1b1f24; --soft: #57606a; --line: #8c959f; --guest: #0a58ca; --authenticated: #1a7f37; --wrong: #b42318;
  font: 13px/1.4 system-ui, sans-serif; color: var(--ink); background: var(--ground); border: 1px solid var(--line); border-radius: 8px;
  box-shadow: 0 2px 8px rgb(0 0 0 / 25%); max-width: min(340px, calc(100vw - 24px)); box-sizing: border-box; }
@media (prefers-color-scheme: dark) {
  section { --ground: #1b1f24; --ink: #f0f3f6; --soft: #b1bac4; --line: #6e7681; --guest: #6cb6ff; --authenticated: #57d364; --wrong: #ff9a8f; }
}
.bar { display: flex; }
button { all: unset; cursor: pointer; padding: 6px 10px; border-radius: 7px; min-height: 24px; box-sizing: border-box; }
button:first-child { width: 150px; display: flex; align-items: center; gap: 8px; }
.bar button:last-child { margin-left: auto; }
button:focus-visible, a:focus-visible { outline: 2px solid var(--guest); outline-offset: -2px; }
.dot { flex: none; width: 10px; height: 10px; border-radius: 50%; border: 2px solid var(--soft); box-sizing: border-box; }
[data-state=guest] .dot { background: var(--guest); border-color: var(--guest); }
[data-state=authenticated] .dot { background: var(--authenticated); border-color: var(--authenticated); }
[data-state=wrong] .dot { background: var(--wrong); border-color: var(--wrong); border-radius: 0; }
#details { width: min(316px, calc(100vw - 26px)); box-sizing: border-box; padding: 8px 12px; border-bottom: 1px solid var(--line); }
#details[hidden] { display: none; }
table { border-collapse: collapse; font: inherit; color: inherit; width: 100%; table-layout: fixed; }
caption { text-align: left; color: var(--soft); }
th, td { text-align: right; padding: 2px 0 2px 4px; font-weight: normal; font-variant-numeric: tabular-nums; }
th:first-child { text-align: left; padding-left: 0; width: 70px; }
thead th { color: var(--soft); }
.problem { margin: 8px 0 0; height: 5.6em; overflow: auto; color: var(--soft); }
.problem[data-told] { color: var(--wrong); }
.problem:focus-visible { outline: 2px solid var(--guest); }
a { display: inline-block; margin-top: 8px; color: var(--guest); }
.quiet { position: absolute; width: 1px; height: 1px; margin: 0; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
`;
