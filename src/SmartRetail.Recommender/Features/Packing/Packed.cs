namespace SmartRetail.Recommender.Features.Packing;

/// <summary>
/// Values at rest, of some bytes each (<see cref="PackWriter"/>). Texts are not among them but referred to, so that they stay
/// shared with whoever has them too: a customer's product ids are the catalog's own.
/// </summary>
public sealed class Packed
{
    internal static readonly Packed Nothing = new([], []);

    internal Packed(string[] texts, byte[] values) => (Texts, Values) = (texts, values);

    internal string[] Texts { get; }

    internal byte[] Values { get; }
}
