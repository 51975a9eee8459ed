using System.Globalization;
using System.IO.Hashing;
using System.Text;

namespace SmartRetail.Recommender.Partitions;

/// <summary>
/// Which silos hold which parts. It follows from the silos' names alone, so that all who know the same members agree; and most
/// parts stay where they are when one comes or goes (highest random weight, Thaler and Ravishankar 1998, with a bound a silo).
/// </summary>
public static class PartPlacement
{
    /// <summary>
    /// Returns, part by part, the silos that hold it: one, or several where there are twice as many silos as parts. None where
    /// there is no silo. No silo holds more parts than it must.
    /// </summary>
    public static IReadOnlyList<IReadOnlyList<string>> Place(int parts, IReadOnlyCollection<string> silos)
    {
        ArgumentNullException.ThrowIfNull(silos);
        ArgumentOutOfRangeException.ThrowIfLessThan(parts, 1);
        var placed = Enumerable.Range(0, parts).Select(_ => new List<string>()).ToArray();
        if (silos.Count == 0)
        {
            return placed;
        }

        var copies = Math.Max(1, silos.Count / parts);
        var most = ((parts * copies) + silos.Count - 1) / silos.Count;
        var loads = silos.ToDictionary(silo => silo, _ => 0, StringComparer.Ordinal);
        for (var copy = 0; copy < copies; copy++)
        {
            for (var part = 0; part < parts; part++)
            {
                var chosen = silos.Where(silo => loads[silo] < most && !placed[part].Contains(silo))
                    .MaxBy(silo => (WeightOf(part, silo), silo))!;
                placed[part].Add(chosen);
                loads[chosen]++;
            }
        }

        return placed;
    }

    private static ulong WeightOf(int part, string silo) =>
        XxHash3.HashToUInt64(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{part}/{silo}")));
}
