using System.Collections.Immutable;
using SmartRetail.Client.Problems;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Recommendations;

namespace SmartRetail.Client.Recommendations;

/// <summary>The query parameters that say which list is meant, as they were given.</summary>
internal sealed record RecommendationQuery
{
    public const string LeastDescription =
        "The newest profile version that this customer's recorded interactions were answered with: for a shop that records and asks "
        + "at different entrances, while silos fail. Nothing older is answered. Default: what this entrance has answered.";

    private const int DefaultCount = 10;

    public int? Count { get; init; }

    public string? Slot { get; init; }

    public string? Category { get; init; }

    public string? Brand { get; init; }

    public decimal? MinPrice { get; init; }

    public decimal? MaxPrice { get; init; }

    public string[]? Exclude { get; init; }

    public decimal? Diversity { get; init; }

    public string[]? Context { get; init; }

    public bool? Explain { get; init; }

    public string? After { get; init; }

    public long? LeastProfileVersion { get; init; }

    /// <exception cref="InvalidRequestException">A parameter breaks a bound.</exception>
    public RecommendationRequest ToRequest()
    {
        if (!TryReadContext(Context, out var context))
        {
            throw new InvalidRequestException([new("context", "must be name:value, each name once")]);
        }

        var after = (ListContinuation?)null;
        if (After is not null && !ListContinuation.TryParse(After, out after))
        {
            throw new InvalidRequestException([new("after", "is not what an answer had as next")]);
        }

        var request = new RecommendationRequest
        {
            Count = Count ?? DefaultCount,
            Slot = Slot,
            Category = Category,
            Brand = Brand,
            Diversity = (double?)Diversity,
            Context = context,
            MinPrice = MinPrice,
            MaxPrice = MaxPrice,
            Exclude = ReadIds(Exclude),
            Explain = Explain ?? false,
            After = after,
            LeastProfileVersion = LeastProfileVersion ?? 0,
        };
        var errors = request.Check();
        if (!request.Exclude.IsEmpty)
        {
            errors = errors.AddRange(CheckIds(request.Exclude));
        }

        return errors.IsEmpty ? request : throw new InvalidRequestException(errors);
    }

    private static bool TryReadContext(string[]? values, out ImmutableSortedDictionary<string, string> context)
    {
        context = ImmutableSortedDictionary<string, string>.Empty;
        if (values is null or [])
        {
            return true;
        }

        var read = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        var isRead = true;
        foreach (var value in values)
        {
            var colon = value.IndexOf(':', StringComparison.Ordinal);
            isRead &= colon > 0 && read.TryAdd(value[..Math.Max(0, colon)], value[(colon + 1)..]);
        }

        context = read.ToImmutable();
        return isRead;
    }

    private static ImmutableArray<ProductId> ReadIds(string[]? values) => values is null or []
        ? []
        : [.. values.SelectMany(value => value.Split(',', StringSplitOptions.RemoveEmptyEntries)).Select(id => new ProductId(id))];

    private static IEnumerable<FieldError> CheckIds(ImmutableArray<ProductId> products) =>
        products.Select(product => Identifier.Check("exclude", product.Value)).OfType<FieldError>().Take(1);
}
