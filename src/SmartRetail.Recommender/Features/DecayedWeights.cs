using SmartRetail.Recommender.Features.Packing;

namespace SmartRetail.Recommender.Features;

/// <summary>
/// Named weights that fade by half in each half-life: w(t) = sum of w_i * 2^(-(t - t_i) / h). All weights share one
/// reference time, so that adding costs one power and no pass over the others.
/// </summary>
[GenerateSerializer, Alias("DecayedWeights")]
public sealed class DecayedWeights
{
    /// <summary>The most names kept; the weakest goes when another comes.</summary>
    public const int MaxNames = 64;

    [Id(0)]
    private readonly Dictionary<string, Entry> _entries = new(StringComparer.Ordinal);

    /// <summary>Adds weight to a name at a time, which may lie before times added earlier.</summary>
    public void Add(string name, double weight, DateTimeOffset at, TimeSpan halfLife)
    {
        if (weight == 0)
        {
            return;
        }

        var time = at.UtcTicks;
        if (!_entries.TryGetValue(name, out var entry))
        {
            if (_entries.Count >= MaxNames)
            {
                RemoveWeakest(time, halfLife);
            }

            _entries[name] = new(weight, time);
            return;
        }

        var newest = Math.Max(entry.Ticks, time);
        _entries[name] = new(
            (entry.Weight * Decay(newest - entry.Ticks, halfLife)) + (weight * Decay(newest - time, halfLife)), newest);
    }

    /// <summary>Returns the positive weights as of a time, strongest first.</summary>
    public IReadOnlyList<KeyValuePair<string, double>> At(DateTimeOffset at, TimeSpan halfLife) =>
    [
        .. _entries
            .Select(pair => KeyValuePair.Create(
                pair.Key, pair.Value.Weight * Decay(Math.Max(0, at.UtcTicks - pair.Value.Ticks), halfLife)))
            .Where(pair => pair.Value > 0)
            .OrderByDescending(pair => pair.Value)
            .ThenBy(pair => pair.Key, StringComparer.Ordinal),
    ];

    /// <inheritdoc cref="CustomerFeatures.ShareTexts"/>
    internal void ShareNames(IReadOnlyDictionary<string, string> names)
    {
        KeyValuePair<string, Entry>[] all = [.. _entries];
        _entries.Clear();
        foreach (var (name, entry) in all)
        {
            _entries.Add(names.GetValueOrDefault(name, name), entry);
        }
    }

    internal void Write(PackWriter writer)
    {
        writer.Write(_entries.Count);
        foreach (var (name, entry) in _entries)
        {
            writer.Write(name);
            writer.Write(entry.Weight);
            writer.WriteTicks(entry.Ticks);
        }
    }

    internal void Read(ref PackReader reader)
    {
        for (var left = reader.ReadCount(); left > 0; left--)
        {
            var name = reader.ReadText();
            _entries.Add(name, new(reader.ReadDouble(), reader.ReadTicks()));
        }
    }

    private void RemoveWeakest(long time, TimeSpan halfLife) =>
        _entries.Remove(_entries.MinBy(pair => pair.Value.Weight * Decay(Math.Max(0, time - pair.Value.Ticks), halfLife)).Key);

    private static double Decay(long ticks, TimeSpan halfLife) => Math.Pow(2, -(double)ticks / halfLife.Ticks);

    [GenerateSerializer, Immutable, Alias("DecayedWeights.Entry")]
    internal readonly record struct Entry([property: Id(0)] double Weight, [property: Id(1)] long Ticks);
}
