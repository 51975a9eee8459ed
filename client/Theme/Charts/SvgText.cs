using System.Globalization;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Components;

namespace SmartRetail.Client.Theme.Charts;

/// <summary>Writes SVG text, which in Razor source would be taken for its own element of that name.</summary>
internal static class SvgText
{
    public static MarkupString At(double x, double y, string text, string anchor = "start") => new(string.Create(
        CultureInfo.InvariantCulture,
        $"<text x=\"{x:0.#}\" y=\"{y:0.#}\" text-anchor=\"{anchor}\">{HtmlEncoder.Default.Encode(text)}</text>"));
}
