using SmartRetail.Contracts.Interactions;
using SmartRetail.Recommender.Features.Packing;

namespace SmartRetail.Recommender.Features;

/// <summary>The features at rest: an eighth of what they take while they are read and changed.</summary>
public sealed partial class CustomerFeatures
{
    /// <summary>Returns the features in the least room. <see cref="Unpack"/> makes the same ones of it.</summary>
    public Packed Pack() => PackWriter.Pack(this, static (features, writer) => features.Write(writer));

    public static CustomerFeatures Unpack(Packed packed)
    {
        ArgumentNullException.ThrowIfNull(packed);
        var features = new CustomerFeatures();
        var reader = new PackReader(packed);
        features.Read(ref reader);
        return features;
    }

    private void Write(PackWriter writer)
    {
        writer.WriteSigned(Version);
        writer.WriteSigned(Revision);
        writer.Write(_history.Count);
        foreach (var step in _history)
        {
            PackedSteps.Write(writer, step);
        }

        writer.Write(_counts.Count);
        foreach (var (kind, count) in _counts)
        {
            writer.Write((int)kind);
            writer.WriteSigned(count);
        }

        _categories.Write(writer);
        _brands.Write(writer);
        _prices.Write(writer);
        _purchases.Write(writer);
        PackedSteps.Write(writer, _disliked);
        PackedSteps.Write(writer, _basket);
        WriteHours(writer);
        writer.Write(Sessions);
        writer.Write((FirstSeenAt is null ? 0 : 1) | (LastSeenAt is null ? 0 : 2));
        if (FirstSeenAt is { } first)
        {
            writer.Write(first);
        }

        if (LastSeenAt is { } last)
        {
            writer.Write(last);
        }
    }

    private void Read(ref PackReader reader)
    {
        Version = reader.ReadSigned();
        Revision = reader.ReadSigned();
        var steps = reader.ReadCount();
        _history.EnsureCapacity(steps + 1);
        for (; steps > 0; steps--)
        {
            _history.Enqueue(PackedSteps.Read(ref reader));
        }

        for (var left = reader.ReadCount(); left > 0; left--)
        {
            var kind = (InteractionKind)reader.ReadCount();
            _counts[kind] = reader.ReadSigned();
        }

        _categories.Read(ref reader);
        _brands.Read(ref reader);
        _prices.Read(ref reader);
        _purchases.Read(ref reader);
        _disliked.UnionWith(PackedSteps.ReadProducts(ref reader));
        _basket.UnionWith(PackedSteps.ReadProducts(ref reader));
        ReadHours(ref reader);
        Sessions = reader.ReadCount();
        var seen = reader.ReadCount();
        FirstSeenAt = (seen & 1) == 0 ? null : reader.ReadTime();
        LastSeenAt = (seen & 2) == 0 ? null : reader.ReadTime();
    }

    // Most customers come at some few hours of the week.
    private void WriteHours(PackWriter writer)
    {
        writer.Write(_hourOfWeek.Count(count => count != 0));
        for (var hour = 0; hour < HoursPerWeek; hour++)
        {
            if (_hourOfWeek[hour] is not 0 and var count)
            {
                writer.Write(hour);
                writer.WriteSigned(count);
            }
        }
    }

    private void ReadHours(ref PackReader reader)
    {
        for (var left = reader.ReadCount(); left > 0; left--)
        {
            var hour = reader.ReadCount();
            _hourOfWeek[hour] = (int)reader.ReadSigned();
        }
    }
}
