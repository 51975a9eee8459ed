using System.Globalization;

namespace SmartRetail.LoadTests;

/// <summary>
/// One anonymous visit: looks at lists, follows them, records what it does, and checks that the next answer knows of it.
/// </summary>
internal sealed class Shopper(string customer, StoreApi api, Figures figures, Random chance)
{
    private const int MaxSteps = 12;

    private long _acknowledged;
    private int _sent;

    public string Customer => customer;

    public async Task ShopAsync(Deadline deadline, CancellationToken cancellationToken)
    {
        var shelf = await api.GetPopularAsync(cancellationToken);
        var last = "";
        for (var step = 0; step < MaxSteps && !deadline.HasPassed && shelf.Count > 0; step++)
        {
            var product = shelf[chance.Next(shelf.Count)];
            last = await RecordAsync(Act(product), cancellationToken);
            var similar = await api.GetSimilarAsync(product, cancellationToken);
            CheckList("similar", similar);
            var recommended = await api.RecommendAsync(customer, cancellationToken);
            CheckRecommended(recommended);
            shelf = chance.Next(3) == 0 && similar.Count > 0 ? similar : recommended.Products;
        }

        await CheckExactlyOnceAsync(last, cancellationToken);
    }

    /// <summary>A view, and now and then a basket and a purchase after it.</summary>
    private List<string> Act(string product)
    {
        string[] kinds = chance.Next(10) switch
        {
            < 7 => ["View"],
            < 9 => ["View", "AddToCart"],
            _ => ["View", "AddToCart", "Purchase"],
        };
        return [.. kinds.Select(kind => StoreApi.Interaction(NextId(), customer, kind, product))];
    }

    private string NextId() => string.Create(CultureInfo.InvariantCulture, $"e-{++_sent}");

    private async Task<string> RecordAsync(List<string> interactions, CancellationToken cancellationToken)
    {
        var body = $$"""{ "interactions": [ {{string.Join(", ", interactions)}} ] }""";
        var receipt = await api.RecordAsync(customer, body, cancellationToken);
        if (receipt.Accepted + receipt.Duplicates != interactions.Count)
        {
            figures.AddViolation(
                $"{customer}: sent {interactions.Count}, but {receipt.Accepted} were accepted and "
                + $"{receipt.Duplicates} were duplicates");
        }

        if (receipt.ProfileVersion < _acknowledged)
        {
            figures.AddViolation($"{customer}: version {receipt.ProfileVersion} came after {_acknowledged}");
        }

        _acknowledged = receipt.ProfileVersion;
        return body;
    }

    private void CheckRecommended(Recommended recommended)
    {
        figures.AddTier(recommended.Tier);
        if (recommended.ProfileVersion < _acknowledged)
        {
            figures.AddViolation(
                $"{customer}: version {_acknowledged} was acknowledged, but the next answer was ranked with "
                + $"{recommended.ProfileVersion}");
        }

        CheckList("recommendations", recommended.Products);
    }

    private void CheckList(string list, IReadOnlyList<string> products)
    {
        if (products.Distinct(StringComparer.Ordinal).Count() != products.Count)
        {
            figures.AddViolation($"{customer}: {list} hold a product twice");
        }
    }

    /// <summary>Sends the last batch again: nothing may change, and all that was sent must count exactly once.</summary>
    private async Task CheckExactlyOnceAsync(string lastBatch, CancellationToken cancellationToken)
    {
        if (_sent == 0)
        {
            return;
        }

        var again = await api.RecordAsync(customer, lastBatch, cancellationToken);
        if (again.Accepted != 0)
        {
            figures.AddViolation($"{customer}: {again.Accepted} interactions counted twice");
        }

        if (again.ProfileVersion != _sent)
        {
            figures.AddViolation(
                $"{customer}: {_sent} interactions were acknowledged, but the profile has version {again.ProfileVersion}");
        }
    }
}
