using System.Globalization;
using System.Net;

namespace SmartRetail.LoadTests.Reports;

/// <summary>What this tool's pages are made of.</summary>
internal static class HtmlPage
{
    /// <summary>How pages of this tool look.</summary>
    public const string Style =
        """
        :root { color-scheme: light dark; --line: #8884; --bad: #c0392b; }
        body { font: 15px/1.5 system-ui, sans-serif; max-width: 1360px; margin: 2rem auto; padding: 0 1rem; }
        h1 { font-size: 1.5rem; margin: 0; } h2 { font-size: 1.1rem; margin: 2rem 0 .5rem; }
        .tiles { display: flex; flex-wrap: wrap; gap: .75rem; margin: 1rem 0; }
        .tiles div { border: 1px solid var(--line); border-radius: 8px; padding: .5rem 1rem; min-width: 9rem; }
        .tiles b { display: block; font-size: 1.5rem; font-variant-numeric: tabular-nums; }
        .bad b { color: var(--bad); }
        .charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(420px, 1fr)); gap: 1rem; }
        figure { margin: 0; border: 1px solid var(--line); border-radius: 8px; padding: .75rem; }
        figcaption { font-weight: 600; } svg { width: 100%; height: auto; display: block; }
        svg text { font-size: 14px; fill: currentColor; opacity: .75; } .grid { stroke: var(--line); }
        svg line.mark { stroke: var(--bad); stroke-dasharray: 4 3; } svg text.mark { fill: var(--bad); opacity: 1; }
        .legend { margin: .25rem 0 0; font-size: 13px; } .legend span { margin-right: 1rem; white-space: nowrap; }
        .axis { opacity: .6; } .legend i { display: inline-block; width: 12px; height: 3px; margin-right: 5px; vertical-align: middle; }
        table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
        th, td { padding: .2rem .75rem; text-align: right; border-bottom: 1px solid var(--line); }
        th:first-child, td:first-child { text-align: left; }
        """;

    public static string Head(params string[] cells) => $"<tr>{string.Concat(cells.Select(cell => $"<th>{Encode(cell)}</th>"))}</tr>";

    public static string Row(params string[] cells) => $"<tr>{string.Concat(cells.Select(cell => $"<td>{Encode(cell)}</td>"))}</tr>";

    public static string Encode(string text) => WebUtility.HtmlEncode(text);

    public static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
