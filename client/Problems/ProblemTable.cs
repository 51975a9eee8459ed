using System.Collections.Immutable;
using Microsoft.AspNetCore.Http;
using Orleans.Runtime;
using Orleans.Runtime.Messaging;
using SmartRetail.Client.Access;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Access;
using SmartRetail.Contracts.Customers;
using SmartRetail.Contracts.Imports;
using SmartRetail.Contracts.Privacy;

namespace SmartRetail.Client.Problems;

/// <summary>The one table from outcomes and exceptions to HTTP status.</summary>
internal static class ProblemTable
{
    /// <summary>When to try again after the cluster could not answer: about the time in which it drops a dead silo.</summary>
    private static readonly TimeSpan ClusterRetry = TimeSpan.FromSeconds(2);

    public static Problem Invalid(ImmutableArray<FieldError> errors) => new(
        StatusCodes.Status400BadRequest,
        "invalid-request",
        "The request is not valid",
        errors.Length == 1 ? $"{errors[0]}." : $"{errors.Length} values are refused; the first: {errors[0]}.")
    {
        Errors = errors,
    };

    public static Problem Invalid(string field, string reason) => Invalid([new FieldError(field, reason)]);

    public static Problem Unauthorized(bool presented) => new(
        StatusCodes.Status401Unauthorized,
        "unauthorized",
        "A key is needed",
        presented
            ? "The key is not known. Send one as 'Authorization: Bearer KEY'."
            : "Send a key as 'Authorization: Bearer KEY'.");

    public static Problem MissingScope(Scope scope) => new(
        StatusCodes.Status403Forbidden,
        "missing-scope",
        "The key may not do this",
        $"The key lacks the scope '{scope.ToText()}'.");

    public static Problem OtherStore() => new(
        StatusCodes.Status403Forbidden, "other-store", "The key may not do this", "The key is not for this store.");

    public static Problem NotForPages() => new(
        StatusCodes.Status403Forbidden,
        "not-for-pages",
        "The key may not do this",
        "A key with origins is public: it records interactions and reads lists and products, and nothing else.");

    public static Problem OtherOrigin(string origin) => new(
        StatusCodes.Status403Forbidden,
        "other-origin",
        "The key may not do this",
        $"The key is not for pages of '{origin}'; its origins are configured with it.");

    public static Problem OtherCustomer(CustomerId customer) => new(
        StatusCodes.Status403Forbidden,
        "other-customer",
        "The page may not speak for this customer",
        $"'{customer}' is known. A public key speaks for anonymous customers, whose ids begin with "
        + $"'{CustomerId.AnonymousPrefix}', and for the one whose token, asked for by the shop's server, is in Customer-Token.");

    public static Problem TooMany(string detail, TimeSpan retryAfter) => new(
        StatusCodes.Status429TooManyRequests, "too-many-requests", "Too many requests", detail)
    {
        RetryAfter = retryAfter,
    };

    public static Problem UnknownKey(ApiKeyId key) => new(
        StatusCodes.Status404NotFound, "unknown-key", "There is no such key", $"No key '{key}' is kept, or no longer.");

    public static Problem KeyOpensMore() => new(
        StatusCodes.Status403Forbidden,
        "key-opens-more",
        "The key may not do this",
        "A key may make, replace and revoke only keys that open nothing it does not open itself.");

    public static Problem UnknownStore(StoreId store) => new(
        StatusCodes.Status404NotFound, "unknown-store", "There is no such store", $"There is no store '{store}'.");

    public static Problem UnknownProduct(ProductId product) => new(
        StatusCodes.Status404NotFound,
        "unknown-product",
        "There is no such product",
        $"The catalog has no product '{product}'.");

    public static Problem UnknownRecommendation(RecommendationId recommendation) => new(
        StatusCodes.Status404NotFound,
        "unknown-recommendation",
        "There is no such list",
        $"No list '{recommendation}' of this customer is recorded, or not yet.");

    public static Problem UnknownErasure(ErasureId erasure) => new(
        StatusCodes.Status404NotFound,
        "unknown-erasure",
        "There is no such erasure",
        $"Nothing was erased under '{erasure}'.");

    public static Problem UnknownRun(TrainingRunId run) => new(
        StatusCodes.Status404NotFound,
        "unknown-training-run",
        "There is no such training run",
        $"The store has no training run '{run}'.");

    public static Problem UnknownModel(ModelVersion version) => new(
        StatusCodes.Status404NotFound,
        "unknown-model",
        "There is no such model",
        $"The store has no model of version {version}.");

    public static Problem ModelRefused(ModelVersion version) => new(
        StatusCodes.Status409Conflict,
        "model-refused",
        "The model does not verify",
        $"The artifact of model {version} is gone or not what was sealed; the silos' logs say why. Nothing has changed.");

    public static Problem UnknownShadow(ModelVersion version) => new(
        StatusCodes.Status404NotFound,
        "unknown-shadow",
        "The model was not run beside the active one",
        $"Model {version} is not the last one of the store that was run beside the active model.");

    public static Problem NotACandidate(string reason) => new(
        StatusCodes.Status409Conflict, "not-a-candidate", "The model cannot be run beside the active one", reason);

    public static Problem UnknownSettings(long version) => new(
        StatusCodes.Status404NotFound,
        "unknown-settings",
        "There are no such settings",
        $"The store keeps no version {version} of its settings.");

    public static Problem SettingsChanged(long version) => new(
        StatusCodes.Status412PreconditionFailed,
        "settings-changed",
        "The settings have changed",
        $"The settings have version {version} by now; read them again and make the change from there.");

    public static Problem RunGoesOn() => new(
        StatusCodes.Status409Conflict,
        "training-run-goes-on",
        "A training run goes on",
        "Another training run of this store goes on; wait for its end or cancel it.");

    public static Problem RunHasEnded(TrainingRunId run) => new(
        StatusCodes.Status409Conflict,
        "training-run-has-ended",
        "The training run has ended",
        $"The training run '{run}' has ended and cannot be cancelled.");

    public static Problem UnknownImport(ImportId import) => new(
        StatusCodes.Status404NotFound,
        "unknown-import",
        "There is no such import",
        $"'{import}' is not the store's newest import, or is no longer known.");

    public static Problem ImportGoesOn() => new(
        StatusCodes.Status409Conflict,
        "import-goes-on",
        "An import goes on",
        "Another import of this store is running; send the file when it has ended.");

    public static Problem ImportCancelled() => new(
        StatusCodes.Status409Conflict,
        "import-cancelled",
        "The import was cancelled",
        "The import was cancelled before its end; what it had accepted stays.");

    public static Problem UnreadableFile(string reason) => new(
        StatusCodes.Status400BadRequest, "unreadable-file", "The file cannot be read", $"{reason.TrimEnd('.')}.");

    public static Problem MergedElsewhere(CustomerId anonymous) => new(
        StatusCodes.Status409Conflict,
        "merged-elsewhere",
        "The anonymous customer is merged already",
        $"from: '{anonymous}' is merged into another customer; undo that merge first.");

    public static Problem TooManyMerged(CustomerId customer) => new(
        StatusCodes.Status409Conflict,
        "too-many-merged",
        "Too many are merged into the customer",
        $"customer: '{customer}' has {MergeRules.MaxMerged} anonymous customers merged into it; more are not allowed.");

    public static Problem MergeStays(CustomerId anonymous) => new(
        StatusCodes.Status409Conflict,
        "merge-stays",
        "The merge can no longer be undone",
        $"from: '{anonymous}' was merged more than {MergeRules.UndoWithin.TotalHours:0} hours ago.");

    public static Problem Unavailable(TimeSpan retryAfter) => new(
        StatusCodes.Status503ServiceUnavailable,
        "unavailable",
        "The platform cannot answer now",
        "The same request may be sent again after the time in Retry-After.")
    {
        RetryAfter = retryAfter,
    };

    public static Problem TimedOut() => Unavailable(ClusterRetry) with { Kind = "timed-out" };

    public static Problem NotJson() => new(
        StatusCodes.Status415UnsupportedMediaType,
        "not-json",
        "The body must be JSON",
        "Send the body with 'Content-Type: application/json'.");

    /// <summary>The problem behind an exception; null when the caller has gone and nobody reads an answer.</summary>
    public static Problem? For(Exception exception, HttpContext context) => exception switch
    {
        InvalidRequestException invalid => invalid.Problem,
        _ when context.RequestAborted.IsCancellationRequested && exception is OperationCanceledException or IOException
            => null,
        BadHttpRequestException bad => ForStatus(bad.StatusCode),
        UnavailableException unavailable => Unavailable(unavailable.RetryAfter),
        CallRefusedException => OtherStore(),

        // Every kind that Orleans has: no silo for the grain, a dead one, a full one, a conflict of two writers.
        TimeoutException or OrleansException or ConnectionFailedException => Unavailable(ClusterRetry),
        _ => ForStatus(StatusCodes.Status500InternalServerError),
    };

    /// <summary>The problem of a status that has no text of its own, such as a route that does not exist.</summary>
    public static Problem ForStatus(int status) => status switch
    {
        StatusCodes.Status400BadRequest => new(
            status, "bad-request", "The request is not valid", "The request cannot be read as HTTP or JSON."),
        StatusCodes.Status404NotFound => new(
            status, "not-found", "There is nothing here", "No resource has this path; /api lists those that exist."),
        StatusCodes.Status405MethodNotAllowed => new(
            status, "method-not-allowed", "The method is not allowed", "The header Allow lists the methods of this path."),
        StatusCodes.Status413PayloadTooLarge => new(
            status, "too-large", "The body is too large", "Send less in one request; a batch may be split."),
        StatusCodes.Status415UnsupportedMediaType => NotJson(),
        StatusCodes.Status429TooManyRequests => TooMany("Come again after the time in Retry-After.", ClusterRetry),
        StatusCodes.Status503ServiceUnavailable => Unavailable(ClusterRetry),
        StatusCodes.Status500InternalServerError => new(
            status, "internal", "Something went wrong", "An operator finds the cause by the trace id."),
        _ => new(status, "http", "The request was refused", $"The request was answered with status {status}."),
    };
}
