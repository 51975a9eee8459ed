namespace SmartRetail.Training.Evaluation.Report;

/// <summary>The page's style: the reader's own fonts, light or dark as the reader has it, one column on a phone.</summary>
internal static class ReportStyle
{
    public const string Css = """

        :root {
          color-scheme: light dark;
          --ground: #fbfaf8; --panel: #ffffff; --ink: #1d2126; --quiet: #626b75; --rule: #e3e1dc;
          --chosen: #0b6bcb; --other: #7f9cc0; --floor: #a3978a;
          --line-0: #c2571a; --line-1: #2b8a6e; --line-2: #8a55b8; --line-3: #8f7a12;
        }
        @media (prefers-color-scheme: dark) {
          :root {
            --ground: #14171a; --panel: #1c2024; --ink: #e8e6e1; --quiet: #9aa3ad; --rule: #31373d;
            --chosen: #6cb2ff; --other: #6d86a6; --floor: #8b8175;
            --line-0: #e98a55; --line-1: #57bd9d; --line-2: #b98ee0; --line-3: #c7b04a;
          }
        }
        * { box-sizing: border-box; }
        body { margin: 0; background: var(--ground); color: var(--ink);
          font: 16px/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; }
        main { max-width: 62rem; margin: 0 auto; padding: 2.5rem 1.25rem 4rem; }
        h1 { margin: 0 0 .4rem; font-size: 2rem; line-height: 1.2; letter-spacing: -.015em; overflow-wrap: anywhere; }
        h1 small { color: var(--quiet); font-size: 1rem; font-weight: 400; letter-spacing: 0; }
        h2 { margin: 0 0 .3rem; font-size: 1.2rem; letter-spacing: -.005em; }
        p { margin: 0 0 1rem; max-width: 44rem; color: var(--quiet); text-wrap: pretty; }
        section { margin-top: 2.75rem; }
        dl, dd, figure { margin: 0; }
        dt, figcaption { color: var(--quiet); font-size: .82rem; }
        .tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(8.5rem, 1fr)); gap: .75rem; }
        .tiles > div, .panels > figure, .bars, .wide, .pairs { background: var(--panel); border: 1px solid var(--rule);
          border-radius: 10px; padding: .8rem 1rem; }
        .tiles dd { font-size: 1.55rem; line-height: 1.3; font-variant-numeric: tabular-nums; letter-spacing: -.01em; }
        .tiles small { display: block; color: var(--quiet); font-size: .78rem; letter-spacing: 0; }
        sub { line-height: 0; }
        .panels { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 18rem), 1fr)); gap: .75rem; }
        .first-wide { grid-template-columns: repeat(auto-fit, minmax(min(100%, 24rem), 1fr)); }
        .first-wide > :first-child { grid-column: 1 / -1; }
        figcaption { margin-bottom: .5rem; font-weight: 600; color: var(--ink); }
        .row { display: grid; grid-template-columns: 5.6rem 1fr 3.6rem; gap: .6rem; align-items: center; font-size: .85rem; }
        .bars .row { grid-template-columns: 3.6rem 1fr 3.6rem 6.5rem; }
        .row svg { display: block; width: 100%; height: 1.6rem; overflow: visible; }
        .name { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
        .value, .more { text-align: right; font-variant-numeric: tabular-nums; }
        .more { color: var(--quiet); }
        .chosen > .name, .chosen > .value { font-weight: 600; }
        .row.chosen { --mark: var(--chosen); } .row.other { --mark: var(--other); } .row.floor { --mark: var(--floor); }
        .scale { position: relative; height: 1.2rem; }
        .scale i { position: absolute; transform: translateX(-50%); }
        i { color: var(--quiet); font-style: normal; font-size: .72rem; font-variant-numeric: tabular-nums; }
        svg path { fill: none; vector-effect: non-scaling-stroke; }
        .grid { stroke: var(--rule); stroke-width: 1; }
        .whisker { stroke: var(--mark); stroke-width: 1.5; }
        .dot { stroke: var(--mark); stroke-width: 8; stroke-linecap: round; }
        .bar { fill: var(--chosen); }
        .best { stroke: var(--quiet); stroke-width: 1; stroke-dasharray: 3 3; }
        .line { stroke-width: 2.25; stroke-linejoin: round; }
        .line { stroke: var(--mark); } .plot b { color: var(--mark); }
        .plot .chosen { --mark: var(--chosen); } .plot .line-0 { --mark: var(--line-0); }
        .plot .line-1 { --mark: var(--line-1); } .plot .line-2 { --mark: var(--line-2); }
        .plot .line-3 { --mark: var(--line-3); }
        .plot { position: relative; height: 14rem; margin: 0 4.6rem 1.4rem 2.6rem; }
        .plot svg { position: absolute; width: 100%; height: 100%; overflow: visible; }
        .plot .y { position: absolute; right: calc(100% + .5rem); transform: translateY(50%); line-height: 1; }
        .plot .x { position: absolute; top: calc(100% + .35rem); transform: translateX(-50%); }
        .plot b { position: absolute; left: calc(100% + .5rem); transform: translateY(50%); font-size: .78rem;
          line-height: 1; white-space: nowrap; }
        .key::before { content: ""; display: inline-block; width: .6em; height: .6em; margin-right: .35em;
          border-radius: 50%; background: var(--chosen); }
        .key { color: var(--ink); font-weight: 500; white-space: nowrap; }
        .key.other::before { background: var(--other); } .key.floor::before { background: var(--floor); }
        .wide { overflow-x: auto; padding: .3rem 0; }
        table { width: 100%; border-collapse: collapse; font-size: .88rem; font-variant-numeric: tabular-nums; }
        th, td { padding: .42rem 1rem; text-align: right; white-space: nowrap; }
        th:first-child { text-align: left; }
        tr:first-child th { color: var(--quiet); font-size: .78rem; font-weight: 500; }
        tr + tr > * { border-top: 1px solid var(--rule); }
        tr + tr th { font-weight: 500; }
        tr.chosen > * { color: var(--chosen); font-weight: 600; }
        .pairs { columns: 15rem auto; column-gap: 2.5rem; }
        .pairs > div { display: flex; justify-content: space-between; gap: 1rem; padding: .2rem 0; break-inside: avoid;
          border-bottom: 1px solid var(--rule); }
        .pairs dt { overflow-wrap: anywhere; }
        .pairs dd { font-size: .88rem; font-variant-numeric: tabular-nums; }
        footer { margin-top: 3rem; color: var(--quiet); font-size: .78rem; overflow-wrap: anywhere; }
        @media print { body { background: none; } section { break-inside: avoid; } }

        """;
}
