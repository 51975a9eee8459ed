using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace SmartRetail.UnitTests.Loads;

/// <summary>
/// What Gorse's documents and its code at version 0.5.11 say of the REST API, as far as shoppers use it, on a real port: paths,
/// bodies, names, cursors, values that add up, and what is not configured.
/// </summary>
internal sealed class GorseServer : IAsyncDisposable
{
    private readonly Lock _lock = new();
    private readonly SortedDictionary<string, JsonObject> _items = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Type, string User, string Item), double> _feedback = [];
    private WebApplication? _app;
    private int _batches;

    /// <summary>The api_key of its configuration; empty: none is asked for.</summary>
    public string ApiKey { get; init; } = "";

    public bool IsReady { get; init; } = true;

    /// <summary>Whether an item-to-item recommender is configured.</summary>
    public bool HasNeighbors { get; init; } = true;

    /// <summary>Whether columns are configured to be searched.</summary>
    public bool HasSearch { get; init; } = true;

    /// <summary>Of every tenth batch of feedback: acknowledges it and does not keep it.</summary>
    public bool Loses { get; init; }

    /// <summary>Of every tenth batch of feedback: keeps it, and answers that it cannot.</summary>
    public bool LosesAnswers { get; init; }

    /// <summary>How many rows fewer than it was sent it says to have taken.</summary>
    public int TakesFewer { get; init; }

    public Uri Url { get; private set; } = new("http://127.0.0.1");

    /// <summary>Method, path and query of each request, in order.</summary>
    public List<string> Requests { get; } = [];

    /// <summary>What was sent to be kept, in order.</summary>
    public List<JsonNode> Bodies { get; } = [];

    public IReadOnlyDictionary<(string Type, string User, string Item), double> Feedback => _feedback;

    public JsonObject Item(string id) => _items[id];

    public async Task<GorseServer> StartAsync()
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.Use(LetInAsync);
        _app.MapGet("/api/health/ready", () => IsReady ? Json(new JsonObject { ["Ready"] = true }) : Error(503, "data store is away"));
        _app.MapPost("/api/items", async (HttpRequest request) => Insert(await ReadAsync(request), InsertItem));
        _app.MapGet("/api/items", (int? n, string? cursor, string? q) => q is null ? ListItems(n ?? 10, cursor ?? "") : Search(q, n ?? 10));
        _app.MapPatch("/api/item/{item}", async (string item, HttpRequest request) => Hide(item, await ReadAsync(request)));
        _app.MapPost("/api/feedback", async (HttpRequest request) => InsertFeedback((await ReadAsync(request)).AsArray()));
        _app.MapGet("/api/user/{user}/feedback", ListFeedback);
        _app.MapGet("/api/recommend/{user}", (string user, int? n) => Json(Visible(n ?? 10, id => JsonValue.Create(id))));
        _app.MapGet("/api/latest", (int? n) => Json(Visible(n ?? 10, Scored)));
        _app.MapGet("/api/non-personalized/{name}", (string name, int? n) => name == "most_bought" ? Json(Visible(n ?? 10, Scored)) : Null());
        _app.MapGet("/api/item/{item}/neighbors", (string item, int? n) =>
            HasNeighbors ? Json(Visible(n ?? 10, Scored)) : Error(404, "item-to-item recommendation is not enabled"));
        await _app.StartAsync(TestContext.Current.CancellationToken);
        Url = new(_app.Urls.Single());
        return this;
    }

    public async ValueTask DisposeAsync()
    {
        if (_app is not null)
        {
            await _app.DisposeAsync();
        }
    }

    private async Task LetInAsync(HttpContext context, RequestDelegate next)
    {
        lock (_lock)
        {
            Requests.Add($"{context.Request.Method} {context.Request.Path}{context.Request.QueryString}");
        }

        var isFree = ApiKey.Length == 0 || context.Request.Path.StartsWithSegments("/api/health");
        if (!isFree && context.Request.Headers["X-API-Key"] != ApiKey)
        {
            context.Response.StatusCode = 401;
            await context.Response.WriteAsync("unauthorized");
            return;
        }

        await next(context);
    }

    private async Task<JsonNode> ReadAsync(HttpRequest request)
    {
        var body = (await JsonNode.ParseAsync(request.Body))!;
        lock (_lock)
        {
            Bodies.Add(body);
        }

        return body;
    }

    private IResult Insert(JsonNode rows, Action<JsonObject> insert)
    {
        lock (_lock)
        {
            foreach (var row in rows.AsArray())
            {
                insert(row!.AsObject());
            }
        }

        return Affected(rows.AsArray().Count);
    }

    private void InsertItem(JsonObject item) => _items[(string)item["ItemId"]!] = item.DeepClone().AsObject();

    private IResult InsertFeedback(JsonArray rows)
    {
        var isTenth = Interlocked.Increment(ref _batches) % 10 == 0;
        lock (_lock)
        {
            // Of several rows with one key in a batch the first one counts.
            foreach (var row in Loses && isTenth ? [] : rows.Select(each => each!.AsObject()).DistinctBy(KeyOf))
            {
                _feedback[KeyOf(row)] = _feedback.GetValueOrDefault(KeyOf(row)) + (double)row["Value"]!;
            }
        }

        return LosesAnswers && isTenth ? Error(503, "too slow") : Affected(rows.Count - TakesFewer);
    }

    private static (string Type, string User, string Item) KeyOf(JsonObject row) =>
        ((string)row["FeedbackType"]!, (string)row["UserId"]!, (string)row["ItemId"]!);

    // The cursor is the next item's id; it is not there behind the last page.
    private IResult ListItems(int count, string cursor)
    {
        lock (_lock)
        {
            var from = Encoding.UTF8.GetString(Convert.FromBase64String(cursor));
            List<JsonObject> rest = [.. _items.Where(item => string.CompareOrdinal(item.Key, from) >= 0).Take(count + 1).Select(item => item.Value)];
            var next = rest.Count > count ? Convert.ToBase64String(Encoding.UTF8.GetBytes((string)rest[count]["ItemId"]!)) : "";
            return Json(new JsonObject { ["Cursor"] = next, ["Items"] = new JsonArray([.. rest.Take(count).Select(item => item.DeepClone())]) });
        }
    }

    private IResult Search(string words, int count)
    {
        if (!HasSearch)
        {
            return Error(400, "item search is not supported because [recommend.search].columns is empty");
        }

        lock (_lock)
        {
            var found = _items.Values.Where(item => ((string)item["Comment"]!).Contains(words, StringComparison.Ordinal)).Take(count);
            return Json(new JsonObject { ["Cursor"] = "", ["Items"] = new JsonArray([.. found.Select(item => item.DeepClone())]) });
        }
    }

    private IResult Hide(string item, JsonNode patch)
    {
        lock (_lock)
        {
            _items[item]["IsHidden"] = (bool)patch["IsHidden"]!;
        }

        return Affected(1);
    }

    private IResult ListFeedback(string user)
    {
        lock (_lock)
        {
            return Json(new JsonArray([.. _feedback.Where(row => row.Key.User == user).Select(row => new JsonObject
            {
                ["FeedbackType"] = row.Key.Type,
                ["UserId"] = user,
                ["ItemId"] = row.Key.Item,
                ["Value"] = row.Value,
                ["Timestamp"] = "2026-11-28T00:00:00Z",
                ["Updated"] = "2026-11-28T00:00:00Z",
                ["Labels"] = null,
                ["Comment"] = "",
            })]));
        }
    }

    private JsonArray Visible(int count, Func<string, JsonNode> write)
    {
        lock (_lock)
        {
            return new([.. _items.Values.Where(item => !(bool)item["IsHidden"]!).Take(count).Select(item => write((string)item["ItemId"]!))]);
        }
    }

    private static JsonNode Scored(string id) => new JsonObject { ["Id"] = id, ["Score"] = 1.5 };

    private static IResult Affected(int rows) => Json(new JsonObject { ["RowAffected"] = rows });

    private static IResult Json(JsonNode node) => Results.Text(node.ToJsonString(), "application/json");

    // An empty slice that was never made.
    private static IResult Null() => Results.Text("null", "application/json");

    private static IResult Error(int status, string text) => Results.Text(text, "text/plain", statusCode: status);
}
