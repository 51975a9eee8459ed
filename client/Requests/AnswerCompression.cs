using System.IO.Compression;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.Extensions.DependencyInjection;

namespace SmartRetail.Client.Requests;

/// <summary>
/// Compresses what programs read, for those that ask for it. Pages are left alone: they hold antiforgery tokens beside what a
/// request put there, and the length of the two compressed together tells of the token (the BREACH attack). The API has no cookie
/// with which another site could make a browser ask.
/// </summary>
internal static class AnswerCompression
{
    public static IServiceCollection AddAnswerCompression(this IServiceCollection services) => services
        .AddResponseCompression(compression =>
        {
            compression.EnableForHttps = true;
            compression.MimeTypes = ["application/json", "application/problem+json"];
        })
        .Configure<BrotliCompressionProviderOptions>(brotli => brotli.Level = CompressionLevel.Fastest)
        .Configure<GzipCompressionProviderOptions>(gzip => gzip.Level = CompressionLevel.Fastest);

    public static bool Applies(PathString path) =>
        path.StartsWithSegments("/v1") || path.StartsWithSegments("/openapi");
}
