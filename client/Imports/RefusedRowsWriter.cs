using System.Buffers;
using System.IO.Pipelines;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using SmartRetail.Client.Requests;
using SmartRetail.Contracts.Imports;

namespace SmartRetail.Client.Imports;

/// <summary>Writes an import's refused rows, a JSON object a line, part by part.</summary>
internal static class RefusedRowsWriter
{
    public const string ContentType = "application/x-ndjson";

    /// <summary>Returns null when the cluster knows no such import.</summary>
    public static async Task<IResult?> WriteAsync(IImportGrain imports, ImportId import, CancellationToken cancellationToken)
    {
        // What fails up to here is answered as any error; what fails later ends the connection.
        if (await imports.ReadRefused(import, 0, RefusedRows.MaxCount, cancellationToken) is not { } first)
        {
            return null;
        }

        return Results.Stream(
            async body =>
            {
                var pipe = PipeWriter.Create(body);
                for (var part = first; part is not null; part = await NextAsync(imports, import, part, cancellationToken))
                {
                    foreach (var row in part.Rows)
                    {
                        await using var json = new Utf8JsonWriter(pipe);
                        JsonSerializer.Serialize(json, new RefusedRowAnswer(row.Line, row.Errors, row.Row), ApiJson.Writing);
                        await json.FlushAsync(cancellationToken);
                        pipe.Write("\n"u8);
                    }

                    await pipe.FlushAsync(cancellationToken);
                }

                await pipe.CompleteAsync();
            },
            ContentType,
            "refused.jsonl");
    }

    private static async Task<RefusedRows?> NextAsync(
        IImportGrain imports, ImportId import, RefusedRows part, CancellationToken cancellationToken) =>
        part.Next is { } next ? await imports.ReadRefused(import, next, RefusedRows.MaxCount, cancellationToken) : null;
}
