using SmartRetail.Contracts.Interactions;
using SmartRetail.Recommender.Features.Packing;

namespace SmartRetail.Recommender.Features;

/// <summary>Decayed mean and spread of the logarithm of the prices a customer acts on.</summary>
[GenerateSerializer, Alias("PriceLevel")]
public sealed class PriceLevel
{
    [Id(0)]
    private double _weight;

    [Id(1)]
    private double _sum;

    [Id(2)]
    private double _squares;

    [Id(3)]
    private long _ticks;

    /// <summary>The geometric mean; null before the first price.</summary>
    public double? Mean => _weight > 0 ? Math.Exp(_sum / _weight) : null;

    /// <summary>The standard deviation of the log price.</summary>
    public double Spread =>
        _weight > 0 ? Math.Sqrt(Math.Max(0, (_squares / _weight) - (_sum / _weight * (_sum / _weight)))) : 0;

    public void Apply(Interaction interaction, decimal? catalogPrice, TimeSpan halfLife)
    {
        var weight = InteractionWeights.Of(interaction);
        var price = interaction.Price ?? catalogPrice;
        if (weight <= 0 || price is not > 0)
        {
            return;
        }

        var ticks = interaction.OccurredAt.UtcTicks;
        var newest = Math.Max(_ticks, ticks);
        var fade = Math.Pow(2, -(double)(newest - _ticks) / halfLife.Ticks);
        var part = weight * Math.Pow(2, -(double)(newest - ticks) / halfLife.Ticks);
        var log = Math.Log((double)price.Value);
        _weight = (_weight * fade) + part;
        _sum = (_sum * fade) + (part * log);
        _squares = (_squares * fade) + (part * log * log);
        _ticks = newest;
    }

    internal void Write(PackWriter writer)
    {
        writer.Write(_weight);
        writer.Write(_sum);
        writer.Write(_squares);
        writer.WriteTicks(_ticks);
    }

    internal void Read(ref PackReader reader)
    {
        _weight = reader.ReadDouble();
        _sum = reader.ReadDouble();
        _squares = reader.ReadDouble();
        _ticks = reader.ReadTicks();
    }
}
