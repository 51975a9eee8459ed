using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using SmartRetail.Client.Access;
using SmartRetail.Client.Imports;
using SmartRetail.Client.Problems;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Access;
using SmartRetail.Contracts.Imports;

namespace SmartRetail.Client.Console.Imports;

/// <summary>The refused rows of an import as a file, for the operator who has signed in: a browser sends no key with a link.</summary>
internal static class RefusedDownload
{
    public static void MapRefusedDownload(this IEndpointRouteBuilder endpoints) => endpoints
        .MapGet("/console/imports/{store}/{import}/refused", Download)
        .RequireAuthorization(ConsolePolicy.Name)
        .ExcludeFromDescription();

    /// <summary>Relative to the application's base, as all links of pages are.</summary>
    public static string AddressOf(StoreId store, ImportId import) => $"console/imports/{store}/{import}/refused";

    private static async Task<IResult> Download(
        string store, string import, HttpContext context, IGrainFactory grains, CancellationToken cancellationToken)
    {
        if (StoreId.Check("store", store) is { } error)
        {
            return ProblemTable.Invalid([error]);
        }

        CallerFlow.Begin(ApiKey.CallerOf(context.User));
        return await RefusedRowsWriter.WriteAsync(grains.Imports(new(store)), new(import), cancellationToken)
            ?? ProblemTable.UnknownImport(new(import));
    }
}
