namespace SmartRetail.LoadTests.Arrivals;

/// <summary>A time in which one product takes a share of all looks.</summary>
internal sealed record FlashSale(TimeSpan From, TimeSpan To, double Share)
{
    public bool IsOn(TimeSpan elapsed) => elapsed >= From && elapsed < To;
}
