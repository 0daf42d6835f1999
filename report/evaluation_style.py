"""The style of the evaluation page: readable at 320 px, on paper, and without colour."""

from report.markup import Markup

STYLE = Markup("""
:root { --inkt: #1c2430; --zacht: #5b6573; --lijn: #d5dae1; --vlak: #f4f6f9; --blauw: #1f3a5f;
  --fout: #9b2c1f; --merk: #fdeaa8; }
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body { margin: 0 auto; padding: 1.5rem 1rem 3rem; max-width: 62rem; color: var(--inkt);
  background: #fff; font: 1rem/1.5 system-ui, "Segoe UI", "Liberation Sans", sans-serif; }
h1 { margin: 0 0 .5rem; font-size: clamp(1.5rem, 5vw, 2rem); line-height: 1.2;
  color: var(--blauw); }
h2 { margin: 3rem 0 .75rem; padding-top: .75rem; border-top: 3px solid var(--blauw);
  font-size: 1.4rem; line-height: 1.25; color: var(--blauw); }
h3 { margin: 2rem 0 .5rem; font-size: 1.1rem; line-height: 1.3; }
h3, p, li, dd, .maten tbody th { overflow-wrap: anywhere; }
p, .lijst { max-width: 44rem; }
a { color: var(--blauw); }
.zacht { color: var(--zacht); }
nav ul { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; padding: 0; list-style: none; }
.kern { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(17rem, 100%), 1fr));
  gap: 1rem; margin: 1.25rem 0; }
.kern section { padding: 1rem; background: var(--vlak); border-left: 4px solid var(--blauw); }
.kern h2 { margin: 0; padding: 0; border: 0; font-size: 1rem; }
.kern .getal { margin: .25rem 0 0; font-size: 2rem; font-weight: 650; line-height: 1.1;
  font-variant-numeric: tabular-nums; }
.kern p { margin: .25rem 0 0; font-size: .9rem; }
.rol { margin: .5rem 0 1rem; overflow-x: auto; }
.rol:focus-visible { outline: 2px solid var(--blauw); outline-offset: 2px; }
table { border-collapse: collapse; width: 100%; font-size: .9rem; line-height: 1.35;
  font-variant-numeric: tabular-nums; }
caption { padding: 0 0 .4rem; text-align: left; color: var(--zacht); }
th, td { padding: .35rem .5rem; border-bottom: 1px solid var(--lijn); vertical-align: top;
  text-align: right; }
thead th { border-bottom: 2px solid var(--blauw); vertical-align: bottom; font-weight: 600; }
th:first-child { text-align: left; }
tbody th { font-weight: 400; hyphens: auto; }
tbody th b { margin-right: .3em; }
tfoot th, tfoot td { font-weight: 650; border-bottom: 0; }
tfoot tr:first-child > * { border-top: 2px solid var(--blauw); }
.weinig, .weinig .interval { color: var(--zacht); }
.weinig rect { fill: #aab2bd; }
.interval, .opmerking { display: block; font-size: .85em; font-weight: 400; color: var(--zacht); }
.interval, td .opmerking, .vakken tbody th { white-space: nowrap; }
.maat { display: flex; gap: .75rem; justify-content: flex-end; }
.maat > span { min-width: 5.5em; }
.balk { width: 8rem; height: 1.1rem; flex: none; }
.balk rect { fill: #9fb4cf; } .balk circle { fill: var(--blauw); }
.balk line { stroke: var(--lijn); }
.weinig circle { fill: var(--zacht); }
.kruis { width: auto; } .kruis th, .kruis td { padding: .25rem .35rem; text-align: center; }
.kruis th:first-child { position: sticky; left: 0; background: #fff; text-align: left; }
.kruis .zelf { background: var(--vlak); }
.kruis .tel { background: #f7d9c9; font-weight: 650; }
.kruis .veel { background: #e9a98c; font-weight: 650; }
.kruis abbr { text-decoration: none; }
.naast { display: grid; grid-template-columns: minmax(0, 24rem) minmax(0, 1fr); gap: 1.5rem;
  align-items: start; }
figure { margin: .5rem 0; } figcaption { font-size: .9rem; color: var(--zacht); }
.ijking { display: block; width: 100%; max-width: 24rem; height: auto; }
.ijking text { font-size: 11px; fill: var(--inkt); }
.raster { stroke: #e3e7ec; } .volmaakt { stroke: var(--zacht); stroke-dasharray: 5 4; }
.verloop { fill: none; stroke: var(--blauw); stroke-width: 1.5; }
.vak { fill: var(--blauw); fill-opacity: .75; stroke: #fff; }
.slechtst { padding: 0; list-style: none; max-width: 48rem; }
.slechtst > li { margin: 0 0 1.5rem; padding: 0 0 1.5rem; border-bottom: 1px solid var(--lijn); }
.slechtst h3 { margin: 0 0 .25rem; }
.uitleg dt { font-weight: 650; color: inherit; }
blockquote { margin: .5rem 0; padding: .1rem 0 .1rem .9rem; border-left: 3px solid var(--lijn);
  white-space: pre-line; overflow-wrap: anywhere; }
mark { background: var(--merk); color: inherit; padding: 0 .1em; }
dl { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: .2rem .9rem;
  margin: .5rem 0 0; }
dt { color: var(--zacht); } dd { margin: 0; }
.mis { color: var(--fout); font-weight: 650; }
footer { margin-top: 3rem; padding-top: .75rem; border-top: 1px solid var(--lijn);
  font-size: .85rem; color: var(--zacht); overflow-wrap: anywhere; }
@media (max-width: 44rem) {
  .balk, .kruis .naam { display: none; }
  .naast { grid-template-columns: minmax(0, 1fr); }
}
@media (max-width: 34rem) {
  body { padding: 1rem .75rem 2rem; }
  th, td { padding: .3rem .2rem; }
  .maten, .maten caption, .maten thead, .maten tbody, .maten tfoot { display: block; }
  .maten tr { display: flex; flex-wrap: wrap; border-bottom: 1px solid var(--lijn); }
  .maten thead tr { border-bottom: 2px solid var(--blauw); }
  .maten tr > * { flex: 1 1 0; min-width: 0; border: 0; }
  .maten tr > :first-child { flex: 0 0 100%; padding-bottom: 0; }
  .maten tfoot tr:first-child > * { border: 0; }
  .maat > span { min-width: 0; }
  .vakken { font-size: .8rem; }
  dl { grid-template-columns: minmax(0, 1fr); gap: 0; } dd { margin-bottom: .4rem; }
}
@media print {
  @page { margin: 15mm; }
  body { max-width: none; padding: 0; font-size: 10pt; }
  nav { display: none; }
  .rol { overflow: visible; }
  .kruis { font-size: 8pt; }
  h2, h3, caption { break-after: avoid; }
  footer { break-before: avoid; }
  tr, figure, .slechtst > li, .kern section { break-inside: avoid; }
  thead { display: table-header-group; }
  tfoot { display: table-row-group; }
  .balk { width: 5rem; }
  * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
""")
