using System.Globalization;

namespace SmartRetail.LoadTests.Growth;

/// <summary>The sizes that a curve is measured at, as a command names them.</summary>
internal static class SizeList
{
    public const int Least = 100;
    public const int Most = 10_000_000;
    public const int MostSizes = 8;

    /// <summary>Says that a curve is left out.</summary>
    public const string None = "none";

    /// <summary>Reads sizes such as 1000,10000, smallest first; none for a curve that is left out.</summary>
    /// <exception cref="FormatException">A part is no size, sizes do not rise, or there are too many.</exception>
    public static IReadOnlyList<int> Parse(string text)
    {
        if (text.Trim() == None)
        {
            return [];
        }

        var sizes = new List<int>();
        foreach (var part in text.Split(',', StringSplitOptions.TrimEntries))
        {
            if (!int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var size) || size is < Least or > Most)
            {
                throw new FormatException($"'{part}' is not a whole number from {Least} to {Most}; {None} leaves the curve out");
            }

            if (sizes is [.., var last] && size <= last)
            {
                throw new FormatException($"sizes have to rise, and {size} comes after {last}");
            }

            sizes.Add(size);
        }

        return sizes.Count <= MostSizes ? sizes : throw new FormatException($"at most {MostSizes} sizes are measured, not {sizes.Count}");
    }
}
