using System.Collections.Frozen;

namespace SmartRetail.Client.Problems;

/// <summary>One kind of problem as the catalog of them tells it.</summary>
/// <param name="Name">The last part of the problem's type. It stays: programs tell problems apart by it.</param>
/// <param name="Title">As each problem of the kind carries it.</param>
/// <param name="Meaning">When it comes.</param>
/// <param name="Remedy">What the caller does about it.</param>
internal sealed record ProblemKind(string Name, int Status, string Title, string Meaning, string Remedy)
{
    /// <summary>Where the pages are that problem types resolve to.</summary>
    public const string Path = "/problems";

    public static FrozenDictionary<string, ProblemKind> All { get; } = new ProblemKind[]
    {
        new("bad-request", 400, "The request is not valid", "The request cannot be read as HTTP or JSON.", "Correct it."),
        new(
            "invalid-request", 400, "The request is not valid",
            "A value in the path, the query or the body breaks a bound, or a name is not known. `errors` has each of them by its place.",
            "Correct what `errors` names; nothing was done."),
        new(
            "unreadable-file", 400, "The file cannot be read",
            "An imported file is not of its format, or lacks a column that is required.", "Correct the file or `format`; send it again."),
        new(
            "unauthorized", 401, "A key is needed",
            "No key was sent, or one that is not known.", "Send a key as `Authorization: Bearer KEY`."),
        new(
            "missing-scope", 403, "The key may not do this",
            "The key lacks the scope that the operation needs; the header WWW-Authenticate names it.", "Use a key that has it."),
        new(
            "other-store", 403, "The key may not do this",
            "The key is not for the store of the path, whether that store exists or not.", "Use a key of that store."),
        new(
            "not-for-pages", 403, "The key may not do this",
            "The key names origins, so everybody can read it in a page, and the operation is not for everybody.",
            "Call it from the shop's server, with a key that no page carries."),
        new(
            "other-origin", 403, "The key may not do this",
            "A page carries a public key that is for pages of other origins.", "Add the page's origin to the key."),
        new(
            "other-customer", 403, "The page may not speak for this customer",
            "A page with a public key acts for a known customer without that customer's token, or with one that has expired.",
            "Let the shop's server ask for a token, and send it as `Customer-Token`."),
        new(
            "key-opens-more", 403, "The key may not do this",
            "A key was to be made, replaced or revoked that opens what the caller's own does not.", "Use a key that opens all of it."),
        new("not-found", 404, "There is nothing here", "No resource has this path.", "Look the path up at /api."),
        new("unknown-store", 404, "There is no such store", "The cluster has no store of this name.", "Import products into it first."),
        new("unknown-product", 404, "There is no such product", "The catalog has no such product, or no more.", "Leave it out."),
        new(
            "unknown-recommendation", 404, "There is no such list",
            "No list of this id is recorded for the customer. A store may record a share of its lists, some seconds after the answer.",
            "Ask again a moment later, once."),
        new("unknown-erasure", 404, "There is no such erasure", "Nothing was erased under this id.", "Check the receipt."),
        new("unknown-training-run", 404, "There is no such training run", "The store has no such run.", "List its runs."),
        new(
            "unknown-import", 404, "There is no such import",
            "A store's newest import is known, for two hours, by the silo that took it.",
            "Send the file again: rows count once, and the same ones are set aside."),
        new("unknown-model", 404, "There is no such model", "The store has no model of this version.", "List its models."),
        new(
            "unknown-shadow", 404, "The model was not run beside the active one",
            "Of a store the figures of the last candidate are kept.", "Start it, or ask for the one that was run."),
        new("unknown-settings", 404, "There are no such settings", "This version is not kept, or never was.", "Read the newest."),
        new("unknown-key", 404, "There is no such key", "The cluster keeps no such key, or no longer.", "List the keys."),
        new("method-not-allowed", 405, "The method is not allowed", "The path has other methods.", "The header Allow lists them."),
        new("training-run-goes-on", 409, "A training run goes on", "A store fits one model at a time.", "Wait for it, or cancel it."),
        new("training-run-has-ended", 409, "The training run has ended", "An ended run cannot be cancelled.", "Nothing is left to do."),
        new(
            "model-refused", 409, "The model does not verify",
            "The artifact is gone, or is not what was sealed; the silos' logs say why.", "Activate another version."),
        new(
            "not-a-candidate", 409, "The model cannot be run beside the active one",
            "It is the active one, or the store has none.", "Name another version, or activate one first."),
        new(
            "import-goes-on", 409, "An import goes on", "A store takes one file at a time.", "Send the file when the other has ended."),
        new(
            "import-cancelled", 409, "The import was cancelled",
            "An operator has stopped it, or nothing came for a minute. What it had accepted stays.", "Send the file again; rows count once."),
        new(
            "merged-elsewhere", 409, "The anonymous customer is merged already",
            "It counts for another customer.", "Undo that merge first, if it was wrong."),
        new(
            "too-many-merged", 409, "Too many are merged into the customer",
            "A customer has a bounded number of anonymous ones.", "Go on without: what is recorded from now on counts."),
        new("merge-stays", 409, "The merge can no longer be undone", "It is older than a day.", "Erase the customer, if it must go."),
        new(
            "settings-changed", 412, "The settings have changed",
            "Somebody saved settings since the version in If-Match.", "Read them again and make the change from there."),
        new("too-large", 413, "The body is too large", "The body is above the limit.", "Send less at once; a batch may be split."),
        new("not-json", 415, "The body must be JSON", "The body is not declared to be JSON.", "Send `Content-Type: application/json`."),
        new(
            "too-many-requests", 429, "Too many requests",
            "The key has come to its limit: of requests a minute, from each address where it is public, or of requests at a time.",
            "Send it again when the time in Retry-After has passed."),
        new("internal", 500, "Something went wrong", "A defect of ours.", "Give an operator the `traceId`."),
        new(
            "unavailable", 503, "The platform cannot answer now",
            "A part of the cluster is gone, full or starting. Of a batch, `outcome` tells what was done.",
            "Send the same request again when the time in Retry-After has passed; what was done counts once."),
        new(
            "timed-out", 503, "The platform cannot answer now",
            "The request took too long.", "Send it again when the time in Retry-After has passed."),
        new("http", 0, "The request was refused", "Any other status; the title of HTTP says it.", "See the status."),
    }.ToFrozenDictionary(kind => kind.Name, StringComparer.Ordinal);
}
