using System.ComponentModel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using SmartRetail.Client.Access;
using SmartRetail.Client.Documents;
using SmartRetail.Client.Problems;
using SmartRetail.Client.Requests;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Imports;

namespace SmartRetail.Client.Imports;

/// <summary>Files of products and interactions, of any length: streamed, never held.</summary>
internal static class ImportEndpoints
{
    private const int MaxSource = 128;

    private const string DefaultSource = "upload";

    private const string Ended =
        """
        { "import": "6f1c2a4b", "kind": "Products", "state": "Completed", "source": "products.csv", "bytes": 512034, "rows": 3664,
          "accepted": 3663, "duplicates": 0, "refused": 1, "erased": 0, "problem": null,
          "startedAt": "2026-03-02T10:00:00Z", "endedAt": "2026-03-02T10:00:01Z",
          "firstRefused": [ { "line": 17, "errors": [ { "field": "price", "reason": "must be from 0 to 1000000" } ] } ] }
        """;

    public static void MapImports(this IEndpointRouteBuilder store)
    {
        MapImport(store, "/products/import", ImportProducts)
            .RequireScope(Scope.Catalog)
            .WithName("ImportProducts")
            .WithSummary("Add or replace the products of a file")
            .WithDescription(
                "The body is the file, of any length: a header or field names as those of a product, `attributes.color` for an "
                + "attribute. It may be compressed with gzip. Rows that break a bound are set aside and do not stop the rest. Answers "
                + "when every silo holds the products; products that are not named stay as they are.");
        MapImport(store, "/interactions/import", ImportInteractions)
            .RequireScope(Scope.Record)
            .WithName("ImportInteractions")
            .WithSummary("Record the interactions of a file")
            .WithDescription(
                "The body is the file, of any length, with the field names of an interaction. It may be compressed with gzip. Rows "
                + "that break a bound are set aside and do not stop the rest. Answers when all others are durable. The same file sent "
                + "again adds nothing, also where its rows have no ids.");
        store.MapGet("/imports/{import}", Get)
            .RequireScope(Scope.Operate)
            .WithName("GetImport")
            .WithTags("Imports")
            .WithSummary("What has become of an import")
            .WithDescription("The newest import of a store is known while it is running, and for two hours after.")
            .Produces<ImportAnswer>()
            .WithAnswer(Ended)
            .WithProblem("unknown-import");
        store.MapGet("/imports/{import}/refused", ListRefused)
            .RequireScope(Scope.Operate)
            .WithName("ListRefusedRows")
            .WithTags("Imports")
            .WithSummary("The rows that an import has set aside")
            .WithDescription(
                "A JSON object a line: where the row was, what is wrong with it, and the row itself, to be corrected and imported "
                + "again. None while the import is running; of the first 100,000 the rows are kept.")
            .Produces<RefusedRowAnswer>(StatusCodes.Status200OK, RefusedRowsWriter.ContentType)
            .WithAnswer(
                """
                { "line": 17, "errors": [ { "field": "price", "reason": "must be from 0 to 1000000" } ],
                  "row": "85123A,White hanging heart,Home,-2.55" }
                """)
            .WithProblem("unknown-import");
    }

    private static IEndpointConventionBuilder MapImport(IEndpointRouteBuilder store, string path, Delegate handler) => store
        .MapPost(path, handler)
        .WithTags("Imports")
        .Accepts<Stream>("*/*")
        .Produces<ImportAnswer>()
        .WithAnswer(Ended)
        .WithProblem("unreadable-file", "import-goes-on", "import-cancelled")
        .WithMetadata(new RequestSizeLimitAttribute(
            store.ServiceProvider.GetRequiredService<IOptions<RetailClientOptions>>().Value.MaxImportBytes))
        .DisableRequestTimeout();

    private static Task<IResult> ImportProducts(
        [FromRoute, Description("The store.")] string store,
        [FromQuery, Description("How the file is written: csv, jsonl or parquet. Default: as the end of its name says, else csv.")]
        string? format,
        [FromQuery, Description("The file's name, which the report and the audit trail repeat.")] string? source,
        HttpRequest request,
        ImportSender sender,
        IGrainFactory grains,
        CancellationToken cancellationToken) =>
        ImportAsync(new(store), ImportKind.Products, format, source, request, sender, grains, cancellationToken);

    private static Task<IResult> ImportInteractions(
        [FromRoute, Description("The store.")] string store,
        [FromQuery, Description("How the file is written: csv, jsonl or parquet. Default: as the end of its name says, else csv.")]
        string? format,
        [FromQuery, Description("The file's name, which the report and the audit trail repeat.")] string? source,
        HttpRequest request,
        ImportSender sender,
        IGrainFactory grains,
        CancellationToken cancellationToken) =>
        ImportAsync(new(store), ImportKind.Interactions, format, source, request, sender, grains, cancellationToken);

    private static async Task<IResult> ImportAsync(
        StoreId store,
        ImportKind kind,
        string? format,
        string? source,
        HttpRequest request,
        ImportSender sender,
        IGrainFactory grains,
        CancellationToken cancellationToken)
    {
        if (source is { Length: 0 or > MaxSource })
        {
            return ProblemTable.Invalid("source", $"must have from 1 to {MaxSource} characters");
        }

        if (FormatOf(format, source) is not { } written)
        {
            return ProblemTable.Invalid("format", "must be one of: csv, jsonl, parquet");
        }

        var start = new ImportStart(ImportId.New(), kind, written, source ?? DefaultSource, request.ContentLength);
        var status = await sender.SendAsync(store, start, request.Body, cancellationToken: cancellationToken);
        return status switch
        {
            null => ProblemTable.ImportGoesOn(),
            { State: ImportState.Completed } => await AnswerAsync(grains.Imports(store), status, cancellationToken),
            { State: ImportState.Unreadable } => ProblemTable.UnreadableFile(status.Problem ?? ""),
            { State: ImportState.Unavailable } => ProblemTable.TimedOut(),
            { State: ImportState.Cancelled } => ProblemTable.ImportCancelled(),
            _ => ProblemTable.ForStatus(StatusCodes.Status500InternalServerError),
        };
    }

    private static async Task<IResult> Get(
        [FromRoute, Description("The store.")] string store,
        [FromRoute, Description("The import.")] string import,
        IGrainFactory grains,
        CancellationToken cancellationToken)
    {
        var imports = grains.Imports(new(store));
        return await imports.Get(cancellationToken) is { } status && status.Start.Import.Value == import
            ? await AnswerAsync(imports, status, cancellationToken)
            : ProblemTable.UnknownImport(new(import));
    }

    private static async Task<IResult> ListRefused(
        [FromRoute, Description("The store.")] string store,
        [FromRoute, Description("The import.")] string import,
        IGrainFactory grains,
        CancellationToken cancellationToken) =>
        await RefusedRowsWriter.WriteAsync(grains.Imports(new(store)), new(import), cancellationToken)
            ?? ProblemTable.UnknownImport(new(import));

    private static async Task<IResult> AnswerAsync(
        IImportGrain imports, ImportStatus status, CancellationToken cancellationToken)
    {
        var refused = status is { IsFinal: true, Refused: > 0 }
            ? await imports.ReadRefused(status.Start.Import, 0, ImportAnswer.MaxRefused, cancellationToken)
            : null;
        return ApiJson.Answer(ImportAnswer.From(status, refused?.Rows ?? []));
    }

    private static ImportFormat? FormatOf(string? format, string? source) => format switch
    {
        null => source is null ? ImportFormat.Csv : ImportFormats.OfFile(source) ?? ImportFormat.Csv,
        "csv" => ImportFormat.Csv,
        "jsonl" => ImportFormat.Jsonl,
        "parquet" => ImportFormat.Parquet,
        _ => null,
    };
}
