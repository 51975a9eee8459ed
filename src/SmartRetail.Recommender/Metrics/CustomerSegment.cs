namespace SmartRetail.Recommender.Metrics;

/// <summary>Customers by how much of them a model can see: the length of a case's history.</summary>
public static class CustomerSegment
{
    /// <summary>Fewer interactions than this: a new customer.</summary>
    public const int LightFrom = 5;

    /// <summary>Fewer interactions than this, and not new: a light customer. With more, a heavy one.</summary>
    public const int HeavyFrom = 20;

    /// <summary>The segments' names in reports: <c>new</c> (0 to 4), <c>light</c> (5 to 19), <c>heavy</c> (from 20).</summary>
    public static IReadOnlyList<string> Names { get; } = ["new", "light", "heavy"];

    /// <summary>The place, in <see cref="Names"/>, of a customer with so many interactions.</summary>
    public static int Of(int historyLength) => historyLength < LightFrom ? 0 : historyLength < HeavyFrom ? 1 : 2;
}
