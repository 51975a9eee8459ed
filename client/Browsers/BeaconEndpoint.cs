using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;

namespace SmartRetail.Client.Browsers;

/// <summary>The script for pages, at an address that stays. It finds the API beside itself, whatever prefix a proxy puts before.</summary>
internal static class BeaconEndpoint
{
    public const string Path = "/beacon.js";

    private static readonly byte[] Script = Read();

    private static readonly byte[] Packed = Pack(Script);

    private static readonly EntityTagHeaderValue Tag = new($"\"{Convert.ToHexStringLower(SHA256.HashData(Script))[..16]}\"", isWeak: true);

    public static void MapBeacon(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet(Path, Send).AllowAnonymous().ExcludeFromDescription();

    private static IResult Send(HttpRequest request, HttpResponse response)
    {
        // An hour, since the address is the same for every version.
        response.Headers.CacheControl = "public, max-age=3600";
        response.Headers.Append(HeaderNames.Vary, HeaderNames.AcceptEncoding);
        var isPacked = request.GetTypedHeaders().AcceptEncoding.Any(
            encoding => encoding.Value == "gzip" && encoding.Quality is null or > 0);
        if (isPacked)
        {
            response.Headers.ContentEncoding = "gzip";
        }

        return Results.Bytes(isPacked ? Packed : Script, "text/javascript; charset=utf-8", entityTag: Tag);
    }

    private static byte[] Pack(byte[] script)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            gzip.Write(script);
        }

        return packed.ToArray();
    }

    // The file is written to be read: comments, which have lines of their own, and what only sets lines apart stay here.
    private static byte[] Read()
    {
        using var stream = typeof(BeaconEndpoint).Assembly.GetManifestResourceStream("beacon.js")
            ?? throw new InvalidOperationException("beacon.js was not built in.");
        using var source = new StreamReader(stream);
        var script = new StringBuilder();
        foreach (var line in source.ReadToEnd().Split('\n').Select(line => line.Trim()))
        {
            if (line.Length > 0 && !line.StartsWith("//", StringComparison.Ordinal))
            {
                // Behind these no statement can end for want of a semicolon.
                script.Append(line).Append(line[^1] is '{' or ';' or ',' or '(' ? "" : "\n");
            }
        }

        return Encoding.UTF8.GetBytes(script.ToString());
    }
}
