using System.Collections.Immutable;
using System.Globalization;

namespace SmartRetail.Recommender.Sequences;

/// <summary>What preparation did with the interactions it was given, for logs and reports.</summary>
/// <param name="Given">All that were given; <paramref name="Kept"/> and what was left out add up to it.</param>
/// <param name="Kept">Those that are in the dataset.</param>
/// <param name="LeftOut">How many were left out, by reason; reasons that left nothing out are absent.</param>
/// <param name="BotCustomers">The customers that <see cref="LeftOutReason.Bot"/> is about.</param>
public sealed record PreparationReport(
    long Given, long Kept, ImmutableSortedDictionary<LeftOutReason, long> LeftOut, int BotCustomers)
{
    /// <summary>The numbers by name, such as <c>given</c> and <c>leftOut.duplicate</c>, for documents.</summary>
    public IEnumerable<KeyValuePair<string, long>> ToCounts()
    {
        yield return new("given", Given);
        foreach (var (reason, count) in LeftOut)
        {
            var name = reason.ToString();
            yield return new($"leftOut.{char.ToLowerInvariant(name[0])}{name[1..]}", count);
        }

        if (BotCustomers > 0)
        {
            yield return new("botCustomers", BotCustomers);
        }
    }

    /// <summary>One line, such as <c>kept 8 of 10 interactions; left out: 1 Duplicate, 1 Rare</c>.</summary>
    public override string ToString()
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"kept {Kept} of {Given} interactions");
        var reasons = LeftOut.Select(pair => string.Create(CultureInfo.InvariantCulture, $"{pair.Value} {pair.Key}"));
        return LeftOut.Count == 0 ? text : $"{text}; left out: {string.Join(", ", reasons)}";
    }
}
