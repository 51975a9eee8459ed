using System.Globalization;
using System.Text.Encodings.Web;

namespace SmartRetail.Training.Evaluation.Report;

/// <summary>Texts and numbers as the page has them.</summary>
internal static class Markup
{
    /// <summary>A text that may hold anything, made safe between tags and in attributes.</summary>
    public static string Text(string text) => HtmlEncoder.Default.Encode(text);

    /// <summary>A metric.</summary>
    public static string Score(double value) => Invariant($"{value:0.0000}");

    public static string Whole(long value) => Invariant($"{value:#,0}");

    /// <summary>Three digits that mean something, no exponent.</summary>
    public static string Brief(double value) => value switch
    {
        0 => "0",
        _ when Math.Abs(value) >= 100 => Invariant($"{value:#,0}"),
        _ when Math.Abs(value) >= 10 => Invariant($"{value:0.#}"),
        _ when Math.Abs(value) >= 1 => Invariant($"{value:0.##}"),
        _ => Invariant($"{value:0.####}"),
    };

    public static string Duration(double seconds)
    {
        var whole = (long)Math.Round(seconds);
        return whole switch
        {
            < 10 => Invariant($"{seconds:0.0} s"),
            < 120 => Invariant($"{whole} s"),
            < 7_200 => Invariant($"{whole / 60} min {whole % 60} s"),
            _ => Invariant($"{whole / 3_600} h {whole / 60 % 60} min"),
        };
    }

    public static string Joules(double value) =>
        value < 1_000 ? $"{Brief(value)} J" : $"{Brief(value / 1_000)} kJ";

    /// <summary>A share as a place in a plot.</summary>
    public static string Percent(double share) => Invariant($"{share * 100:0.###}%");

    public static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
