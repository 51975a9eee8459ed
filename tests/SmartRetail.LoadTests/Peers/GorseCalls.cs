using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using SmartRetail.Contracts.Interactions;
using SmartRetail.LoadTests.Calls;
using SmartRetail.LoadTests.Clusters;
using SmartRetail.LoadTests.Ledgers;
using static SmartRetail.LoadTests.Peers.GorseAnswers;

namespace SmartRetail.LoadTests.Peers;

/// <summary>
/// The calls of a shop's frontend at a Gorse server, by the REST API of its version 0.5.11
/// (https://gorse.io/docs/api/restful-api.html). Gorse has one row for each user, item and type of feedback, and POST adds to its
/// value: each interaction adds 1, so that the values of a user sum to the interactions that were taken in.
/// </summary>
internal sealed class GorseCalls : IStoreCalls
{
    private const int PageLength = 200;

    // More are as good as none: what is beyond is hardly ever wanted.
    private const int MostItems = 20_000;

    // How popular an item is, from 0, where this tool has brought it in: lists of items come by their ids.
    private const string Rank = "rank";

    private readonly HttpSender _http;
    private readonly Uri _url;
    private readonly string _popular;
    private IReadOnlyList<StoreProduct>? _products;

    /// <param name="key">The server's api_key; null where it has none.</param>
    /// <param name="popular">The name of the non-personalized recommender that popular lists come from; null: the latest items.</param>
    public GorseCalls(Uri url, string? key, string? popular, int connections)
    {
        _url = url;
        _popular = popular is null ? "api/latest" : $"api/non-personalized/{Uri.EscapeDataString(popular)}";
        _http = new(() => [url], connections, headers =>
        {
            if (key is not null)
            {
                headers.Add("X-API-Key", key);
            }
        });
    }

    /// <summary>As <see cref="ProbeAsync"/> has found it.</summary>
    public StoreGaps Gaps { get; private set; } = StoreGaps.None;

    /// <summary>Makes sure that the server can be asked, and finds out what for.</summary>
    /// <exception cref="CannotStartException">It is not there, not ready, does not take the key, or has no items.</exception>
    public async Task ProbeAsync(CancellationToken cancellationToken)
    {
        await CheckReadyAsync(cancellationToken);
        var products = await ListProductsAsync(0, cancellationToken);
        if (products.Count == 0)
        {
            throw new CannotStartException($"Gorse at {_url} has no items that may be shown: --fill brings in the sample store");
        }

        HashSet<CallKind> missing = [CallKind.BoughtTogether, CallKind.Merge];
        if (!await IsThereAsync(() => ListSimilarAsync(products[0].Id, 1, cancellationToken)))
        {
            missing.Add(CallKind.Similar);
        }

        if (!await IsThereAsync(() => SearchAsync(products[0].Title, 1, cancellationToken)))
        {
            missing.Add(CallKind.Search);
        }

        Gaps = new(
            missing,
            new HashSet<LedgerBreach> { LedgerBreach.Stale, LedgerBreach.Forgotten, LedgerBreach.Invented },
            "Gorse's answers do not say which interactions a list knows of, nor how it was made: neither freshness nor tiers are "
            + "checked. In place of the log each customer's feedback is read back; feedback that is sent again when nobody answered "
            + $"counts again. Not asked for, since there is no such call or it is not configured: {string.Join(", ", missing.Order())}");
    }

    /// <exception cref="CannotStartException">The server is not there, not ready, or does not take the key.</exception>
    public async Task CheckReadyAsync(CancellationToken cancellationToken)
    {
        try
        {
            var health = await SendAsync(HttpMethod.Get, "api/health/ready", null, GorseMessagesContext.Default.Health, cancellationToken);
            if (health is not { Ready: true })
            {
                throw new CannotStartException($"Gorse at {_url} is not ready");
            }

            await ReadPageAsync("", 1, cancellationToken);
        }
        catch (CallFailedException failure)
        {
            throw new CannotStartException(
                failure.Status == HttpStatusCode.Unauthorized
                    ? $"Gorse at {_url} does not take the key: --key has to be its api_key"
                    : $"Gorse at {_url} cannot be asked: {failure.Message}",
                failure);
        }
    }

    public async Task<ShownList> RecommendAsync(string customer, int count, long known, CancellationToken cancellationToken) => new(
        await SendAsync(
            HttpMethod.Get,
            Invariant($"api/recommend/{Uri.EscapeDataString(customer)}?n={count}"),
            null,
            GorseMessagesContext.Default.StringArray,
            cancellationToken) ?? []);

    public Task<ShownList> ListSimilarAsync(string product, int count, CancellationToken cancellationToken) =>
        ListAsync(Invariant($"api/item/{Uri.EscapeDataString(product)}/neighbors?n={count}"), cancellationToken);

    public Task<ShownList> ListBoughtTogetherAsync(string product, int count, CancellationToken cancellationToken) =>
        throw new NotSupportedException("Gorse has no call for what is bought together");

    public Task<ShownList> ListPopularAsync(int count, CancellationToken cancellationToken) =>
        ListAsync(Invariant($"{_popular}?n={count}"), cancellationToken);

    public async Task<ShownList> SearchAsync(string text, int count, CancellationToken cancellationToken)
    {
        var page = await SendAsync(
            HttpMethod.Get,
            Invariant($"api/items?n={count}&q={Uri.EscapeDataString(text)}"),
            null,
            GorseMessagesContext.Default.ItemPage,
            cancellationToken);
        return new([.. (page?.Items ?? []).Where(item => !item.IsHidden).Select(item => item.ItemId)]);
    }

    public async Task<RecordAnswer> RecordAsync(string customer, IReadOnlyList<Act> acts, CancellationToken cancellationToken)
    {
        // Of two rows of one type, user and item in a batch Gorse drops the second.
        var now = GorseTime.Of(TimeProvider.System.GetUtcNow().UtcDateTime);
        GorseFeedback[] rows =
        [
            .. acts.CountBy(act => (Type: TypeOf(act.Kind), act.Product))
                .Select(each => new GorseFeedback(each.Key.Type, customer, each.Key.Product!, each.Value, now)),
        ];
        var affected = await InsertFeedbackAsync(rows, cancellationToken);
        return new(affected == rows.Length ? acts.Count : affected, Duplicates: 0, ProfileVersion: 0);
    }

    public Task<long> MergeAsync(string known, string anonymous, CancellationToken cancellationToken) =>
        throw new NotSupportedException("Gorse has no call that merges users");

    /// <summary>Returns the sum of the values of the customer's feedback: what was taken in, by what can be read back.</summary>
    public async Task<long> GetVersionAsync(string customer, CancellationToken cancellationToken)
    {
        var rows = await SendAsync(
            HttpMethod.Get,
            $"api/user/{Uri.EscapeDataString(customer)}/feedback",
            null,
            GorseMessagesContext.Default.GorseFeedbackArray,
            cancellationToken);
        return (long)Math.Round((rows ?? []).Sum(row => row.Value));
    }

    /// <summary>Returns a part of the items that may be shown: most popular first where this tool has brought them in.</summary>
    public async Task<IReadOnlyList<StoreProduct>> ListProductsAsync(int offset, CancellationToken cancellationToken)
    {
        _products ??= await ReadProductsAsync(cancellationToken);
        return [.. _products.Skip(offset).Take(PageLength)];
    }

    /// <summary>Hides what cannot be bought, which Gorse says takes effect at once, and shows it again.</summary>
    public Task PutStockAsync(StoreProduct product, int? stock, CancellationToken cancellationToken) => SendAsync(
        HttpMethod.Patch,
        $"api/item/{Uri.EscapeDataString(product.Id)}",
        JsonSerializer.SerializeToUtf8Bytes(new Patch(IsHidden: stock == 0), GorseMessagesContext.Default.Patch),
        GorseMessagesContext.Default.Success,
        cancellationToken);

    /// <summary>Returns how many rows Gorse says it has taken.</summary>
    public async Task<int> InsertFeedbackAsync(GorseFeedback[] rows, CancellationToken cancellationToken) => (await SendAsync(
        HttpMethod.Post,
        "api/feedback",
        JsonSerializer.SerializeToUtf8Bytes(rows, GorseMessagesContext.Default.GorseFeedbackArray),
        GorseMessagesContext.Default.Success,
        cancellationToken))?.RowAffected ?? 0;

    /// <param name="items">Most popular first.</param>
    /// <param name="firstRank">Of the first of them.</param>
    public Task InsertItemsAsync(IEnumerable<GorseItem> items, int firstRank, CancellationToken cancellationToken)
    {
        GorseItem[] ranked = [.. items.Select((item, at) => item with { Labels = new JsonObject { [Rank] = firstRank + at } })];
        return SendAsync(
            HttpMethod.Post,
            "api/items",
            JsonSerializer.SerializeToUtf8Bytes(ranked, GorseMessagesContext.Default.GorseItemArray),
            GorseMessagesContext.Default.Success,
            cancellationToken);
    }

    public ValueTask DisposeAsync()
    {
        _http.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>What an interaction is called in Gorse: what its data source has to name as positive, as read, and as negative.</summary>
    public static string TypeOf(InteractionKind kind) => kind switch
    {
        InteractionKind.View => "view",
        InteractionKind.AddToCart => "add_to_cart",
        InteractionKind.Purchase => "purchase",
        InteractionKind.Return => "return",
        _ => throw new NotSupportedException($"shoppers do not {kind}"),
    };

    private async Task<IReadOnlyList<StoreProduct>> ReadProductsAsync(CancellationToken cancellationToken)
    {
        var (items, cursor) = (new List<GorseItem>(), "");
        do
        {
            var page = await ReadPageAsync(cursor, PageLength, cancellationToken);
            items.AddRange((page?.Items ?? []).Where(item => !item.IsHidden));
            cursor = page?.Cursor ?? "";
        }
        while (cursor.Length > 0 && items.Count < MostItems);
        return
        [
            .. items.OrderBy(RankOf).Select(item => new StoreProduct(
                item.ItemId,
                item.Comment is { Length: > 0 } title ? title : item.ItemId,
                item.Categories is [var category, ..] ? category : "",
                Price: 0)),
        ];
    }

    private Task<ItemPage?> ReadPageAsync(string cursor, int count, CancellationToken cancellationToken) => SendAsync(
        HttpMethod.Get,
        Invariant($"api/items?n={count}&cursor={Uri.EscapeDataString(cursor)}"),
        null,
        GorseMessagesContext.Default.ItemPage,
        cancellationToken);

    private static int RankOf(GorseItem item) =>
        item.Labels is JsonObject labels && labels[Rank] is JsonValue rank && rank.TryGetValue<int>(out var number)
            ? number
            : int.MaxValue;

    // A recommender that is not configured is not found; a search that is not is a bad request.
    private static async Task<bool> IsThereAsync(Func<Task> call)
    {
        try
        {
            await call();
            return true;
        }
        catch (CallFailedException failure) when (failure.Status is HttpStatusCode.NotFound or HttpStatusCode.BadRequest)
        {
            return false;
        }
    }

    // A list of nothing is written as null.
    private async Task<ShownList> ListAsync(string path, CancellationToken cancellationToken) => new(
        Array.ConvertAll(
            await SendAsync(HttpMethod.Get, path, null, GorseMessagesContext.Default.ScoredArray, cancellationToken) ?? [], item => item.Id));

    private Task<T?> SendAsync<T>(
        HttpMethod method, string path, byte[]? body, JsonTypeInfo<T> answerType, CancellationToken cancellationToken) =>
        _http.SendAsync(method, path, body, answerType, cancellationToken);

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
